import { Matrix } from "../arrays";

/** Rows taken at a time: enough to keep the loops long, few enough to stay in the processor's cache. */
const BLOCK = 256;

/**
 * The triangular factor R of a QR decomposition, by Householder reflections (1958): the d x d upper triangular
 * matrix with R'R = A'A, hence ||A w|| = ||R w|| for every w. R is found without squaring A's condition number, as
 * forming A'A would. The rows pass through in blocks, so that A is never held as a whole: O(n d^2) time, O(d^2) memory.
 * @param rows how many rows A has
 * @param columns d
 * @param fill writes row `i` of A into `into`
 */
export function triangularise(rows: number, columns: number, fill: (i: number, into: Float64Array) => void): Matrix {
  const factor = Matrix.zeros(columns, columns);
  const row = new Float64Array(columns);
  const block = Array.from({ length: columns }, () => new Float64Array(Math.min(BLOCK, rows)));
  for (let first = 0; first < rows; first += BLOCK) {
    const count = Math.min(BLOCK, rows - first);
    for (let i = 0; i < count; i++) {
      fill(first + i, row);
      for (let j = 0; j < columns; j++) block[j][i] = row[j];
    }
    absorb(factor, block, count);
  }
  return factor;
}

/** Reflects the block's rows into the factor, column by column, until the block is zero. */
function absorb(factor: Matrix, block: readonly Float64Array[], count: number): void {
  const { columns, values } = factor;
  for (let j = 0; j < columns; j++) {
    const pivot = block[j];
    const square = product(pivot, pivot, count);
    if (square === 0) continue;
    const diagonal = values[j * columns + j];
    const length = Math.sqrt(diagonal * diagonal + square);
    const reflected = diagonal > 0 ? -length : length;
    const head = diagonal - reflected;
    const scale = 2 / (head * head + square);
    values[j * columns + j] = reflected;
    for (let k = j + 1; k < columns; k++) {
      const other = block[k];
      const above = values[j * columns + k];
      const share = scale * (head * above + product(pivot, other, count));
      values[j * columns + k] = above - share * head;
      for (let i = 0; i < count; i++) other[i] -= share * pivot[i];
    }
  }
}

function product(a: Float64Array, b: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += a[i] * b[i];
  return sum;
}
