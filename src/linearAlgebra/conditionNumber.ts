import { toMatrix, type MatrixLike } from "../arrays";
import { singularValueDecomposition } from "./singularValueDecomposition";

/**
 * The condition number of a matrix in the 2-norm: its largest singular value over its smallest, as
 * `numpy.linalg.cond`. For a Hessian that is lambda_max / lambda_min, which sets how slow gradient descent is.
 * Infinity for a matrix that is exactly singular; above about 1e16 it only says that float64 cannot tell.
 */
export function conditionNumber(matrix: MatrixLike): number {
  const { values } = singularValueDecomposition(toMatrix(matrix, "matrix"));
  const smallest = values[values.length - 1];
  return smallest === 0 ? Infinity : values[0] / smallest;
}
