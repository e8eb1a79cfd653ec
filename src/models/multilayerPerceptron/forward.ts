import { Matrix, toMatrix, type MatrixLike } from "../../arrays";
import { refuse } from "../../errors";
import { matrixProduct } from "../../simd";
import { activations, softmaxInPlace } from "./activations";
import { requireLayers, type Layer } from "./layers";

/** What a forward pass computes and a backward pass needs; a row a sample. */
export interface Pass {
  /** a_0, the inputs, then a of every layer: n x units. The last one is the network's output. */
  readonly activations: Matrix[];
  /** z of every layer: `preActivations[k]` and `activations[k + 1]` belong to `layers[k]`. */
  readonly preActivations: Matrix[];
}

/**
 * The forward pass: from `a_0`, the inputs, layer by layer `z_h = W_h a_{h-1} + b_h` and `a_h = f(z_h)` (002 §3.2).
 * @param inputs n rows, one number for each input of the first layer
 * @throws InputError when the inputs' columns are not those of the first layer, or a number is not finite
 */
export function forward(layers: readonly Layer[], inputs: MatrixLike): Pass {
  requireLayers(layers);
  const rows = toMatrix(inputs, "inputs");
  const pass = emptyPass(layers, rows);
  forwardInto(layers, pass);
  return pass;
}

/** A pass with room for everything, before {@link forwardInto}. */
export function emptyPass(layers: readonly Layer[], inputs: Matrix): Pass {
  const { columns } = layers[0].weights;
  if (inputs.columns !== columns) refuse("inputs", `${columns} columns, one for each input`, inputs.columns);
  const room = () => layers.map(({ biases }) => Matrix.zeros(inputs.rows, biases.length));
  return { activations: [inputs, ...room()], preActivations: room() };
}

/** Fills a pass in from its inputs; allocates nothing. */
export function forwardInto(layers: readonly Layer[], pass: Pass): void {
  for (let k = 0; k < layers.length; k++) {
    const { weights, biases, activation } = layers[k];
    const z = pass.preActivations[k];
    const a = pass.activations[k + 1];
    matrixProduct(pass.activations[k], weights, z, "right");
    addToRows(z, biases);
    if (activation === "softmax") {
      softmaxRows(z, a);
    } else {
      const { value } = activations[activation];
      for (let i = 0; i < z.values.length; i++) a.values[i] = value(z.values[i]);
    }
  }
}

function addToRows({ rows, columns, values }: Matrix, numbers: Float64Array): void {
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) values[i * columns + j] += numbers[j];
}

function softmaxRows(z: Matrix, { rows, columns, values }: Matrix): void {
  values.set(z.values);
  for (let i = 0; i < rows; i++) softmaxInPlace(values, i * columns, (i + 1) * columns);
}
