import { Matrix, toMatrix, type MatrixLike } from "../arrays";
import { refuse } from "../errors";
import { matrixProduct } from "../simd";

/** Rows taken at a time: what is left to plain loops is then a small part of the whole. */
const BLOCK = 32;

/**
 * X with A X = B for a symmetric positive definite A: Cholesky's factor L with L L' = A, then L Y = B and L' X = Y. All in
 * blocks of rows, so that nearly all of the n^3 / 6 + n^2 m multiplications are products of matrices, which are fast.
 * As `scipy.linalg.solve(A, B, assume_a="pos")`.
 * @param matrix A, n x n, of which only the lower triangle is read
 * @param rightSides B, n x m; a flat list is one column
 *
 * @example solvePositiveDefinite([[2, 0], [0, 4]], [6, 8]).toRows() // [[3], [2]]
 * @throws InputError when the shapes do not fit, a number is not finite, or A is not positive definite, or so nearly
 * singular that rounding made it so
 */
export function solvePositiveDefinite(matrix: MatrixLike, rightSides: MatrixLike): Matrix {
  const { rows: size, columns, values } = toMatrix(matrix, "matrix");
  if (columns !== size) refuse("matrix", "as many columns as rows", `${size} x ${columns}`);
  const given = toMatrix(rightSides, "rightSides");
  if (given.rows !== size) refuse("rightSides", `${size} rows, one for each of the matrix`, given.rows);
  const factor = new Matrix(size, size, values.slice());
  const solution = new Matrix(size, given.columns, given.values.slice());
  for (let first = 0; first < size; first += BLOCK) factorise(factor, first, Math.min(first + BLOCK, size));
  for (let first = 0; first < size; first += BLOCK) forward(factor, solution, first, Math.min(first + BLOCK, size));
  for (let first = BLOCK * Math.floor((size - 1) / BLOCK); first >= 0; first -= BLOCK) {
    backward(factor, solution, first, Math.min(first + BLOCK, size));
  }
  return solution;
}

/** Columns `first` to `end` of L in the place of A's, when those to their left are there already. */
function factorise(factor: Matrix, first: number, end: number): void {
  const { rows: size, values: l } = factor;
  if (first > 0) {
    const left = block(factor, first, size, 0, first);
    subtractProduct(factor, first, first, left, block(left, 0, end - first, 0, first), "right");
  }
  for (let j = first; j < end; j++) {
    for (let i = j; i < size; i++) {
      let rest = l[i * size + j];
      for (let k = first; k < j; k++) rest -= l[i * size + k] * l[j * size + k];
      if (i === j && !(rest > 0)) refuse("matrix", "a positive definite one", `a pivot of ${rest} in row ${j}`);
      l[i * size + j] = i === j ? Math.sqrt(rest) : rest / l[j * size + j];
    }
  }
}

/** Rows `first` to `end` of L^-1 B, when those above are there already. */
function forward(factor: Matrix, solution: Matrix, first: number, end: number): void {
  const { rows: size, columns, values: x } = solution;
  if (first > 0) {
    subtractProduct(solution, first, 0, block(factor, first, end, 0, first), block(solution, 0, first, 0, columns));
  }
  for (let i = first; i < end; i++) {
    for (let k = first; k < i; k++) subtractRow(x, i, factor.values[i * size + k], k, columns);
    for (let c = 0; c < columns; c++) x[i * columns + c] /= factor.values[i * size + i];
  }
}

/** Rows `first` to `end` of L'^-1 Y, when those below are there already. */
function backward(factor: Matrix, solution: Matrix, first: number, end: number): void {
  const { rows: size, columns, values: x } = solution;
  if (end < size) {
    subtractProduct(solution, first, 0, block(factor, end, size, first, end), block(solution, end, size, 0, columns), "left");
  }
  for (let i = end - 1; i >= first; i--) {
    for (let k = i + 1; k < end; k++) subtractRow(x, i, factor.values[k * size + i], k, columns);
    for (let c = 0; c < columns; c++) x[i * columns + c] /= factor.values[i * size + i];
  }
}

/** `row i -= times * row k`. */
function subtractRow(x: Float64Array, i: number, times: number, k: number, columns: number): void {
  for (let c = 0; c < columns; c++) x[i * columns + c] -= times * x[k * columns + c];
}

/** Rows and columns from one number to before another, copied. */
function block(matrix: Matrix, fromRow: number, toRow: number, fromColumn: number, toColumn: number): Matrix {
  const copy = Matrix.zeros(toRow - fromRow, toColumn - fromColumn);
  for (let i = fromRow; i < toRow; i++) {
    copy.values.set(matrix.row(i).subarray(fromColumn, toColumn), (i - fromRow) * copy.columns);
  }
  return copy;
}

/** Takes a product off the part of `target` that begins at a row and a column. */
function subtractProduct(
  target: Matrix, row: number, column: number, left: Matrix, right: Matrix, transposed: "none" | "left" | "right" = "none",
): void {
  const rows = transposed === "left" ? left.columns : left.rows;
  const columns = transposed === "right" ? right.rows : right.columns;
  const product = Matrix.zeros(rows, columns);
  matrixProduct(left, right, product, transposed);
  for (let i = 0; i < rows; i++) {
    const place = (row + i) * target.columns + column;
    for (let j = 0; j < columns; j++) target.values[place + j] -= product.values[i * columns + j];
  }
}
