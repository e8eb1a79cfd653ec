import { Matrix, Random } from "../../src";

/** How much of a column is the one before it: features are correlated, as real ones are. */
const CORRELATION = 0.5;

export interface RegressionData {
  features: Matrix;
  /** 1 + sum (j + 1) / d x_j + 0.1 times standard normal noise */
  target: Float64Array;
  /** 1 where the target and more noise, standard normal, are above 1: no plane separates them from 0. */
  labels: Float64Array;
}

const made = new Map<string, RegressionData>();

/** n rows of d features and what is to be learned from them; data.py makes the same numbers with NumPy's RandomState. */
export function regressionData(n: number, d: number): RegressionData {
  const key = `${n} ${d}`;
  if (!made.has(key)) made.set(key, makeData(n, d));
  return made.get(key)!;
}

function makeData(n: number, d: number): RegressionData {
  const random = new Random(1);
  const features = Matrix.zeros(n, d);
  const { values } = features;
  const rest = Math.sqrt(1 - CORRELATION ** 2);
  for (let i = 0; i < values.length; i++) {
    values[i] = i % d === 0 ? random.normal() : CORRELATION * values[i - 1]! + rest * random.normal();
  }
  const target = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 1 + 0.1 * random.normal();
    for (let j = 0; j < d; j++) sum += ((j + 1) / d) * values[i * d + j]!;
    target[i] = sum;
  }
  return { features, target, labels: target.map((value) => (value + random.normal() > 1 ? 1 : 0)) };
}

/** The same with a last column that is the first but for a ten-millionth: condition number about 1e7. */
export function collinearData(n: number, d: number): RegressionData {
  const { features, target, labels } = regressionData(n, d);
  const nearly = new Matrix(n, d, features.values.slice());
  for (let i = 0; i < n; i++) nearly.values[i * d + d - 1] = nearly.values[i * d]! + 1e-7 * nearly.values[i * d + d - 1]!;
  return { features: nearly, target, labels };
}
