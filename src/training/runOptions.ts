import { toVector } from "../arrays";
import { refuse, requireBoolean, requireFunction, requireInteger } from "../errors";
import type { Objective } from "../objectives";
import type { EarlyStoppingOptions } from "./earlyStopping";
import type { Outcome } from "./history";

/** Parameters are recorded by default while they fit into this many numbers (80 MB). */
const RECORDED_NUMBERS = 10_000_000;

/** The state of a run at a record, as `onStep` gets it. */
export interface Step {
  /** How many steps were taken; 0 at the start. */
  readonly step: number;
  readonly loss: number;
  /** NaN where it is not recorded. */
  readonly gradientNorm: number;
  /** The run's own array: copy it to keep it. */
  readonly parameters: Float64Array;
}

/** Options that every run has. */
export interface RunOptions {
  /** The parameters to start from. Default: zeros. */
  readonly start?: ArrayLike<number>;
  /** Converged also when the loss is at most this. Default: no such limit. */
  readonly lossTolerance?: number;
  /** Stops the run when the loss on other data no longer falls. Default: none. */
  readonly earlyStopping?: EarlyStoppingOptions;
  /** Whether the history keeps the parameters of every record. Default: while they fit into 80 MB. */
  readonly recordParameters?: boolean;
  /** Whether the history keeps the time that gradients and steps took. Default `false`. */
  readonly recordTime?: boolean;
  /** Whether a divergence is reported through `console.warn`, in one line. Default `true`; turn it off in a sweep. */
  readonly warn?: boolean;
  /** Called with the start and at every record. Default none. */
  readonly onStep?: (step: Step) => void;
}

/** What {@link Descent} is told: options with their defaults filled in. */
export interface Settings extends RunOptions {
  /** A copy of the run's own. */
  readonly start: Float64Array;
  readonly maxSteps: number;
  /** How a run ends that has taken `maxSteps` steps. */
  readonly outcomeAtTheEnd: Outcome;
  /** Loss and full gradient are looked at every so many steps, at the start and at the end. */
  readonly recordEvery: number;
  /** Whether the full gradient is looked at; without an estimate the steps follow it, and it must be. */
  readonly recordGradient: boolean;
  readonly gradientTolerance: number;
  readonly lossTolerance: number;
  readonly recordParameters: boolean;
  readonly recordTime: boolean;
  readonly warn: boolean;
}

/** The names of {@link RunOptions}, for `requireOptions`. */
export const RUN_OPTIONS: Readonly<Record<keyof RunOptions, true>> = {
  start: true, lossTolerance: true, earlyStopping: true, recordParameters: true, recordTime: true, warn: true, onStep: true,
};

/** Refuses anything but an objective, such as the function of its value alone. */
export function requireObjective(objective: Objective): void {
  const { value, gradient } = (objective ?? {}) as Partial<Objective>;
  if (typeof value === "function" && typeof gradient === "function") return;
  refuse("objective", "an object with dimension, value and gradient, such as leastSquares(…)", objective);
}

/** Fills in the defaults of a run and refuses what is out of range. */
export function checkedSettings(
  objective: Objective, options: RunOptions,
  extent: Pick<Settings, "maxSteps" | "outcomeAtTheEnd" | "recordEvery" | "recordGradient" | "gradientTolerance">,
): Settings {
  const { lossTolerance = -Infinity, recordTime = false, warn = true, earlyStopping, onStep } = options;
  if (onStep) requireFunction("onStep", onStep);
  requireBoolean("recordTime", recordTime);
  requireBoolean("warn", warn);
  const dimension = requireInteger("dimension", objective.dimension, 1);
  if (typeof lossTolerance !== "number" || Number.isNaN(lossTolerance)) refuse("lossTolerance", "a number", lossTolerance);
  const start = options.start !== undefined ? toVector(options.start, "start").slice() : new Float64Array(dimension);
  if (start.length !== dimension) refuse("start", `${dimension} numbers, one for each parameter`, start.length);
  const records = Math.ceil(extent.maxSteps / extent.recordEvery) + 1;
  const { recordParameters = records * dimension <= RECORDED_NUMBERS } = options;
  requireBoolean("recordParameters", recordParameters);
  // V8 takes longer to spread such an object than for a hundred steps.
  return Object.assign({ start, lossTolerance, earlyStopping, recordParameters, recordTime, warn, onStep }, extent);
}

/** Refuses a gradient tolerance that is no number of at least 0. */
export function requireTolerance(gradientTolerance: number): number {
  if (typeof gradientTolerance !== "number" || !(gradientTolerance >= 0)) refuse("gradientTolerance", "a number of at least 0", gradientTolerance);
  return gradientTolerance;
}
