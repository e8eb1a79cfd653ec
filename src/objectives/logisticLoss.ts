import { inspect, type InspectOptions } from "node:util";
import { Matrix, toMatrix, toVector, type MatrixLike, type VectorLike } from "../arrays";
import { inspected, refuse, requireBoolean, requireOptions } from "../errors";
import { LogisticRows } from "../simd";
import type { FiniteSum } from "./finiteSum";
import { sameNumbers } from "./sameNumbers";

/** From so many numbers on the sums over the rows are left to WebAssembly. */
const LARGE = 10_000;

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
 * Loss and gradient come from one pass over the rows, and are kept until other parameters are asked for. From 10,000
 * numbers on, the rows are copied once to where WebAssembly's SIMD instructions go through them, by two threads when
 * there are very many: float64 as everywhere.
 *
 * @param features n rows of d numbers; leave a Matrix as it is
 * @param target n labels, each 0 or 1
 * @throws InputError when the shapes do not match, a number is not finite, a label is neither 0 nor 1, or weightDecay
 * is negative
 */
export function logisticLoss(features: MatrixLike, target: VectorLike, options: LogisticLossOptions = {}): LogisticLoss {
  requireOptions("logisticLoss", options, { fitIntercept: true, weightDecay: 0 });
  const { fitIntercept = false, weightDecay = 0 } = options;
  requireBoolean("fitIntercept", fitIntercept);
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
  /** The rows, or most of them, where there are many. */
  private readonly fast: LogisticRows | null;
  /** Loss and gradient come from one pass over the rows: here is where they were last asked for, and what they are. */
  private readonly measuredAt: Float64Array;
  private readonly measuredLoss = new Float64Array(1);
  private readonly measuredGradient: Float64Array;
  /** The parameters with an intercept in any case, and the gradient's sums for them. */
  private readonly model: Float64Array;
  private readonly sums: Float64Array;

  constructor(
    private readonly features: Matrix,
    private readonly labels: Float64Array,
    readonly fitIntercept: boolean,
    readonly weightDecay: number,
  ) {
    this.first = fitIntercept ? 1 : 0;
    this.samples = features.rows;
    this.dimension = features.columns + this.first;
    this.fast = features.values.length >= LARGE ? LogisticRows.of(features, labels) : null;
    this.measuredAt = new Float64Array(this.dimension).fill(NaN);
    this.measuredGradient = new Float64Array(this.dimension);
    this.model = new Float64Array(features.columns + 1);
    this.sums = new Float64Array(features.columns + 1);
  }

  value(parameters: Float64Array): number {
    this.measure(parameters);
    return this.measuredLoss[0];
  }

  gradient(parameters: Float64Array, gradient: Float64Array): void {
    this.measure(parameters);
    gradient.set(this.measuredGradient);
  }

  sampleGradient(indices: Uint32Array, parameters: Float64Array, gradient: Float64Array): void {
    const { sums, model, first } = this;
    model.set(parameters, 1 - first);
    sums.fill(0);
    for (let k = 0; k < indices.length; k++) this.addRow(indices[k]);
    for (let j = 0; j < gradient.length; j++) gradient[j] = sums[1 - first + j] / indices.length;
    this.addPenalty(parameters, gradient);
  }

  hessian(parameters: Float64Array): Matrix {
    const { dimension, first, features, samples, model, fast } = this;
    model.set(parameters, 1 - first);
    const sums = fast?.hessian(model) ?? Matrix.zeros(model.length, model.length);
    const row = new Float64Array(model.length).fill(1);
    for (let i = fast?.rows ?? 0; i < samples; i++) {
      row.set(features.row(i), 1);
      const z = this.decision(i);
      const weight = sigmoid(z) * sigmoid(-z);
      for (let j = 0; j < row.length; j++) {
        for (let k = j; k < row.length; k++) sums.values[j * row.length + k] += weight * row[j] * row[k];
      }
    }
    const hessian = Matrix.zeros(dimension, dimension);
    for (let j = 0; j < dimension; j++) {
      for (let k = j; k < dimension; k++) {
        const entry = sums.at(j + 1 - first, k + 1 - first) / samples;
        hessian.values[j * dimension + k] = hessian.values[k * dimension + j] = entry;
      }
    }
    for (let j = first; j < dimension; j++) hessian.values[j * dimension + j] += this.weightDecay;
    return hessian;
  }

  /** Loss and gradient at the parameters, if they are not those of last time. */
  private measure(parameters: Float64Array): void {
    const { measuredAt, measuredGradient, model, sums, samples, first, fast } = this;
    if (sameNumbers(parameters, measuredAt)) return;
    for (let j = 0; j < parameters.length; j++) measuredAt[j] = parameters[j];
    model.set(parameters, 1 - first);
    sums.fill(0);
    let loss = fast ? fast.addLossAndGradient(model, sums) : 0;
    for (let i = fast ? fast.rows : 0; i < samples; i++) {
      const wrong = this.addRow(i);
      loss += Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
    }
    for (let j = 0; j < measuredGradient.length; j++) measuredGradient[j] = sums[1 - first + j] / samples;
    let squares = 0;
    for (let j = first; j < parameters.length; j++) squares += parameters[j] * parameters[j];
    this.measuredLoss[0] = loss / samples + (this.weightDecay / 2) * squares;
    this.addPenalty(parameters, measuredGradient);
  }

  /** z of row i: positive where label 1 is the likelier one. */
  private decision(i: number): number {
    const { features: { columns, values }, model } = this;
    let z = model[0];
    for (let j = 0; j < columns; j++) z += values[i * columns + j] * model[j + 1];
    return z;
  }

  /** Adds `(p_i - y_i) x_i` to the sums. Gives how far the row is on the wrong side: z for label 0, -z for label 1. */
  private addRow(i: number): number {
    const { features: { columns, values }, sums } = this;
    const side = 1 - 2 * this.labels[i];
    const wrong = side * this.decision(i);
    const small = Math.exp(-Math.abs(wrong));
    // p - y without its cancellation where p is nearly y.
    const error = (side * (wrong > 0 ? 1 : small)) / (1 + small);
    sums[0] += error;
    for (let j = 0; j < columns; j++) sums[j + 1] += error * values[i * columns + j];
    return wrong;
  }

  private addPenalty(parameters: Float64Array, gradient: Float64Array): void {
    for (let j = this.first; j < gradient.length; j++) gradient[j] += this.weightDecay * parameters[j];
  }

  /** What it is the loss of, for `console.log`; not the rows. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    const { name, samples, dimension, fitIntercept, weightDecay } = this;
    return inspected(this, { name, samples, dimension, fitIntercept, weightDecay }, options);
  }
}

/** The logistic function `1 / (1 + exp(-z))`, to full relative accuracy for any z. */
export function sigmoid(z: number): number {
  const small = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : small) / (1 + small);
}
