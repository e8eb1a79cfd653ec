import { Matrix } from "../arrays";
import { dot, norm } from "./vectors";

/** Ten are plenty in practice; what is not orthogonal after so many sweeps is so only by rounding. */
const MOST_SWEEPS = 60;
/** A column shorter than this share of the longest is zero: it is what rotations leave of collinear columns. */
const NEGLIGIBLE = Number.EPSILON ** 2;

/** The thin decomposition F = U diag(s) V' of an m x d matrix, with k = min(m, d). */
export interface SingularValueDecomposition {
  /** The k singular values, largest first. */
  readonly values: Float64Array;
  /** k vectors of length m, the columns of U; zero where the singular value is zero. */
  readonly left: readonly Float64Array[];
  /** k vectors of length d, the columns of V; zero where the singular value is zero and m < d. */
  readonly right: readonly Float64Array[];
}

/**
 * Singular values and vectors by one-sided Jacobi rotations (Hestenes 1958): the columns are rotated in pairs
 * until all are orthogonal; their lengths are the singular values. Small singular values come out with full
 * relative accuracy where the columns differ only in scale. O(m k^2) a sweep, a few sweeps.
 */
export function singularValueDecomposition(matrix: Matrix): SingularValueDecomposition {
  const { rows, columns } = matrix;
  if (rows >= columns) return orthogonalise(Array.from({ length: columns }, (_, j) => matrix.column(j)));
  const { values, left, right } = orthogonalise(Array.from({ length: rows }, (_, i) => matrix.row(i).slice()));
  return { values, left: right, right: left };
}

function orthogonalise(columns: Float64Array[]): SingularValueDecomposition {
  const basis = columns.map((_, j) => unitVector(columns.length, j));
  const squares = columns.map((column) => dot(column, column));
  for (let sweeps = 0; sweeps < MOST_SWEEPS && sweep(columns, basis, squares); sweeps++);
  const lengths = columns.map(norm);
  const order = Array.from(lengths.keys()).sort((i, j) => lengths[j] - lengths[i]);
  return {
    values: Float64Array.from(order, (j) => lengths[j]),
    left: order.map((j) => columns[j].map((value) => (lengths[j] > 0 ? value / lengths[j] : 0))),
    right: order.map((j) => basis[j]),
  };
}

/** Rotates every pair of columns once; false when all were orthogonal already. */
function sweep(columns: Float64Array[], basis: Float64Array[], squares: number[]): boolean {
  const tolerance = Number.EPSILON * Math.sqrt(columns[0].length);
  const negligible = NEGLIGIBLE * NEGLIGIBLE * squares.reduce((a, b) => Math.max(a, b), 0);
  let rotated = false;
  for (let p = 0; p < columns.length; p++) {
    for (let q = p + 1; q < columns.length; q++) {
      if (squares[p] <= negligible || squares[q] <= negligible) continue;
      const product = dot(columns[p], columns[q]);
      if (Math.abs(product) <= tolerance * Math.sqrt(squares[p]) * Math.sqrt(squares[q])) continue;
      rotated = true;
      const slope = (squares[q] - squares[p]) / (2 * product);
      const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.hypot(1, slope));
      const cosine = 1 / Math.hypot(1, tangent);
      rotate(columns[p], columns[q], cosine, tangent * cosine);
      rotate(basis[p], basis[q], cosine, tangent * cosine);
      squares[p] = dot(columns[p], columns[p]);
      squares[q] = dot(columns[q], columns[q]);
    }
  }
  return rotated;
}

function rotate(a: Float64Array, b: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < a.length; i++) {
    const x = a[i];
    const y = b[i];
    a[i] = cosine * x - sine * y;
    b[i] = sine * x + cosine * y;
  }
}

function unitVector(length: number, place: number): Float64Array {
  const vector = new Float64Array(length);
  vector[place] = 1;
  return vector;
}
