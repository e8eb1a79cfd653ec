import type { DataFrame } from "danfojs-node";

/** The losses and metrics of a training, epoch by epoch. */
export class FitHistory {
  /** The numbers of the epochs, from `initialEpoch` on. */
  readonly epoch: number[] = [];
  /** A list for each of `loss`, the model's metrics, and with validation `val_loss` and so on; entry k is `epoch[k]`'s. */
  readonly history: Record<string, number[]> = {};

  /** Adds an epoch. */
  add(epoch: number, logs: Readonly<Record<string, number>>): void {
    this.epoch.push(epoch);
    for (const [name, value] of Object.entries(logs)) (this.history[name] ??= []).push(value);
  }

  /** A row an epoch: `epoch`, `loss`, the metrics, and with validation their `val_…`. */
  toFrame(): DataFrame {
    const danfo = require("danfojs-node") as typeof import("danfojs-node");
    const names = Object.keys(this.history);
    const rows = this.epoch.map((epoch, k) => [epoch, ...names.map((name) => this.history[name][k])]);
    const dtypes = ["int32", ...names.map(() => "float32")];
    return new danfo.DataFrame(rows, { columns: ["epoch", ...names], dtypes });
  }
}
