import { Matrix, toMatrix, type MatrixLike } from "../arrays";
import { refuse } from "../errors";

/** Ten are plenty in practice; what is not diagonal after so many sweeps is so only by rounding. */
const MOST_SWEEPS = 60;

/** The eigenvalues of a symmetric matrix and an orthonormal basis of eigenvectors. */
export interface SymmetricEigen {
  /** The d eigenvalues, smallest first, as `numpy.linalg.eigh` orders them. */
  readonly values: Float64Array;
  /** d x d; column j belongs to `values[j]`. */
  readonly vectors: Matrix;
}

/**
 * The eigenvalues of a symmetric matrix, smallest first: of a quadratic's Hessian, the curvatures along its axes.
 * @throws InputError when the matrix is not square or not symmetric
 */
export function symmetricEigenvalues(matrix: MatrixLike): Float64Array {
  return symmetricEigen(matrix).values;
}

/**
 * Eigenvalues and eigenvectors of a symmetric d x d matrix, A = V diag(values) V', by Jacobi's cyclic rotations
 * (1846): each rotation makes one pair of entries off the diagonal zero; a few sweeps leave only the diagonal.
 * O(d^3) a sweep, meant for up to some hundred parameters.
 * @throws InputError when the matrix is not square or not symmetric
 */
export function symmetricEigen(matrix: MatrixLike): SymmetricEigen {
  const given = toMatrix(matrix, "matrix");
  requireSymmetric(given);
  const size = given.rows;
  const a = given.values.slice();
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  for (let sweeps = 0; sweeps < MOST_SWEEPS && sweep(a, vectors, size); sweeps++);
  return sorted(a, vectors, size);
}

/** Rotates every pair of axes once; false when nothing was left to rotate. */
function sweep(a: Float64Array, vectors: Float64Array, size: number): boolean {
  let rotated = false;
  for (let p = 0; p < size; p++) {
    for (let q = p + 1; q < size; q++) {
      const coupling = a[p * size + q];
      const app = a[p * size + p];
      const aqq = a[q * size + q];
      if (Math.abs(coupling) <= Number.EPSILON * Math.sqrt(Math.abs(app)) * Math.sqrt(Math.abs(aqq))) continue;
      // So small that the diagonal does not notice it: gone without a rotation.
      if (app + coupling === app && aqq + coupling === aqq) {
        a[p * size + q] = a[q * size + p] = 0;
        continue;
      }
      rotated = true;
      const slope = (aqq - app) / (2 * coupling);
      const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.hypot(1, slope));
      const cosine = 1 / Math.hypot(1, tangent);
      const sine = tangent * cosine;
      for (let k = 0; k < size; k++) rotate(a, k * size + p, k * size + q, cosine, sine);
      for (let k = 0; k < size; k++) rotate(a, p * size + k, q * size + k, cosine, sine);
      for (let k = 0; k < size; k++) rotate(vectors, k * size + p, k * size + q, cosine, sine);
      a[p * size + q] = a[q * size + p] = 0;
    }
  }
  return rotated;
}

function rotate(values: Float64Array, i: number, j: number, cosine: number, sine: number): void {
  const x = values[i];
  const y = values[j];
  values[i] = cosine * x - sine * y;
  values[j] = sine * x + cosine * y;
}

function sorted(a: Float64Array, vectors: Float64Array, size: number): SymmetricEigen {
  const diagonal = Float64Array.from({ length: size }, (_, i) => a[i * size + i]);
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[i] - diagonal[j]);
  return {
    values: Float64Array.from(order, (i) => diagonal[i]),
    vectors: new Matrix(size, size, vectors).selectColumns(order),
  };
}

function requireSymmetric(matrix: Matrix): void {
  const { rows, columns } = matrix;
  if (rows !== columns) refuse("matrix", "as many rows as columns", `${rows} x ${columns}`);
  let largest = 0;
  for (const value of matrix.values) largest = Math.max(largest, Math.abs(value));
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      const difference = Math.abs(matrix.at(i, j) - matrix.at(j, i));
      if (difference > 1e-12 * largest) {
        refuse("matrix", "a symmetric one", `entries (${i}, ${j}) and (${j}, ${i}) that differ by ${difference}`);
      }
    }
  }
}
