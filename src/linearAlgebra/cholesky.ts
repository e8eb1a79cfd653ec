import { Matrix } from "../arrays";
import { dot } from "./vectors";

/**
 * The Cholesky factor (1910) of a symmetric positive definite matrix: upper triangular R with R'R = A. O(d^3 / 3).
 * Null where A is not positive definite, or so nearly singular that rounding made it so.
 * @param matrix d x d, of which only the upper triangle is read
 */
export function cholesky(matrix: Matrix): Matrix | null {
  const { rows: size, values } = matrix;
  const factor = Matrix.zeros(size, size);
  const r = factor.values;
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      let rest = values[i * size + j];
      for (let k = 0; k < i; k++) rest -= r[k * size + i] * r[k * size + j];
      if (i === j && !(rest > 0 && rest < Infinity)) return null;
      r[i * size + j] = i === j ? Math.sqrt(rest) : rest / r[i * size + i];
    }
  }
  return factor;
}

/**
 * How much rounding grows when a system R'R w = c is solved whose columns were first scaled to unit length: the trace of
 * the inverse of R'R after scaling, which is the sum of the columns' variance inflation factors (Marquardt 1970).
 * It is d for orthogonal columns and about the squared condition number for nearly collinear ones.
 * @param factor d x d, upper triangular, without a zero on its diagonal
 */
export function varianceInflation({ rows: size, values }: Matrix): number {
  const inverse = new Float64Array(size);
  let trace = 0;
  for (let i = 0; i < size; i++) {
    // Row i of R^-1, times the length of column i of R.
    let lengthSquared = 0;
    for (let k = 0; k <= i; k++) lengthSquared += values[k * size + i] ** 2;
    for (let j = i; j < size; j++) {
      let sum = i === j ? 1 : 0;
      for (let k = i; k < j; k++) sum -= inverse[k] * values[k * size + j];
      inverse[j] = sum / values[j * size + j];
      trace += lengthSquared * inverse[j] ** 2;
    }
  }
  return trace;
}

/**
 * Whether it is certain, without a singular value decomposition, that all singular values of a triangle are above
 * `tolerance` times the largest one. The least is at least the shortest column's length over the root of the
 * {@link varianceInflation}; the largest is at most the root of the sum of the columns' squared lengths.
 * @param factor d x d, upper triangular
 */
export function hasFullRank(factor: Matrix, tolerance: number): boolean {
  const squares = Array.from({ length: factor.columns }, (_, j) => {
    const column = factor.column(j);
    return dot(column, column);
  });
  const sum = squares.reduce((total, square) => total + square, 0);
  const least = squares.reduce((a, b) => Math.min(a, b), Infinity) / varianceInflation(factor);
  // Half of it is beyond rounding.
  return Math.sqrt(least) / 2 > tolerance * Math.sqrt(sum);
}
