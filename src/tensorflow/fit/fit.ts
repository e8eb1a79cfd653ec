import type { LayersModel, ModelFitArgs } from "@tensorflow/tfjs";
import { refuse } from "../../errors";
import { checkData, checkLabels, checkOptions } from "./checks";
import type { FitHistory } from "./fitHistory";
import { FitLoop, type FitProgress, type LoopModel, type Prepared } from "./fitLoop";

/** Options of {@link fit}: those of tfjs's `model.fit`, and these. */
export interface FitOptions extends ModelFitArgs {
  /** The seed of the order of the rows; without it the order is another one at every training. */
  seed?: number;
  /** Told how far the training is: at most ten times a second, and at the end of every epoch. */
  onProgress?: (progress: FitProgress) => void;
}

/** What `model.fit` calls when its data are ready, with its parameters in this order. */
type Loop = (
  train: Prepared["train"], data: Prepared["data"], labels: string[], batchSize: number, epochs: number | undefined,
  verbose: number | undefined, callbacks: Prepared["callbacks"], validate: Prepared["validate"],
  validationData: Prepared["validationData"], shuffle: boolean | string | undefined, callbackMetrics: string[],
  initialEpoch: number | undefined,
) => Promise<FitHistory>;

/** A model, with what its type keeps private. */
type Trained = LoopModel & { fitLoop?: Loop; readonly isTraining: boolean };

/**
 * Trains a compiled tfjs model as `model.fit` does: the same data, options, callbacks and metrics, and, for the same
 * order of the rows, the same numbers up to the rounding of float32. Each step is one TensorFlow graph (see `compile`),
 * and several steps go into one call, unless a callback looks at every batch: `onBatchBegin` or `onBatchEnd`.
 *
 * Other than in tfjs: `verbose` is 0 by default, 1 or 2 write a line an epoch; `seed` repeats the order of the rows;
 * `onProgress` feeds a progress bar; the history has `toFrame()`. `sampleWeight` is refused, as it is in tfjs;
 * `classWeight` works. A loss that is no finite number is reported through `console.warn`, in one line; the training goes on.
 *
 * @param x a tensor of n rows, or a list or record of them for models with several inputs
 * @param y the targets, likewise
 * @throws InputError when an option is not one of them or out of range, shuffle is "batch", x or y are no tensors, or a
 * label has no output; tfjs's errors about shapes
 * @example
 * const bar = progressBar({ label: "training", total: 5 });
 * const history = await fit(model, x, y, {
 *   epochs: 5, batchSize: 128, validationSplit: 0.1, seed: 1,
 *   onProgress: ({ epoch, batch, batches, logs }) => bar.update(epoch + batch / batches, logs),
 * });
 * history.toFrame();
 */
export async function fit(
  model: LayersModel, x: Parameters<LayersModel["fit"]>[0], y: Parameters<LayersModel["fit"]>[1],
  options: FitOptions = {},
): Promise<FitHistory> {
  if (typeof model?.fit !== "function") refuse("model", "a compiled model of TensorFlow.js", model);
  checkOptions(options);
  checkData("x", x);
  checkData("y", y);
  const { seed, onProgress, ...ofTfjs } = options;
  const trained = innerModel(model);
  if (trained.isTraining === false) checkLabels(trained as unknown as LayersModel, y);
  // tfjs refuses a second training while one is under way, and models that are not compiled.
  if (!trained.isTraining) trained.fitLoop = loop(trained, { seed, onProgress });
  const { isTraining } = trained;
  try {
    return await model.fit(x, y, ofTfjs) as unknown as FitHistory;
  } finally {
    if (!isTraining) delete trained.fitLoop;
  }
}

function loop(model: Trained, own: Pick<FitOptions, "seed" | "onProgress">): Loop {
  return (
    train, data, labels, batchSize, epochs = 1, verbose = 0, callbacks, validate, validationData, shuffle = true,
    callbackMetrics, initialEpoch = 0,
  ) => {
    delete model.fitLoop; // an interrupt would leave it to tfjs's own training
    return new FitLoop(model, {
      train, data, labels, batchSize, epochs, verbose, callbacks, validate, validationData, shuffle: Boolean(shuffle),
      callbackMetrics, initialEpoch,
    }, own).run();
  };
}

/** A sequential model leaves its training to a model inside, once it is built. */
function innerModel(model: LayersModel): Trained {
  const inner = (model as unknown as { model?: LayersModel }).model;
  return (inner ?? model) as unknown as Trained;
}
