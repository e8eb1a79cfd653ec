import type { Recorder } from "./recorder";

/** Steps before a rise is judged: an adaptive method's first steps away from a good start are no divergence. */
const PATIENCE = 20;
/** How often a divergent loss must exceed the highest of the run's first half, while it runs and at its end. */
const RUNNING = 1000;
const AT_THE_END = 10;

/**
 * Tells a loss that grows without bound from one that only rises for a while. The sign of divergence is growth at an
 * exponential rate: whatever was reached in the first half of the run is left far behind in the second. A loss that
 * oscillates (gradient descent at exactly 2/lambda_max) repeats its heights, and the rise of a method with momentum is
 * a power of the step count: neither gets there. All heights are above the lowest loss seen.
 */
export class DivergenceWatch {
  private lowest = Infinity;
  private highestOfFirstHalf = -Infinity;

  constructor(private readonly recorder: Recorder) {}

  /** To be asked once after each recorded step, from 0 on; `last` when no step will follow. */
  isDiverging(step: number, last: boolean): boolean {
    const loss = this.recorder.lossAt(step);
    this.lowest = Math.min(this.lowest, loss);
    if (step % 2 === 0) this.highestOfFirstHalf = Math.max(this.highestOfFirstHalf, this.recorder.lossAt(step / 2));
    return (step >= PATIENCE && this.outgrows(loss, RUNNING)) || (last && step >= 2 && this.outgrows(loss, AT_THE_END));
  }

  private outgrows(loss: number, factor: number): boolean {
    const start = this.recorder.lossAt(0);
    return loss - start > Math.abs(start) && loss - this.lowest > factor * (this.highestOfFirstHalf - this.lowest);
  }
}
