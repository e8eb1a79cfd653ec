import { Matrix } from "../arrays";
import { GRAM_ROWS, TILE } from "./sizes";
import type { Layout, Workspace } from "./workspace";

/** Where a Gram matrix is added up, and the block of rows that is multiplied. */
export interface GramPlace {
  readonly block: number;
  /** Bytes from row to row, in the block and in the Gram matrix. */
  readonly stride: number;
  readonly total: number;
}

/** Room for the Gram matrix of so many columns. The tiles reach below the matrix and past the block's last row. */
export function gramPlace(layout: Layout, columns: number): GramPlace {
  const even = columns + (columns % 2);
  const block = layout.numbers(GRAM_ROWS * even + TILE);
  return { block, stride: 8 * even, total: layout.numbers((even + TILE) * even) };
}

/** Sets the sums to zero. */
export function clearGram(workspace: Workspace, { stride, total }: GramPlace): void {
  workspace.clear(total, (stride / 8) ** 2);
}

/** The upper triangle of the sum of two Gram matrices. */
export function sumOfGrams({ numbers }: Workspace, places: readonly [GramPlace, GramPlace], columns: number): Matrix {
  const matrix = Matrix.zeros(columns, columns);
  for (let j = 0; j < columns; j++) {
    for (let k = j; k < columns; k++) {
      const [one, other] = places.map(({ total, stride }) => numbers[(total + j * stride) / 8 + k]);
      matrix.values[j * columns + k] = one + other;
    }
  }
  return matrix;
}
