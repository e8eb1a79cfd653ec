import type { Matrix } from "../arrays";
import { clearGram, gramPlace, sumOfGrams, type GramPlace } from "./gramPlace";
import { runBoth } from "./secondThread";
import { FOUR, GRAM_ROWS, LOSS_ROWS } from "./sizes";
import { kernelModule, Layout, Workspace, type KernelCall } from "./workspace";

/** 2 GiB of them: what a memory may hold. */
const MOST_NUMBERS = 2 ** 28;
/** From n d of this size on a second thread pays. */
const LARGE = 400_000;
/** The numbers that the losses of a block take. */
const LOSSES = 6;

/**
 * The rows of a logistic regression in a WebAssembly memory, where its sums are worked out four rows at a time, and by
 * two threads where there are many. The parameters are (intercept, coefficients...); without an intercept the first is 0.
 */
export class LogisticRows {
  /** How many rows, the first of the data, are here: as many as come in fours. The others are the caller's. */
  readonly rows: number;
  private readonly columns: number;
  private readonly features: number;
  /** 1 for label 0, -1 for label 1. */
  private readonly sides: number;
  private readonly model: number;
  /** The sums of each block of rows: its losses' numbers, then the gradient. */
  private readonly sums: number;
  private readonly sizeOfSums: number;
  /** For each thread: a number for each row of a block, and the Gram matrix of its half. */
  private readonly rowNumbers: readonly [number, number];
  private readonly places: readonly [GramPlace, GramPlace];
  private readonly workspace: Workspace;

  private constructor(features: Matrix, labels: Float64Array) {
    const { columns } = features;
    this.columns = columns;
    this.rows = features.rows - (features.rows % FOUR);
    const layout = new Layout();
    this.rowNumbers = [layout.numbers(GRAM_ROWS), layout.numbers(GRAM_ROWS)];
    this.places = [gramPlace(layout, columns + 1), gramPlace(layout, columns + 1)];
    this.model = layout.numbers(columns + 1);
    this.sizeOfSums = LOSSES + columns + 1;
    this.sums = layout.numbers(this.blocks * this.sizeOfSums);
    this.sides = layout.numbers(this.rows);
    this.features = layout.numbers(this.rows * columns);
    this.workspace = new Workspace(layout);
    this.workspace.write(this.features, features.values.subarray(0, this.rows * columns));
    this.workspace.write(this.sides, labels.subarray(0, this.rows).map((label) => 1 - 2 * label));
  }

  /** The rows, copied; null where there is no SIMD, or where they do not fit into a memory. */
  static of(features: Matrix, labels: Float64Array): LogisticRows | null {
    const { columns, values } = features;
    const numbersOfGrams = 2 * (columns + GRAM_ROWS) ** 2;
    return kernelModule() && values.length + numbersOfGrams < MOST_NUMBERS ? new LogisticRows(features, labels) : null;
  }

  /** Adds the sum of the rows' gradients to `gradient` and gives the sum of their losses. */
  addLossAndGradient(parameters: Float64Array, gradient: Float64Array): number {
    const { workspace, blocks, sizeOfSums, rowNumbers } = this;
    workspace.write(this.model, parameters);
    workspace.clear(this.sums, blocks * sizeOfSums);
    const strideOfSums = 8 * sizeOfSums;
    this.inHalves((rows, first, half) =>
      ["blockLosses", ...rows, rowNumbers[half], this.sums + (first / LOSS_ROWS) * strideOfSums, strideOfSums]);
    const { numbers } = workspace;
    let loss = 0;
    for (let block = 0, at = this.sums / 8; block < blocks; block++, at += sizeOfSums) {
      loss += numbers[at] + numbers[at + 1];
      for (let k = 2; k < LOSSES; k++) loss += Math.log1p(numbers[at + k]);
      for (let j = 0; j < gradient.length; j++) gradient[j] += numbers[at + LOSSES + j];
    }
    return loss;
  }

  /** The upper triangle of the sum of the rows' Hessians. */
  hessian(parameters: Float64Array): Matrix {
    const { workspace, places, rowNumbers } = this;
    workspace.write(this.model, parameters);
    for (const place of places) clearGram(workspace, place);
    this.inHalves((rows, _, half) => {
      const { block, stride, total } = places[half];
      return ["addHessian", ...rows, rowNumbers[half], block, stride, total];
    });
    return sumOfGrams(workspace, places, this.columns + 1);
  }

  private get blocks(): number {
    return Math.ceil(this.rows / LOSS_ROWS);
  }

  /** Runs a kernel over the first and over the second half of the blocks, at the same time where that pays. */
  private inHalves(callOf: (rows: number[], first: number, half: 0 | 1) => KernelCall): void {
    const { rows, columns } = this;
    const middle = Math.min(Math.ceil(this.blocks / 2) * LOSS_ROWS, rows);
    const call = (first: number, end: number, half: 0 | 1): KernelCall => {
      const features = this.features + 8 * columns * first;
      return callOf([features, this.sides + 8 * first, this.sides + 8 * end, this.model, 8 * columns], first, half);
    };
    const second = middle < rows ? call(middle, rows, 1) : null;
    runBoth(this.workspace, () => call(0, middle, 0), second, rows * columns >= LARGE);
  }
}
