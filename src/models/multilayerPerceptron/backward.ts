import { Matrix, toMatrix, type MatrixLike } from "../../arrays";
import { refuse } from "../../errors";
import { matrixProduct } from "../../simd";
import { activations, type HiddenActivation } from "./activations";
import type { Pass } from "./forward";
import { requireLayers, type Layer } from "./layers";
import { outputDeltas, requireLoss, type NetworkLossName } from "./losses";

/** What a backward pass gives, of the mean loss; entry k belongs to `layers[k]`. */
export interface Gradients {
  /** delta = dL/dz: n x units. */
  readonly deltas: Matrix[];
  /** dL/dW: units x inputs, as the weights. */
  readonly weights: Matrix[];
  /** dL/db: a number a unit. */
  readonly biases: Float64Array[];
}

/**
 * Back-propagation (Rumelhart, Hinton and Williams 1986): the gradient of the mean loss for all weights and biases, from
 * the output layer back,
 * ```
 * delta_L = dL/da_L * f'(z_L)                    p - y for a cross-entropy; both over n
 * delta_h = (W_{h+1}' delta_{h+1}) * f'(z_h)     element by element
 * dL/dW_h = delta_h a_{h-1}'                     the outer product, summed over the samples
 * dL/db_h = delta_h                              summed over the samples
 * ```
 * @param pass what `forward` of the same layers gave
 * @param targets n rows, one number for each output
 * @throws InputError when the targets' shape is not that of the outputs, or the loss does not fit the output layer
 */
export function backward(layers: readonly Layer[], pass: Pass, targets: MatrixLike, loss: NetworkLossName): Gradients {
  requireLayers(layers);
  if (pass?.activations?.length !== layers.length + 1) refuse("pass", "what forward made of these layers", pass);
  const wanted = toMatrix(targets, "targets");
  const { rows, columns } = pass.activations[layers.length];
  if (wanted.rows !== rows) refuse("targets", `${rows} rows, one for each of the inputs`, wanted.rows);
  if (wanted.columns !== columns) refuse("targets", `${columns} columns, one for each output`, wanted.columns);
  requireLoss(loss, layers[layers.length - 1]);
  const gradients: Gradients = {
    deltas: emptyDeltas(pass),
    weights: layers.map(({ weights }) => Matrix.zeros(weights.rows, weights.columns)),
    biases: layers.map(({ biases }) => new Float64Array(biases.length)),
  };
  backwardInto(layers, pass, wanted, loss, gradients);
  return gradients;
}

/** Room for the deltas of a pass. */
export function emptyDeltas(pass: Pass): Matrix[] {
  return pass.preActivations.map(({ rows, columns }) => Matrix.zeros(rows, columns));
}

/** Writes over all of `gradients`; allocates nothing. */
export function backwardInto(
  layers: readonly Layer[], pass: Pass, targets: Matrix, loss: NetworkLossName, gradients: Gradients,
): void {
  const last = layers.length - 1;
  for (let k = last; k >= 0; k--) {
    const delta = gradients.deltas[k];
    if (k === last) {
      outputDeltas(loss, layers[last], pass, targets, delta);
    } else {
      matrixProduct(gradients.deltas[k + 1], layers[k + 1].weights, delta);
      timesDerivative(delta, layers[k].activation as HiddenActivation, pass.preActivations[k]);
    }
    matrixProduct(delta, pass.activations[k], gradients.weights[k], "left");
    sumOfRows(delta, gradients.biases[k]);
  }
}

function timesDerivative(delta: Matrix, activation: HiddenActivation, z: Matrix): void {
  const { derivative } = activations[activation];
  for (let i = 0; i < z.values.length; i++) delta.values[i] *= derivative(z.values[i]);
}

function sumOfRows({ rows, columns, values }: Matrix, sums: Float64Array): void {
  sums.fill(0);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) sums[j] += values[i * columns + j];
}
