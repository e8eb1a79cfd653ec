import type { Matrix } from "../arrays";
import { PRODUCT_TERMS, TILE } from "./sizes";
import { kernelModule, Layout, Workspace } from "./workspace";

/** Which factor of a product is taken transposed: A B, A'B or A B'. */
export type Transposed = "none" | "left" | "right";

/** From so many multiplications on it pays to copy the factors for a kernel. */
const LARGE = 1000;
/** 1 GiB: products that need more are left to the plain version. */
const MOST_NUMBERS = 2 ** 27;
/** 64 MiB: a workspace up to this size is kept for the next product. */
const MOST_KEPT = 2 ** 23;

/**
 * Writes the product A B of two matrices, or A'B or A B', over `out`: O(rows columns terms). The shapes are the caller's
 * care, and `out` must be neither factor.
 */
export function matrixProduct(left: Matrix, right: Matrix, out: Matrix, transposed: Transposed = "none"): void {
  const terms = transposed === "left" ? left.rows : left.columns;
  const pays = out.values.length * terms >= LARGE && numbersFor(out, Math.min(terms, PRODUCT_TERMS)) <= MOST_NUMBERS;
  if (pays && kernelModule()) matrixProductSimd(left, right, out, transposed);
  else matrixProductPlain(left, right, out, transposed);
}

/** {@link matrixProduct} in TypeScript: the same sums in the same order, hence the same bits. */
export function matrixProductPlain(left: Matrix, right: Matrix, out: Matrix, transposed: Transposed = "none"): void {
  const { rows, columns, values } = out;
  const [a, b] = [left.values, right.values];
  if (transposed === "right") {
    const terms = left.columns;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < terms; k++) sum += a[i * terms + k] * b[j * terms + k];
        values[i * columns + j] = sum;
      }
    }
    return;
  }
  const [terms, across, along] = transposed === "left" ? [left.rows, 1, rows] : [left.columns, left.columns, 1];
  values.fill(0);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < terms; k++) {
      const factor = a[i * across + k * along];
      for (let j = 0; j < columns; j++) values[i * columns + j] += factor * b[k * columns + j];
    }
  }
}

/**
 * {@link matrixProduct} in WebAssembly. So that a kernel reads on and on, both factors are copied into panels first: four
 * rows of A or four columns of B side by side, for so many terms of the sums as stay in the processor's cache.
 */
export function matrixProductSimd(left: Matrix, right: Matrix, out: Matrix, transposed: Transposed = "none"): void {
  const { rows, columns, values } = out;
  const terms = transposed === "left" ? left.rows : left.columns;
  const place = placeFor(out, Math.min(terms, PRODUCT_TERMS));
  const stride = roundUp(columns);
  const { numbers } = place.workspace;
  place.workspace.clear(place.out, roundUp(rows) * stride);
  for (let first = 0; first < terms; first += PRODUCT_TERMS) {
    const count = Math.min(PRODUCT_TERMS, terms - first);
    const pack = (matrix: Matrix, lines: number, termsAreRows: boolean, address: number): number => {
      (termsAreRows ? packColumns : packRows)(matrix, lines, first, count, numbers, address / 8);
      return address + 8 * roundUp(lines) * count;
    };
    const leftEnd = pack(left, rows, transposed === "left", place.left);
    const rightEnd = pack(right, columns, transposed !== "right", place.right);
    place.workspace.run([
      "addMatrixProduct", place.left, leftEnd, place.right, rightEnd, 8 * TILE * count, place.out, 8 * stride,
    ]);
  }
  const from = place.out / 8;
  if (stride === columns) values.set(numbers.subarray(from, from + values.length));
  else for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) values[i * columns + j] = numbers[from + i * stride + j];
}

/** Where the panels and the product stand. */
interface Place {
  readonly workspace: Workspace;
  readonly left: number;
  readonly right: number;
  readonly out: number;
}

let kept: Workspace | undefined;

function placeFor(out: Matrix, terms: number): Place {
  const layout = new Layout();
  const left = layout.numbers(roundUp(out.rows) * terms);
  const right = layout.numbers(roundUp(out.columns) * terms);
  const product = layout.numbers(roundUp(out.rows) * roundUp(out.columns));
  const workspace = kept && kept.numbers.length >= layout.bytes / 8 ? kept : new Workspace(layout);
  if (workspace.numbers.length <= MOST_KEPT) kept = workspace;
  return { workspace, left, right, out: product };
}

function numbersFor(out: Matrix, terms: number): number {
  const [rows, columns] = [roundUp(out.rows), roundUp(out.columns)];
  return (rows + columns) * terms + rows * columns;
}

/** To whole tiles. */
function roundUp(count: number): number {
  return Math.ceil(count / TILE) * TILE;
}

/** Panels of four rows each, of `count` columns from `first` on. Four at once: the panel is then written from end to end. */
function packRows(
  { columns, values }: Matrix, lines: number, first: number, count: number, panels: Float64Array, place: number,
): void {
  for (let line = 0; line < lines; line += TILE) {
    // In the place of missing rows the first one again: what comes of them is not read.
    const row = (q: number): number => (line + q < lines ? line + q : line) * columns + first;
    const [one, two, three, four] = [row(0), row(1), row(2), row(3)];
    for (let k = 0, to = place + line * count; k < count; k++, to += TILE) {
      panels[to] = values[one + k];
      panels[to + 1] = values[two + k];
      panels[to + 2] = values[three + k];
      panels[to + 3] = values[four + k];
    }
  }
}

/** Panels of four columns each, of `count` rows from `first` on. */
function packColumns(
  { columns, values }: Matrix, lines: number, first: number, count: number, panels: Float64Array, place: number,
): void {
  for (let line = 0; line < lines; line += TILE) {
    const width = Math.min(TILE, lines - line);
    for (let k = 0, to = place + line * count; k < count; k++, to += TILE) {
      const from = (first + k) * columns + line;
      panels[to] = values[from];
      if (width > 1) panels[to + 1] = values[from + 1];
      if (width > 2) panels[to + 2] = values[from + 2];
      if (width > 3) panels[to + 3] = values[from + 3];
    }
  }
}
