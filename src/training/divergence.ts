import type { Recorder } from "./recorder";

/** Records before a rise is judged: an adaptive method's first steps away from a good start are no divergence. */
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
  private looked = 0;

  /** @param recorder the run's, whose losses become more as it goes on */
  constructor(private readonly recorder: Recorder) {}

  /** Whether the last record's loss says so; `last` when none will follow. */
  isDiverging(last: boolean): boolean {
    const { loss: losses, count } = this.recorder;
    const [index, loss] = [count - 1, losses[count - 1]];
    if (!(loss - losses[0] > this.harmlessRise)) return false;
    for (; this.looked < count; this.looked++) {
      const half = this.looked >> 1;
      this.lowest = Math.min(this.lowest, losses[this.looked]);
      this.highestOfFirstHalf = Math.max(this.highestOfFirstHalf, losses[half]);
    }
    return (index >= PATIENCE && this.outgrows(loss, RUNNING)) || (last && index >= 2 && this.outgrows(loss, AT_THE_END));
  }

  /** How far the loss may rise above the start's before it can be a divergence; NaN before the first record. */
  get harmlessRise(): number {
    return this.recorder.count > 0 ? Math.abs(this.recorder.loss[0]) : NaN;
  }

  private outgrows(loss: number, factor: number): boolean {
    return loss - this.lowest > factor * (this.highestOfFirstHalf - this.lowest);
  }
}
