import { requireFraction, requireInteger, requireOptions } from "../../errors";
import { printable, type Schedule } from "./schedule";

/** Options of {@link stepDecay}. */
export interface StepDecayOptions {
  /** How many steps the rate stays the same; PyTorch's `step_size`. */
  readonly every: number;
  /** What the rate is multiplied by then, between 0 and 1. Default 0.1. */
  readonly gamma: number;
}

const DEFAULTS = { gamma: 0.1 };

/**
 * A staircase: `gamma^floor(step / every)` (PyTorch's StepLR).
 * @throws InputError when `every` is no positive integer, or gamma is not between 0 and 1
 */
export function stepDecay(options: Pick<StepDecayOptions, "every"> & Partial<StepDecayOptions>): Schedule {
  const { every, gamma } = { ...DEFAULTS, ...requireOptions("stepDecay", options, { ...DEFAULTS, every: 0 }) };
  requireInteger("every", every, 1);
  requireFraction("gamma", gamma);
  return printable("stepDecay", { every, gamma }, (step) => gamma ** Math.floor(step / every));
}
