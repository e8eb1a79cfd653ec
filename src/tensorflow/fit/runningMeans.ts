import type { Logs } from "./callbacks";

const { fround } = Math;

/** The means of losses and metrics over the batches so far, in float32 as tfjs works them out. */
export class RunningMeans {
  private readonly totals: number[];
  private seen = 0;

  constructor(private readonly labels: readonly string[]) {
    this.totals = labels.map(() => 0);
  }

  add(values: ArrayLike<number>, size: number): void {
    this.seen += size;
    this.totals.forEach((total, k) => (this.totals[k] = fround(total + fround(values[k] * size))));
  }

  get logs(): Logs {
    const share = fround(1 / this.seen);
    return Object.fromEntries(this.labels.map((label, k) => [label, fround(share * this.totals[k])]));
  }
}
