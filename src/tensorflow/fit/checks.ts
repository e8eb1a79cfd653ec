import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { InputError, refuse, requireFunction, requireInteger, requireList, requireOptions } from "../../errors";
import { loadTensorFlow } from "../load";
import type { FitOptions } from "./fit";

type Data = Parameters<LayersModel["fit"]>[1];

const KNOWN: Record<keyof FitOptions, true> = {
  seed: true, onProgress: true, batchSize: true, epochs: true, verbose: true, callbacks: true, validationSplit: true,
  validationData: true, shuffle: true, classWeight: true, sampleWeight: true, initialEpoch: true, stepsPerEpoch: true,
  validationSteps: true, yieldEvery: true,
};

/** What tfjs calls of an object of callbacks; anything else in it would be ignored. */
const EVENTS = {
  onTrainBegin: true, onTrainEnd: true, onEpochBegin: true, onEpochEnd: true, onBatchBegin: true, onBatchEnd: true,
  onYield: true,
};

/** Refuses options that tfjs would ignore or take for others. */
export function checkOptions(options: FitOptions): void {
  const { seed, onProgress, epochs = 1, initialEpoch = 0, validationSplit: split = 0, validationData, shuffle, callbacks = [] } =
    requireOptions("fit", options, KNOWN);
  if (seed !== undefined) requireInteger("seed", seed, 0);
  if (onProgress !== undefined) requireFunction("onProgress", onProgress);
  requireInteger("epochs", epochs, 0);
  requireInteger("initialEpoch", initialEpoch, 0);
  if (typeof split !== "number" || !(split >= 0 && split < 1)) refuse("validationSplit", "a number from 0 to below 1", split);
  if (validationData !== undefined) requireList("validationData", validationData, "a pair [x, y]");
  if ((shuffle as unknown) === "batch") refuse("shuffle", "true or false", shuffle);
  for (const callback of Array.isArray(callbacks) ? callbacks : [callbacks]) {
    if (!(callback instanceof loadTensorFlow().Callback) && !("setParams" in Object(callback))) {
      for (const [name, event] of Object.entries(requireOptions<object>("callbacks", callback, EVENTS))) requireFunction(name, event);
    }
  }
}

/** Refuses what is no tensor, or none any more. */
export function checkData(what: string, data: Data): void {
  const { Tensor } = loadTensorFlow();
  const list = data instanceof Tensor ? [data] : Object.values(data ?? {});
  const strange = list.find((one) => !(one instanceof Tensor));
  if (list.length === 0 || strange !== undefined) {
    refuse(what, "a tensor, or a list or record of tensors", data, "tf.tensor2d(matrix.toRows()) makes one of a Matrix");
  }
  if (list.some(({ isDisposed }) => isDisposed)) throw new InputError(what, "a tensor", "one that is disposed");
}

/** Refuses labels without a class of their own: tfjs learns nothing from such rows, and says nothing. */
export function checkLabels(model: LayersModel, y: Data): void {
  const tf = loadTensorFlow();
  const classes = model.outputs?.[0]?.shape.at(-1);
  if (model.loss !== "sparseCategoricalCrossentropy" || !(y instanceof tf.Tensor) || !classes) return;
  const [least, largest] = tf.tidy(() => [(y as Tensor).min().dataSync()[0], (y as Tensor).max().dataSync()[0]]);
  if (!(least >= 0 && largest < classes)) {
    const rule = `labels from 0 to ${classes - 1}, one for each output`;
    throw new InputError("y", rule, `labels from ${least} to ${largest}`);
  }
}
