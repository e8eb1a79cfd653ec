import { types } from "node:util";
import { Matrix } from "../../arrays";
import { refuse, requireInteger, requireList, requireOneOf, requireOptions } from "../../errors";
import { activations, type HiddenActivation, type OutputActivation } from "./activations";

/** How large a network is, and with which activations. */
export interface Architecture {
  /** The inputs, the units of each hidden layer, the outputs: [784, 128, 10]. */
  readonly sizes: readonly number[];
  /** Of the hidden layers. Default `"relu"`. */
  readonly activation?: HiddenActivation;
  /** Of the output layer. Default `"identity"`. */
  readonly outputActivation?: OutputActivation;
}

/** A layer `a = f(W x + b)` of units that all see the same inputs. */
export interface Layer {
  /** W, a row a unit and a column an input, as PyTorch's `Linear` has it. */
  readonly weights: Matrix;
  /** b, a number a unit. */
  readonly biases: Float64Array;
  /** f. */
  readonly activation: OutputActivation;
}

/** Refuses what describes no network. */
export function requireArchitecture(architecture: Architecture): Architecture {
  return requireOptions("the architecture", architecture, { sizes: [], activation: "", outputActivation: "" });
}

/** Refuses anything but the layers that `layersOf` makes. */
export function requireLayers(layers: readonly Layer[]): void {
  requireList("layers", layers, "a list of layers, as layersOf makes");
  if (layers.length === 0) refuse("layers", "at least one layer", layers);
  for (let k = 0; k < layers.length; k++) {
    const { weights, biases } = layers[k] ?? {};
    const isLayer = weights instanceof Matrix && biases?.length === weights.rows;
    if (!isLayer) refuse(`layers[${k}]`, "a layer with weights and as many biases as units", layers[k]);
  }
}

/** How many parameters a network has: each layer `units (inputs + 1)`. @throws InputError for sizes that are none */
export function parameterCount(sizes: readonly number[]): number {
  requireList("sizes", sizes, "a list such as [2, 16, 1]");
  if (sizes.length < 2) refuse("sizes", "at least two numbers, the inputs and the outputs", sizes);
  for (let h = 0; h < sizes.length; h++) requireInteger(`sizes, entry ${h}`, sizes[h], 1);
  return sizes.slice(1).reduce((count, units, h) => count + units * (sizes[h] + 1), 0);
}

/**
 * The layers of a network whose parameters stand in one vector as W_1, b_1, W_2, b_2, …, each W row after row (the order
 * of PyTorch's `parameters()`). They are views: a change of the vector is a change of the layers.
 * @throws InputError when the sizes, an activation or the vector's length do not fit
 */
export function layersOf(architecture: Architecture, parameters: Float64Array): Layer[] {
  const { sizes, activation = "relu", outputActivation = "identity" } = requireArchitecture(architecture);
  const elementwise = Object.keys(activations) as HiddenActivation[];
  requireOneOf("activation", activation, elementwise);
  requireOneOf("outputActivation", outputActivation, [...elementwise, "softmax"]);
  const count = parameterCount(sizes);
  if (!types.isFloat64Array(parameters) || parameters.length !== count) {
    refuse("parameters", `a Float64Array of ${count} numbers for a network of ${sizes.join("-")}`, parameters);
  }
  let next = 0;
  const take = (length: number) => parameters.subarray(next, (next += length));
  return sizes.slice(1).map((units, h): Layer => ({
    weights: new Matrix(units, sizes[h], take(units * sizes[h])),
    biases: take(units),
    activation: h === sizes.length - 2 ? outputActivation : activation,
  }));
}
