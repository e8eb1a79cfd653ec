import type { Matrix } from "../../arrays";
import { refuse, requireOneOf } from "../../errors";
import { activations, logSumOfExponentials } from "./activations";
import type { Pass } from "./forward";
import type { Layer } from "./layers";

const LOSSES = ["mean-squared-error", "cross-entropy"] as const;

/**
 * What a network is trained to make small, an average over the samples.
 * - `"mean-squared-error"`: the mean of `(a - y)^2` over samples and outputs (002 §4.1.1; PyTorch's `MSELoss`)
 * - `"cross-entropy"`: the mean over the samples of `-sum y_c log p_c` with softmax outputs, and of
 *   `-sum y log p + (1 - y) log(1 - p)` with sigmoid outputs, in nats (002 §4.1.2, with the term it leaves out). Both
 *   are computed from z, so that no logarithm of 0 is taken
 */
export type NetworkLossName = (typeof LOSSES)[number];

/** Refuses a loss that is none, or a cross-entropy of outputs that are no probabilities. */
export function requireLoss(loss: NetworkLossName, { activation }: Layer): void {
  requireOneOf("loss", loss, LOSSES);
  if (loss === "cross-entropy" && activation !== "softmax" && activation !== "sigmoid") {
    refuse("outputActivation", '"softmax" or "sigmoid" for the cross-entropy', activation, "Others give no probabilities");
  }
}

/** The sum over a pass's samples of each one's loss. */
export function summedLoss(loss: NetworkLossName, output: Layer, pass: Pass, targets: Matrix): number {
  const a = pass.activations[pass.activations.length - 1];
  const z = pass.preActivations[pass.preActivations.length - 1];
  if (loss === "mean-squared-error") return sumOf(a.values, (value, k) => (value - targets.values[k]) ** 2) / a.columns;
  if (output.activation === "sigmoid") return sumOf(z.values, (logit, k) => binaryCrossEntropy(logit, targets.values[k]));
  return softmaxCrossEntropy(z, targets);
}

/**
 * The output layer's error `delta = dL/dz` of the mean loss, into `deltas`: `dL/da` times the activation's derivative,
 * which for a cross-entropy comes to `(p - y) / n` (002 §3.3.1 step 1 has the product for element-wise activations only).
 */
export function outputDeltas(loss: NetworkLossName, output: Layer, pass: Pass, targets: Matrix, deltas: Matrix): void {
  const a = pass.activations[pass.activations.length - 1];
  const z = pass.preActivations[pass.preActivations.length - 1];
  const share = loss === "cross-entropy" ? 1 / a.rows : 2 / a.values.length;
  for (let k = 0; k < a.values.length; k++) deltas.values[k] = share * (a.values[k] - targets.values[k]);
  if (loss === "cross-entropy") return;
  if (output.activation === "softmax") return throughSoftmax(a, deltas);
  const { derivative } = activations[output.activation];
  for (let k = 0; k < a.values.length; k++) deltas.values[k] *= derivative(z.values[k]);
}

/** The loss `-(y log p + (1 - y) log(1 - p))` of `p = sigmoid(z)`, without overflow for any z. */
function binaryCrossEntropy(z: number, y: number): number {
  return Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));
}

/** Sums `-y_c log p_c`: log p = z - log sum exp z. */
function softmaxCrossEntropy({ rows, columns, values: z }: Matrix, { values: y }: Matrix): number {
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    const [first, end] = [i * columns, (i + 1) * columns];
    const logSum = logSumOfExponentials(z, first, end);
    for (let k = first; k < end; k++) if (y[k] !== 0) loss += y[k] * (logSum - z[k]);
  }
  return loss;
}

/** `dL/dz_k = p_k (g_k - sum g_j p_j)` in the place of `g = dL/da`: a softmax's derivative is a full matrix. */
function throughSoftmax({ rows, columns, values: p }: Matrix, { values: g }: Matrix): void {
  for (let i = 0; i < rows; i++) {
    let mean = 0;
    for (let k = i * columns; k < (i + 1) * columns; k++) mean += g[k] * p[k];
    for (let k = i * columns; k < (i + 1) * columns; k++) g[k] = p[k] * (g[k] - mean);
  }
}

function sumOf(values: Float64Array, term: (value: number, k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += term(values[k], k);
  return sum;
}
