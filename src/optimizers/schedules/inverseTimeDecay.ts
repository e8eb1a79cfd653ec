import { requireOptions, requirePositive } from "../../errors";
import { printable, type Schedule } from "./schedule";

/** Options of {@link inverseTimeDecay}. */
export interface InverseTimeDecayOptions {
  /** After 1 / decayRate steps half of the rate is left. */
  readonly decayRate: number;
}

/**
 * `1 / (1 + decayRate step)`: the decay with which stochastic gradient descent converges (Robbins and Monro 1951: all
 * rates together are infinite, their squares are not). PyTorch's Adagrad has it as `lr_decay`.
 * @throws InputError when the decay rate is not positive
 */
export function inverseTimeDecay(options: InverseTimeDecayOptions): Schedule {
  const { decayRate } = requireOptions("inverseTimeDecay", options, { decayRate: 0 });
  requirePositive("decayRate", decayRate);
  return printable("inverseTimeDecay", { decayRate }, (step) => 1 / (1 + decayRate * step));
}
