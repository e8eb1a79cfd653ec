import { requireFraction, requireOptions } from "../../errors";
import { printable, type Schedule } from "./schedule";

/** Options of {@link exponentialDecay}. */
export interface ExponentialDecayOptions {
  /** What the rate is multiplied by after each step, between 0 and 1. */
  readonly gamma: number;
}

/**
 * `gamma^step` (PyTorch's ExponentialLR). All rates together are at most 1 / (1 - gamma) times the first: a run that has
 * farther to go does not arrive.
 * @throws InputError when gamma is not between 0 and 1
 */
export function exponentialDecay(options: ExponentialDecayOptions): Schedule {
  const { gamma } = requireOptions("exponentialDecay", options, { gamma: 0 });
  requireFraction("gamma", gamma);
  return printable("exponentialDecay", { gamma }, (step) => gamma ** step);
}
