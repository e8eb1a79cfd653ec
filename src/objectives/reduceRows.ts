import { Matrix } from "../arrays";
import { backSubstitution, cholesky, dot, forwardSubstitution, triangularise, varianceInflation } from "../linearAlgebra";
import { gram, reflections } from "../simd";

/** Means, or zeros, and the triangle R of the columns (features - means, target - mean): R'R is their Gram matrix. */
export interface Reduced {
  readonly featureMeans: Float64Array;
  readonly targetMean: number;
  readonly triangle: Matrix;
}

/** Rows whose mean serves as origin. */
const PILOT_ROWS = 256;

/**
 * The most by which rounding may grow: some 1e-12 of a parameter is then lost at worst. Columns that are nearly collinear
 * and means that are many times the spread exceed it.
 */
const MOST_INFLATION = 10_000;
/** Where the target's squares are this many times the errors', what is left of the former has lost too many digits. */
const MOST_CANCELLATION = 10_000;
/** And where they are this many times the errors', the parameters' own rounding shows in these. */
const MOST_EXPLAINED = 1e18;

/**
 * Reduces many rows to a triangle in one pass, or two where the condition number needs it. The first adds up the Gram
 * matrix, whose Cholesky factor is the triangle; what that loses of the digits that reflections would keep grows with
 * the square of the columns' condition number, which is therefore measured. Where it is too large, the second pass
 * reflects the rows; where only the target is nearly a combination of the columns, it adds up the squared errors.
 * Centring needs no pass of its own: columns are measured from the means of the first rows, and a column of ones takes
 * up the rest.
 */
export function reduceRows(features: Matrix, target: Float64Array, centre: boolean): Reduced {
  const { rows, columns } = features;
  const origin = centre ? pilotMeans(features, target) : new Float64Array(columns + 1);
  const sums = gram(features, target, origin);
  const means = centre ? origin.map((value, j) => value + sums.at(0, j + 1) / rows) : origin;
  const triangle = safeTriangle(centre ? sums : withoutFirst(sums), (weights) =>
    sumOfSquaredErrors(features, target, origin, centre ? weights : Float64Array.of(0, ...weights)));
  return {
    featureMeans: means.slice(0, columns),
    targetMean: means[columns],
    triangle: triangle ? (centre ? withoutFirst(triangle) : triangle) : reflectRows(features, target, means),
  };
}

/** The Cholesky factor of a Gram matrix whose columns are far enough from collinear; else null. */
export function safeFactor(sums: Matrix): Matrix | null {
  const factor = cholesky(sums);
  return factor && varianceInflation(factor) <= MOST_INFLATION ? factor : null;
}

/**
 * The Cholesky factor of a Gram matrix the last column of which is the target's; null where it would lose digits.
 * @param squaredErrors the sum of the squared errors of these weights, one for each of the other columns
 */
function safeTriangle(sums: Matrix, squaredErrors: (weights: Float64Array) => number): Matrix | null {
  const last = sums.rows - 1;
  const others = Array.from({ length: last }, (_, j) => j);
  const factor = safeFactor(sums.selectRows(others).selectColumns(others));
  if (!factor) return null;
  const projected = forwardSubstitution(factor, sums.column(last));
  const whole = sums.at(last, last);
  let rest = whole - dot(projected, projected);
  if (!(rest * MOST_CANCELLATION >= whole)) rest = squaredErrors(backSubstitution(factor, projected));
  if (!(rest * MOST_EXPLAINED >= whole)) return null;
  const triangle = Matrix.zeros(last + 1, last + 1);
  for (const i of others) {
    triangle.row(i).set(factor.row(i));
    triangle.values[i * (last + 1) + last] = projected[i];
  }
  triangle.values[triangle.values.length - 1] = Math.sqrt(rest);
  return triangle;
}

/** Of `target - origin - weights . (1, features - origin)`. */
function sumOfSquaredErrors(features: Matrix, target: Float64Array, origin: Float64Array, weights: Float64Array): number {
  const { rows, columns, values } = features;
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    let error = target[i] - origin[columns] - weights[0];
    for (let j = 0; j < columns; j++) error -= weights[j + 1] * (values[i * columns + j] - origin[j]);
    sum += error * error;
  }
  return sum;
}

/** The triangle of (features - means, target - mean) by Householder reflections. */
export function reflectRows(features: Matrix, target: Float64Array, means: Float64Array): Matrix {
  const { columns, values } = features;
  const width = columns + 1;
  const writeRow = (i: number, into: Float64Array): void => {
    for (let j = 0; j < columns; j++) into[j] = values[i * columns + j] - means[j];
    into[columns] = target[i] - means[columns];
  };
  const reflected = reflections(features, target, means);
  if (!reflected) return triangularise(features.rows, width, writeRow);
  // The triangles of two parts and the rows left over have the triangle of the whole.
  const { factors: [one, other], rows } = reflected;
  return triangularise(2 * width + features.rows - rows, width, (i, into) => {
    if (i < 2 * width) into.set(i < width ? one.row(i) : other.row(i - width));
    else writeRow(rows + i - 2 * width, into);
  });
}

/** The means of the first rows of features and target, summed from the first row: a constant's is exactly itself. */
function pilotMeans(features: Matrix, target: Float64Array): Float64Array {
  const { columns, values } = features;
  const rows = Math.min(PILOT_ROWS, features.rows);
  const means = Float64Array.of(...features.row(0), target[0]);
  const origin = means.slice();
  for (let i = 1; i < rows; i++) {
    for (let j = 0; j < columns; j++) means[j] += (values[i * columns + j] - origin[j]) / rows;
    means[columns] += (target[i] - origin[columns]) / rows;
  }
  return means;
}

function withoutFirst(matrix: Matrix): Matrix {
  const kept = Array.from({ length: matrix.rows - 1 }, (_, j) => j + 1);
  return matrix.selectRows(kept).selectColumns(kept);
}
