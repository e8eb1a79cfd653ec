import { refuse, requirePositive } from "../errors";
import type { OptimizerOptions } from "./optimizer";

/** Refuses a learning rate that is not positive and a schedule that is not a function. */
export function requireLearningRate({ learningRate, schedule }: OptimizerOptions): void {
  requirePositive("learningRate", learningRate);
  if (schedule !== undefined && typeof schedule !== "function") {
    refuse("schedule", "a function from the step to a factor of the learning rate", schedule);
  }
}

/** Refuses anything but the share of an old mean that is kept: a number in [0, 1). */
export function requireShare(what: string, value: number): void {
  if (typeof value !== "number" || !(value >= 0 && value < 1)) refuse(what, "a number of at least 0 and below 1", value);
}

/** Refuses anything but a finite number of at least zero. */
export function requireNotNegative(what: string, value: number): void {
  if (!Number.isFinite(value) || value < 0) refuse(what, "a number of at least 0", value);
}
