import { refuse, requireInteger, requireOptions } from "../../errors";
import { printable, type Schedule } from "./schedule";

/** Options of {@link cosineDecay}. */
export interface CosineDecayOptions {
  /** The step at which the minimum is reached; PyTorch's `T_max`. */
  readonly steps: number;
  /** The share of the learning rate that is left then and stays, in [0, 1]; PyTorch's `eta_min / lr`. Default 0. */
  readonly minimum: number;
}

const DEFAULTS = { minimum: 0 };

/**
 * Half a wave from 1 down to the minimum: `minimum + (1 - minimum) (1 + cos(pi step / steps)) / 2` (Loshchilov and
 * Hutter 2017; PyTorch's CosineAnnealingLR up to `steps`, after which PyTorch's rate rises again and this one stays).
 * @throws InputError when `steps` is no positive integer, or the minimum is outside [0, 1]
 */
export function cosineDecay(options: Pick<CosineDecayOptions, "steps"> & Partial<CosineDecayOptions>): Schedule {
  const { steps, minimum } = { ...DEFAULTS, ...requireOptions("cosineDecay", options, { ...DEFAULTS, steps: 0 }) };
  requireInteger("steps", steps, 1);
  if (typeof minimum !== "number" || !(minimum >= 0 && minimum <= 1)) refuse("minimum", "a number from 0 to 1", minimum);
  return printable("cosineDecay", { steps, minimum }, (step) => {
    const wave = (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps)) / 2;
    return minimum + (1 - minimum) * wave;
  });
}
