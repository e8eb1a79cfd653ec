import { refuse, requireFunction, requireInteger, requireOptions } from "../../errors";
import { constantSchedule } from "./constantSchedule";
import { printable, type Schedule } from "./schedule";

/** Options of {@link linearWarmup}. */
export interface LinearWarmupOptions {
  /** After how many steps the whole rate is reached; PyTorch's `total_iters`. */
  readonly steps: number;
  /** The share of the rate at the first step, above 0 and at most 1; PyTorch's `start_factor`. Default 1/3. */
  readonly startFactor: number;
  /** The schedule that begins, at its own step 0, once the whole rate is reached. Default: the whole rate. */
  readonly then: Schedule;
}

const DEFAULTS = { startFactor: 1 / 3, then: constantSchedule() };

/**
 * A straight rise, `startFactor + (1 - startFactor) step / steps`, in front of another schedule (Goyal et al. 2017;
 * PyTorch's SequentialLR of LinearLR and that other).
 * @example linearWarmup({ steps: 100, then: cosineDecay({ steps: 900 }) })
 * @throws InputError when `steps` is no positive integer, the start is outside (0, 1], or `then` is no function
 */
export function linearWarmup(options: Pick<LinearWarmupOptions, "steps"> & Partial<LinearWarmupOptions>): Schedule {
  const known = { ...DEFAULTS, steps: 0 };
  const { steps, startFactor, then } = { ...DEFAULTS, ...requireOptions("linearWarmup", options, known) };
  requireInteger("steps", steps, 1);
  if (typeof startFactor !== "number" || !(startFactor > 0 && startFactor <= 1)) {
    refuse("startFactor", "a number above 0 and at most 1", startFactor);
  }
  requireFunction("then", then, "a schedule");
  return printable("linearWarmup", { steps, startFactor, then }, (step) => (
    step < steps ? startFactor + (1 - startFactor) * (step / steps) : then(step - steps)));
}
