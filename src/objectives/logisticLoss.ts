import { Matrix, toMatrix, toVector, type MatrixLike, type VectorLike } from "../arrays";
import { refuse } from "../errors";
import type { FiniteSum } from "./finiteSum";

/** Options of {@link logisticLoss}. */
export interface LogisticLossOptions {
  /** Whether the first parameter is an intercept. Default `false`. */
  readonly fitIntercept?: boolean;
  /**
   * lambda: `lambda/2 ||coefficients||^2` is added to the loss, and so lambda times the coefficients to its gradient;
   * the intercept is left alone. Default 0. scikit-learn's C is `1 / (n lambda)`.
   */
  readonly weightDecay?: number;
}

/**
 * The logistic loss of a linear classifier as a function of its parameters: the mean negative log-likelihood of labels
 * that are 1 with probability `1 / (1 + exp(-z))`, where `z = intercept + coefficients . x`,
 * `loss = (1/n) sum log(1 + exp(z_i)) - y_i z_i`, in nats; plus the penalty. Its gradient is
 * `(1/n) X'(p - y)`, its Hessian `(1/n) X' diag(p (1 - p)) X`. Neither overflows nor loses its digits for any z.
 * With an intercept the parameters are (intercept, coefficients...), as if a column of ones came first.
 *
 * @param features n rows of d numbers; they are not copied
 * @param target n labels, each 0 or 1
 * @throws InputError when the shapes do not match, a number is not finite, a label is neither 0 nor 1, or weightDecay
 * is negative
 */
export function logisticLoss(features: MatrixLike, target: VectorLike, options: LogisticLossOptions = {}): LogisticLoss {
  const { fitIntercept = false, weightDecay = 0 } = options;
  if (!Number.isFinite(weightDecay) || weightDecay < 0) refuse("weightDecay", "a finite number of at least 0", weightDecay);
  const rows = toMatrix(features);
  const labels = toVector(target);
  if (labels.length !== rows.rows) refuse("target", `${rows.rows} labels, one for each row of features`, labels.length);
  const bad = labels.findIndex((label) => label !== 0 && label !== 1);
  if (bad >= 0) refuse(`target, row ${bad}`, "a label that is 0 or 1", labels[bad]);
  return new LogisticLoss(rows, labels, fitIntercept, weightDecay);
}

/** The objective that {@link logisticLoss} makes. */
export class LogisticLoss implements FiniteSum {
  readonly name = "logistic loss";
  readonly dimension: number;
  readonly samples: number;
  /** 1 with an intercept, else 0: where the coefficients begin. */
  private readonly first: 0 | 1;

  constructor(
    private readonly features: Matrix,
    private readonly labels: Float64Array,
    readonly fitIntercept: boolean,
    readonly weightDecay: number,
  ) {
    this.first = fitIntercept ? 1 : 0;
    this.samples = features.rows;
    this.dimension = features.columns + this.first;
  }

  value(parameters: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < this.samples; i++) {
      // How far the row is on the wrong side: z for label 0, -z for label 1.
      const wrong = (1 - 2 * this.labels[i]) * this.decision(i, parameters);
      sum += Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
    }
    let squares = 0;
    for (let j = this.first; j < this.dimension; j++) squares += parameters[j] * parameters[j];
    return sum / this.samples + (this.weightDecay / 2) * squares;
  }

  gradient(parameters: Float64Array, gradient: Float64Array): void {
    this.startGradient(parameters, gradient);
    for (let i = 0; i < this.samples; i++) this.addRow(i, 1 / this.samples, parameters, gradient);
  }

  sampleGradient(indices: Uint32Array, parameters: Float64Array, gradient: Float64Array): void {
    this.startGradient(parameters, gradient);
    const share = 1 / indices.length;
    for (let k = 0; k < indices.length; k++) this.addRow(indices[k], share, parameters, gradient);
  }

  hessian(parameters: Float64Array): Matrix {
    const { dimension, first, features, samples } = this;
    const hessian = Matrix.zeros(dimension, dimension);
    const row = new Float64Array(dimension).fill(1);
    for (let i = 0; i < samples; i++) {
      row.set(features.row(i), first);
      const z = this.decision(i, parameters);
      const weight = (sigmoid(z) * sigmoid(-z)) / samples;
      for (let j = 0; j < dimension; j++) {
        for (let k = 0; k <= j; k++) hessian.values[j * dimension + k] += weight * row[j] * row[k];
      }
    }
    for (let j = 0; j < dimension; j++) {
      for (let k = 0; k < j; k++) hessian.values[k * dimension + j] = hessian.values[j * dimension + k];
    }
    for (let j = first; j < dimension; j++) hessian.values[j * dimension + j] += this.weightDecay;
    return hessian;
  }

  /** z of row i: positive where label 1 is the likelier one. */
  private decision(i: number, parameters: Float64Array): number {
    const { columns, values } = this.features;
    let z = this.first === 1 ? parameters[0] : 0;
    for (let j = 0; j < columns; j++) z += values[i * columns + j] * parameters[this.first + j];
    return z;
  }

  private startGradient(parameters: Float64Array, gradient: Float64Array): void {
    for (let j = 0; j < this.dimension; j++) gradient[j] = this.weightDecay * parameters[j];
    if (this.first === 1) gradient[0] = 0;
  }

  /** Adds `share (p_i - y_i) x_i`. */
  private addRow(i: number, share: number, parameters: Float64Array, gradient: Float64Array): void {
    const { columns, values } = this.features;
    const side = 1 - 2 * this.labels[i];
    // p - y without its cancellation where p is nearly y.
    const error = share * side * sigmoid(side * this.decision(i, parameters));
    if (this.first === 1) gradient[0] += error;
    for (let j = 0; j < columns; j++) gradient[this.first + j] += error * values[i * columns + j];
  }
}

/** The logistic function `1 / (1 + exp(-z))`, to full relative accuracy for any z. */
export function sigmoid(z: number): number {
  const small = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : small) / (1 + small);
}
