import type { GrowingList } from "./recorder";

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

  /** @param losses the run's, which grows as it goes on */
  constructor(private readonly losses: GrowingList) {}

  /** To be asked once after each record; `last` when none will follow. */
  isDiverging(last: boolean): boolean {
    const index = this.losses.length - 1;
    const loss = this.losses.at(index);
    this.lowest = Math.min(this.lowest, loss);
    if (index % 2 === 0) this.highestOfFirstHalf = Math.max(this.highestOfFirstHalf, this.losses.at(index / 2));
    return (index >= PATIENCE && this.outgrows(loss, RUNNING)) || (last && index >= 2 && this.outgrows(loss, AT_THE_END));
  }

  private outgrows(loss: number, factor: number): boolean {
    const start = this.losses.at(0);
    return loss - start > Math.abs(start) && loss - this.lowest > factor * (this.highestOfFirstHalf - this.lowest);
  }
}
