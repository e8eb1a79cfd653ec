import { Matrix, toMatrix, type MatrixLike } from "../arrays";
import { singularValueDecomposition } from "./singularValueDecomposition";

/**
 * The condition number of a matrix in the 2-norm: its largest singular value over its smallest, as
 * `numpy.linalg.cond`. For a Hessian that is lambda_max / lambda_min, which sets how slow gradient descent is.
 * Infinity for a matrix that is exactly singular; above about 1e16 it only says that float64 cannot tell.
 */
export function conditionNumber(matrix: MatrixLike): number {
  const { rows, columns, values: entries } = toMatrix(matrix, "matrix");
  // Every multiple has the same: the squares of entries up to 1 do not overflow.
  const largest = entries.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0) || 1;
  const { values } = singularValueDecomposition(new Matrix(rows, columns, entries.map((entry) => entry / largest)));
  const smallest = values[values.length - 1];
  return smallest === 0 ? Infinity : values[0] / smallest;
}
