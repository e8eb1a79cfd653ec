import type { Tensor, Tensor1D } from "@tensorflow/tfjs";
import { compileWith } from "../capture";
import { loadTensorFlow } from "../load";

/** What a batch gives: loss and metrics. */
export type BatchFunction = (data: (Tensor | null)[]) => Tensor[];

/** So many batches go into one call of TensorFlow. */
const BATCHES_PER_CALL = 4;

/** Rows of a batch, by their numbers. */
export type Rows = Int32Array;

/** A step of a model on the rows of data that TensorFlow holds, compiled. */
export class BatchStep {
  private readonly step;

  constructor(work: BatchFunction, announce: (obstacle: string) => void) {
    const tf = loadTensorFlow();
    this.step = compileWith((rows: Tensor1D, data: readonly (Tensor | null)[]) => {
      const results = work(data.map((whole) => whole && tf.gather(whole, rows)));
      const values = tf.stack(results);
      // The metrics are kept tensors.
      tf.dispose(results);
      return values;
    }, announce);
  }

  /** Loss and metrics of each batch, in order. */
  run(data: readonly (Tensor | null)[], batches: readonly Rows[]): Float32Array[] {
    const tf = loadTensorFlow();
    const rows = batches.map((batch) => tf.tensor1d(batch, "int32"));
    try {
      return this.step.each(rows.map((row) => [row, data])).map((values) => {
        const numbers = values.dataSync() as Float32Array;
        values.dispose();
        return numbers;
      });
    } finally {
      tf.dispose(rows);
    }
  }

  dispose(): void {
    this.step.dispose();
  }
}

/** Cuts rows into batches of a size, the last one smaller where it must be, and these into calls. */
export function intoCalls(rows: Rows, batchSize: number, oneByOne: boolean): Rows[][] {
  const batches = Array.from({ length: Math.ceil(rows.length / batchSize) }, (_, k) => (
    rows.subarray(k * batchSize, (k + 1) * batchSize)));
  const whole = Math.floor(rows.length / batchSize);
  const together = oneByOne ? 0 : whole - (whole % BATCHES_PER_CALL);
  const calls = Array.from({ length: together / BATCHES_PER_CALL }, (_, k) => (
    batches.slice(k * BATCHES_PER_CALL, (k + 1) * BATCHES_PER_CALL)));
  return [...calls, ...batches.slice(together).map((batch) => [batch])];
}
