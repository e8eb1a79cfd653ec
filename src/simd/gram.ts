import { Matrix } from "../arrays";
import { Kernels } from "./instance";
import { gramTile } from "./kernels/gramTile";
import { packRows } from "./kernels/packRows";
import { Layout } from "./layout";
import { addProducts, blockSize, gramSize, upperTriangle } from "./tiles";

/** Rows taken at a time: few enough to stay in the processor's nearest cache. */
const BLOCK = 128;

const kernels = new Kernels(() => [packRows(), gramTile("wideTile", 2), gramTile("narrowTile", 1)]);

/**
 * The Gram matrix A'A of the rows A = (1, features - shifts, target - shift): counts, sums and products of all columns,
 * in one pass over the rows, O(n d^2). Only its upper triangle is filled.
 * @param shifts d + 1 numbers, the last for the target
 */
export function gram(features: Matrix, target: Float64Array, shifts: Float64Array): Matrix {
  return kernels.available ? gramSimd(features, target, shifts) : gramPlain(features, target, shifts);
}

/** {@link gram} in TypeScript: the same sums in the same order, hence the same bits. */
export function gramPlain(features: Matrix, target: Float64Array, shifts: Float64Array): Matrix {
  const { rows, columns } = features;
  const width = columns + 2;
  const total = Matrix.zeros(width, width);
  const block = Matrix.zeros(BLOCK, width);
  for (let first = 0; first < rows; first += BLOCK) {
    const count = Math.min(BLOCK, rows - first);
    for (let i = 0; i < count; i++) {
      const row = block.row(i);
      row[0] = 1;
      for (let j = 0; j < columns; j++) row[j + 1] = features.values[(first + i) * columns + j] - shifts[j];
      row[columns + 1] = target[first + i] - shifts[columns];
    }
    for (let j = 0; j < width; j++) {
      for (let k = j; k < width; k++) {
        let sum = 0;
        for (let i = 0; i < count; i++) sum += block.values[i * width + j] * block.values[i * width + k];
        total.values[j * width + k] += sum;
      }
    }
  }
  return total;
}

/** {@link gram} in WebAssembly. */
export function gramSimd(features: Matrix, target: Float64Array, shifts: Float64Array): Matrix {
  const { rows, columns } = features;
  const stride = columns + 2 + (columns % 2);
  const layout = new Layout();
  const total = layout.numbers(gramSize(stride));
  const featuresAt = layout.numbers(BLOCK * columns);
  const targetsAt = layout.numbers(BLOCK);
  const shiftsAt = layout.numbers(columns + 1);
  const block = { address: layout.numbers(blockSize(BLOCK, stride)), stride, total };
  const instance = kernels.instance(layout.bytes);
  const numbers = new Float64Array(instance.memory.buffer);
  numbers.set(shifts, shiftsAt / 8);
  for (let i = 0; i < BLOCK; i++) numbers[block.address / 8 + i * stride] = 1;
  for (let first = 0; first < rows; first += BLOCK) {
    const count = Math.min(BLOCK, rows - first);
    numbers.set(features.values.subarray(first * columns, (first + count) * columns), featuresAt / 8);
    numbers.set(target.subarray(first, first + count), targetsAt / 8);
    const end = targetsAt + 8 * count;
    instance.call.packRows(featuresAt, targetsAt, end, shiftsAt, block.address + 8, 8 * columns, 8 * stride);
    addProducts(instance, block, count);
  }
  return upperTriangle(instance, block, columns + 2);
}
