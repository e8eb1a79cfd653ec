import { Matrix } from "../arrays";
import { gramPlace, sumOfGrams } from "./gramPlace";
import { GRAM_ROWS } from "./kernels";
import { runBoth } from "./secondThread";
import { kernelModule, Layout, Workspace, type KernelCall } from "./workspace";

/** Rows handed to a kernel at a time. Even and odd chunks are summed apart, so that two threads can share them. */
const CHUNK = 16 * GRAM_ROWS;
/** From n (d + 1)^2 of this size on a second thread pays. */
const LARGE = 20_000_000;

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
  const block = Matrix.zeros(GRAM_ROWS, width);
  for (let first = 0; first < rows; first += GRAM_ROWS) {
    const count = Math.min(GRAM_ROWS, rows - first);
    for (let i = 0; i < count; i++) {
      const row = block.row(i);
      row[0] = 1;
      for (let j = 0; j < columns; j++) row[j + 1] = features.values[(first + i) * columns + j] - shifts[j];
      row[columns + 1] = target[first + i] - shifts[columns];
    }
    addProducts(block, count, totals[Math.floor(first / CHUNK) % 2]);
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

/** {@link gram} in WebAssembly, by two threads where there is much to do. */
export function gramSimd(features: Matrix, target: Float64Array, shifts: Float64Array): Matrix {
  const { rows, columns } = features;
  const layout = new Layout();
  const shiftsAt = layout.numbers(columns + 1);
  const side = () => ({
    place: gramPlace(layout, columns + 2), features: layout.numbers(CHUNK * columns), targets: layout.numbers(CHUNK),
  });
  const sides = [side(), side()] as const;
  const workspace = new Workspace(layout);
  workspace.write(shiftsAt, shifts);
  for (const { place } of sides) {
    for (let i = 0; i < GRAM_ROWS; i++) workspace.write(place.block + i * place.stride, Float64Array.of(1));
  }
  /** Copies a chunk to its side and gives the call that adds it. */
  const chunk = (first: number): KernelCall => {
    const { place: { block, stride, total }, features: featuresAt, targets } = sides[(first / CHUNK) % 2];
    const end = Math.min(first + CHUNK, rows);
    workspace.write(featuresAt, features.values.subarray(first * columns, end * columns));
    workspace.write(targets, target.subarray(first, end));
    return ["addGram", featuresAt, targets, targets + 8 * (end - first), shiftsAt, 8 * columns, block, stride, total];
  };
  for (let first = 0; first < rows; first += 2 * CHUNK) {
    const odd = first + CHUNK < rows ? chunk(first + CHUNK) : null;
    runBoth(workspace, () => chunk(first), odd, rows * (columns + 1) ** 2 >= LARGE);
  }
  return sumOfGrams(workspace, [sides[0].place, sides[1].place], columns + 2);
}
