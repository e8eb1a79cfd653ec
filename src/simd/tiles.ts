import { Matrix } from "../arrays";
import type { Instance } from "./instance";
import { TILE } from "./kernels/gramTile";

/** A block of rows in a kernel's memory and the Gram matrix that its products are added to. Addresses are in bytes. */
export interface Block {
  readonly address: number;
  /** Columns, made even: the numbers from row to row in the block and in the Gram matrix. */
  readonly stride: number;
  readonly total: number;
}

/** How many numbers a Gram matrix takes: the lowest tiles are as high as the others, and reach below it. */
export function gramSize(stride: number): number {
  return (stride + TILE) * stride;
}

/** How many numbers a block takes: the tiles reach past its last row. */
export function blockSize(rows: number, stride: number): number {
  return rows * stride + TILE;
}

/** Adds the products of the block's columns over its first rows; of the tiles below the diagonal none is needed. */
export function addProducts({ call }: Instance, { address, stride, total }: Block, rows: number): void {
  const rowBytes = 8 * stride;
  for (let i = 0; i < stride; i += TILE) {
    const left = address + 8 * i;
    for (let j = i; j < stride; j += TILE) {
      const tile = j + 2 < stride ? call.wideTile : call.narrowTile;
      tile(left, address + 8 * j, left + rows * rowBytes, rowBytes, total + 8 * (i * stride + j), rowBytes);
    }
  }
}

/** The upper triangle of the Gram matrix of the first `width` columns. */
export function upperTriangle({ memory }: Instance, { stride, total }: Block, width: number): Matrix {
  const numbers = new Float64Array(memory.buffer, total);
  const matrix = Matrix.zeros(width, width);
  for (let j = 0; j < width; j++) {
    for (let k = j; k < width; k++) matrix.values[j * width + k] = numbers[j * stride + k];
  }
  return matrix;
}
