import type { Matrix } from "../arrays";
import { Kernels, type Instance } from "./instance";
import { gramTile } from "./kernels/gramTile";
import { lossAndGradient, ROWS_AT_ONCE, weighRows } from "./kernels/logistic";
import { Layout } from "./layout";
import { addProducts, blockSize, gramSize, upperTriangle, type Block } from "./tiles";

/** Rows whose logarithms are taken together: their factors, 2 at most, do not overflow. */
const ROWS_OF_A_SUM = 1024;
/** Rows of the Hessian taken at a time: few enough to stay in the processor's nearest cache. */
const ROWS_OF_A_BLOCK = 128;

/** 2 GiB of them. */
const MOST_NUMBERS = 2 ** 28;

const kernels = new Kernels(() =>
  [lossAndGradient(), weighRows(), gramTile("wideTile", 2), gramTile("narrowTile", 1)]);

/**
 * The rows of a logistic regression in a WebAssembly memory, where its sums are worked out four rows at a time. The
 * parameters are (intercept, coefficients...); without an intercept the first is 0.
 */
export class LogisticRows {
  /** How many rows, the first of the data, are here: as many as come in fours. The others are the caller's. */
  readonly rows: number;
  private readonly columns: number;
  private readonly features: number;
  private readonly labels: number;
  private readonly model: number;
  private readonly gradient: number;
  private readonly losses: number;
  private readonly block: Block;
  private readonly instance: Instance;
  private readonly numbers: Float64Array;

  private constructor(features: Matrix, labels: Float64Array) {
    const { columns } = features;
    this.columns = columns;
    this.rows = features.rows - (features.rows % ROWS_AT_ONCE);
    const layout = new Layout();
    const stride = columns + 1 + ((columns + 1) % 2);
    const total = layout.numbers(gramSize(stride));
    this.block = { address: layout.numbers(blockSize(ROWS_OF_A_BLOCK, stride)), stride, total };
    this.model = layout.numbers(columns + 1);
    this.gradient = layout.numbers(columns + 1);
    this.losses = layout.numbers(6);
    this.features = layout.numbers(this.rows * columns);
    this.labels = layout.numbers(this.rows);
    this.instance = kernels.instance(layout.bytes);
    this.numbers = new Float64Array(this.instance.memory.buffer);
    this.numbers.set(features.values.subarray(0, this.rows * columns), this.features / 8);
    this.numbers.set(labels.subarray(0, this.rows), this.labels / 8);
  }

  /** The rows, copied; null where there is no SIMD, or where they do not fit into a memory. */
  static of(features: Matrix, labels: Float64Array): LogisticRows | null {
    return kernels.available && features.values.length < MOST_NUMBERS ? new LogisticRows(features, labels) : null;
  }

  /** Adds the sum of the rows' gradients to `gradient` and gives the sum of their losses. */
  addLossAndGradient(parameters: Float64Array, gradient: Float64Array): number {
    const { numbers } = this;
    const [gradientAt, lossesAt] = [this.gradient / 8, this.losses / 8];
    numbers.set(parameters, this.model / 8);
    let loss = 0;
    for (let first = 0; first < this.rows; first += ROWS_OF_A_SUM) {
      numbers.fill(0, gradientAt, lossesAt + 6);
      this.overRows("lossAndGradient", first, Math.min(ROWS_OF_A_SUM, this.rows - first), this.gradient, this.losses);
      for (let j = 0; j < gradient.length; j++) gradient[j] += numbers[gradientAt + j];
      loss += numbers[lossesAt] + numbers[lossesAt + 1];
      for (let k = 2; k < 6; k++) loss += Math.log1p(numbers[lossesAt + k]);
    }
    return loss;
  }

  /** The upper triangle of the sum of the rows' Hessians. */
  hessian(parameters: Float64Array): Matrix {
    const { block, instance, numbers } = this;
    numbers.set(parameters, this.model / 8);
    numbers.fill(0, block.total / 8, block.total / 8 + gramSize(block.stride));
    for (let first = 0; first < this.rows; first += ROWS_OF_A_BLOCK) {
      const count = Math.min(ROWS_OF_A_BLOCK, this.rows - first);
      this.overRows("weighRows", first, count, block.address, 8 * block.stride);
      addProducts(instance, block, count);
    }
    return upperTriangle(instance, block, this.columns + 1);
  }

  private overRows(kernel: string, first: number, count: number, ...more: number[]): void {
    const rowBytes = 8 * this.columns;
    const labels = this.labels + 8 * first;
    this.instance.call[kernel](this.features + first * rowBytes, labels, labels + 8 * count, this.model, rowBytes, ...more);
  }
}
