import type { CustomCallback } from "@tensorflow/tfjs";
import { loadTensorFlow } from "../load";

export type Logs = Record<string, number>;
type Event = "onTrainBegin" | "onTrainEnd" | "onEpochBegin" | "onEpochEnd" | "onBatchBegin" | "onBatchEnd";

/** What tfjs's callbacks have in common. */
export type Callback = Pick<CustomCallback, Event | "setParams" | "setModel">;

/** Calls all callbacks, one after the other. */
export class Callbacks {
  /** Whether one of them looks at every batch. */
  readonly watchBatches: boolean;

  constructor(private readonly callbacks: readonly Callback[], parameters: Record<string, unknown>, model: unknown) {
    for (const callback of callbacks) {
      callback.setParams(parameters as never);
      callback.setModel(model as never);
    }
    this.watchBatches = callbacks.some(watchesBatches);
  }

  async trainBegins(): Promise<void> {
    for (const callback of this.callbacks) await callback.onTrainBegin({});
  }

  async trainEnds(): Promise<void> {
    for (const callback of this.callbacks) await callback.onTrainEnd({});
  }

  async epochBegins(epoch: number): Promise<void> {
    for (const callback of this.callbacks) await callback.onEpochBegin(epoch, {});
  }

  async epochEnds(epoch: number, logs: Logs): Promise<void> {
    for (const callback of this.callbacks) await callback.onEpochEnd(epoch, logs);
  }

  async batchBegins(batch: number): Promise<void> {
    for (const callback of this.callbacks) await callback.onBatchBegin(batch, {});
  }

  async batchEnds(batch: number, logs: Logs): Promise<void> {
    for (const callback of this.callbacks) await callback.onBatchEnd(batch, logs);
  }
}

/** tfjs makes a callback with all methods of an object with a few functions. */
function watchesBatches(callback: Callback): boolean {
  const tf = loadTensorFlow();
  if (callback instanceof tf.CustomCallback) {
    const { batchBegin, batchEnd } = callback as unknown as Record<string, unknown>;
    return Boolean(batchBegin ?? batchEnd);
  }
  const base = tf.Callback.prototype;
  return callback.onBatchBegin !== base.onBatchBegin || callback.onBatchEnd !== base.onBatchEnd;
}
