import { Matrix } from "../arrays";
import { cholesky, varianceInflation } from "../linearAlgebra";
import { gram } from "../simd";

/** Means, or zeros, and the triangle R of the columns (features - means, target - mean): R'R is their Gram matrix. */
export interface Reduced {
  readonly featureMeans: Float64Array;
  readonly targetMean: number;
  readonly triangle: Matrix;
}

/** Rows whose mean serves as origin. */
const PILOT_ROWS = 256;

/**
 * The most by which rounding may grow: some 1e-12 of a parameter or of the loss is then lost at worst. Columns that are
 * nearly collinear, a target that is nearly a combination of them and means that are many times the spread exceed it.
 */
const MOST_INFLATION = 10_000;

/**
 * The triangle as the Cholesky factor of the Gram matrix, in one pass over the rows. What that loses of the digits that
 * reflections would keep grows with the square of the columns' condition number, which is therefore measured: null
 * where it is too large. Centring needs no pass of its own: the columns are measured from means of the first rows, and
 * a column of ones takes up the rest.
 */
export function factorOfGram(features: Matrix, target: Float64Array, centre: boolean): Reduced | null {
  const { columns } = features;
  const origin = centre ? pilotMeans(features, target) : new Float64Array(columns + 1);
  const sums = gram(features, target, origin);
  const factor = cholesky(centre ? sums : withoutFirst(sums));
  if (!factor || varianceInflation(factor) > MOST_INFLATION) return null;
  if (!centre) return { featureMeans: origin.slice(0, columns), targetMean: 0, triangle: factor };
  const means = origin.map((value, j) => value + sums.at(0, j + 1) / features.rows);
  return { featureMeans: means.slice(0, columns), targetMean: means[columns], triangle: withoutFirst(factor) };
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
