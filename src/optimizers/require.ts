import { refuse, requireFunction, requireOptions, requirePositive } from "../errors";
import type { Optimizer, OptimizerOptions } from "./optimizer";

/**
 * The options of a method, its defaults filled in.
 * @throws InputError when one is not the method's, the learning rate is not positive, or the schedule is no function
 */
export function settingsOf<Options extends OptimizerOptions>(
  method: string, defaults: Options, options: Partial<Options>,
): Options {
  requireOptions<object>(method, options, { ...defaults, schedule: undefined });
  const settings = { ...defaults, ...options };
  requirePositive("learningRate", settings.learningRate);
  if (settings.schedule !== undefined) {
    requireFunction("schedule", settings.schedule, "a function from the step to a factor of the learning rate");
  }
  return settings;
}

/** Refuses what is no optimizer, such as its name, or the function that makes it. */
export function requireOptimizer(optimizer: object): void {
  const { init, update, options } = (optimizer ?? {}) as Partial<Optimizer>;
  if (typeof init === "function" && typeof update === "function" && options) return;
  const hint = typeof optimizer === "function" ? "Call it" : undefined;
  refuse("optimizer", "one such as adam({ learningRate: 0.01 })", optimizer, hint);
}

/** Refuses anything but the share of an old mean that is kept: a number in [0, 1). */
export function requireShare(what: string, value: number): void {
  if (typeof value !== "number" || !(value >= 0 && value < 1)) refuse(what, "a number of at least 0 and below 1", value);
}

/** Refuses anything but a finite number of at least zero. */
export function requireNotNegative(what: string, value: number): void {
  if (!Number.isFinite(value) || value < 0) refuse(what, "a number of at least 0", value);
}
