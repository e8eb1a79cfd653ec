import { refuse } from "../errors";
import { formatNumber } from "./formatNumber";

/** The losses of one training run, one a step, the first before any update. */
export interface LossRun {
  name: string;
  /** May end in infinities or NaN: the run is then drawn up to there and marked as diverged. */
  loss: ArrayLike<number>;
}

/** A run as it can be drawn. */
export interface Curve {
  name: string;
  steps: number[];
  loss: number[];
  first: number;
  last: number;
  /** Why the run counts as diverged, or undefined. */
  diverged: string | undefined;
  /** How many losses have no place on a logarithmic axis. */
  unplaceable: number;
}

/**
 * Reads a run: its drawable losses with their steps, and whether it diverged.
 * @throws InputError when no loss can be drawn
 */
export function readRun({ name, loss }: LossRun, logScale: boolean): Curve {
  const values = Float64Array.from(loss);
  const steps: number[] = [];
  let unplaceable = 0;
  let firstBad = -1;
  values.forEach((value, step) => {
    if (!Number.isFinite(value)) firstBad = firstBad < 0 ? step : firstBad;
    else if (logScale && value <= 0) unplaceable++;
    else steps.push(step);
  });
  if (steps.length === 0)
    refuse(`run "${name}"`, logScale ? "at least one positive loss" : "at least one finite loss", loss);
  const kept = steps.map((step) => values[step]!);
  const [first, last] = [kept[0]!, kept[kept.length - 1]!];
  const diverged =
    firstBad >= 0
      ? `its loss is ${values[firstBad]} at step ${firstBad}`
      : last > 10 * Math.abs(first) && first !== 0
        ? `its loss ends at ${formatNumber(last, 3)}`
        : undefined;
  return { name, steps, loss: kept, first, last, diverged, unplaceable };
}
