import { Matrix } from "../arrays";
import { chunkPlaces, chunkRows, forEachChunk } from "./chunks";
import { gramPlace, sumOfGrams } from "./gramPlace";
import { GRAM_ROWS } from "./sizes";
import { kernelModule, Layout, Workspace } from "./workspace";

/**
 * The Gram matrix A'A of the rows A = (1, features - shifts, target - shift): counts, sums and products of all columns,
 * in one pass over the rows, O(n d^2). Only its upper triangle is filled.
 * @param shifts d + 1 numbers, the last for the target
 */
export function gram(features: Matrix, target: Float64Array, shifts: Float64Array): Matrix {
  return kernelModule() ? gramSimd(features, target, shifts) : gramPlain(features, target, shifts);
}

/** {@link gram} in TypeScript: the same sums in the same order, hence the same bits. */
export function gramPlain(features: Matrix, target: Float64Array, shifts: Float64Array): Matrix {
  const { rows, columns } = features;
  const width = columns + 2;
  const totals = [Matrix.zeros(width, width), Matrix.zeros(width, width)];
  const [ofFirst, ofSecond] = chunkRows(columns);
  const block = Matrix.zeros(GRAM_ROWS, width);
  for (let first = 0; first < rows; first += GRAM_ROWS) {
    const count = Math.min(GRAM_ROWS, rows - first);
    for (let i = 0; i < count; i++) {
      const row = block.row(i);
      row[0] = 1;
      for (let j = 0; j < columns; j++) row[j + 1] = features.values[(first + i) * columns + j] - shifts[j];
      row[columns + 1] = target[first + i] - shifts[columns];
    }
    addProducts(block, count, totals[first % (ofFirst + ofSecond) < ofFirst ? 0 : 1]);
  }
  return new Matrix(width, width, totals[0].values.map((value, at) => value + totals[1].values[at]));
}

function addProducts({ columns, values }: Matrix, count: number, total: Matrix): void {
  for (let j = 0; j < columns; j++) {
    for (let k = j; k < columns; k++) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += values[i * columns + j] * values[i * columns + k];
      total.values[j * columns + k] += sum;
    }
  }
}

/** {@link gram} in WebAssembly. */
export function gramSimd(features: Matrix, target: Float64Array, shifts: Float64Array): Matrix {
  const { rows, columns } = features;
  const layout = new Layout();
  const shiftsAt = layout.numbers(columns + 1);
  const places = [gramPlace(layout, columns + 2), gramPlace(layout, columns + 2)] as const;
  const chunks = chunkPlaces(layout, columns);
  const workspace = new Workspace(layout);
  workspace.write(shiftsAt, shifts);
  for (const { block, stride } of places) {
    for (let i = 0; i < GRAM_ROWS; i++) workspace.write(block + i * stride, Float64Array.of(1));
  }
  forEachChunk(workspace, chunks, features, target, rows, (addresses, side) => {
    const { block, stride, total } = places[side];
    return ["addGram", ...addresses, shiftsAt, 8 * columns, block, stride, total];
  });
  return sumOfGrams(workspace, places, columns + 2);
}
