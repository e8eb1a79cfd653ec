import { InputError, requireOptions, requirePositive } from "../errors";
import { norm } from "../linearAlgebra";
import type { Optimizer, OptimizerOptions } from "./optimizer";
import { requireOptimizer } from "./require";
import { requireDimension } from "./state";
import { startWrapped, type WrappedState } from "./withWeightDecay";

/** Options of {@link clipGradients}: one of the two. */
export type ClipOptions =
  | {
    /** Longer gradients are shortened to this Euclidean length; their direction stays. */
    readonly maxNorm: number;
  }
  | {
    /** Entries beyond this, in either direction, are set to it; the direction changes. */
    readonly maxValue: number;
  };

/** PyTorch's guard against a division by a norm of zero; a clipped gradient is shorter than maxNorm by this share. */
const GUARD = 1e-6;

/**
 * Limits the gradients that any optimizer gets (Pascanu, Mikolov and Bengio 2013): by their Euclidean length, as
 * PyTorch's `clip_grad_norm_`, `gradient *= min(1, maxNorm / (||gradient|| + 1e-6))`, or entry by entry, as
 * `clip_grad_value_`. Around `withWeightDecay` it clips before the decay is added, PyTorch's order; inside, after.
 * A gradient with NaN or infinity stays that, so that the run stops.
 * @example clipGradients(momentum({ learningRate: 0.1 }), { maxNorm: 1 })
 * @throws InputError when not exactly one limit is given, or it is not positive
 */
export function clipGradients<State, Options extends OptimizerOptions>(
  optimizer: Optimizer<State, Options>, options: ClipOptions,
): Optimizer<WrappedState<State>, Options & ClipOptions> {
  requireOptimizer(optimizer);
  const clip = clipper(options);
  return {
    name: `${optimizer.name} with clipped gradients`,
    options: { ...optimizer.options, ...options },
    init: (parameters) => startWrapped(optimizer, parameters),
    update(gradients, state, parameters) {
      requireDimension(gradients, state, parameters);
      clip(gradients, state.gradients);
      optimizer.update(state.gradients, state.inner, parameters);
      state.step += 1;
    },
  };
}

function clipper(options: ClipOptions): (gradients: Float64Array, clipped: Float64Array) => void {
  requireOptions<object>("clipGradients", options, { maxNorm: 0, maxValue: 0 });
  const limits = Object.keys(options);
  if (limits.length !== 1) {
    throw new InputError("clipGradients", "either maxNorm or maxValue", limits.join(" and ") || "neither");
  }
  if ("maxNorm" in options) {
    const maxNorm = requirePositive("maxNorm", options.maxNorm);
    return (gradients, clipped) => {
      const factor = Math.min(1, maxNorm / (norm(gradients) + GUARD));
      for (let i = 0; i < clipped.length; i++) clipped[i] = factor * gradients[i];
    };
  }
  const maxValue = requirePositive("maxValue", options.maxValue);
  return (gradients, clipped) => {
    for (let i = 0; i < clipped.length; i++) clipped[i] = clamp(gradients[i], maxValue);
  };
}

/** Infinity counts as a number that went wrong, not as a large one. */
function clamp(value: number, limit: number): number {
  if (value === Infinity || value === -Infinity) return value;
  return Math.min(Math.max(value, -limit), limit);
}
