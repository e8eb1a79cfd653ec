import type { Optimizer, OptimizerOptions } from "./optimizer";
import { requireShare, settingsOf } from "./require";
import { nextLearningRate, startState, type OptimizerState } from "./state";

/** Options of {@link momentum}. */
export interface MomentumOptions extends OptimizerOptions {
  /** alpha, the factor of the velocity. Default 0.001. */
  readonly learningRate: number;
  /** beta, the share of the old velocity that is kept, in [0, 1). Default 0.9. */
  readonly momentum: number;
  /** The share of a gradient that does not enter the velocity, in [0, 1), from the second step on. Default 0. */
  readonly dampening: number;
}

/** What the methods with momentum remember. */
export interface MomentumState extends OptimizerState {
  /** v, a sum of the gradients so far in which older ones weigh less; in units of the gradient. */
  readonly velocity: Float64Array;
}

const DEFAULTS: MomentumOptions = { learningRate: 0.001, momentum: 0.9, dampening: 0 };

/**
 * Gradient descent with momentum, the heavy ball (Polyak 1964), with PyTorch's conventions: the velocity is a sum of
 * gradients, not a mean, so that a constant gradient is followed 1 / (1 - momentum) times as fast as without; the
 * learning rate multiplies the velocity when it moves the parameters; the first velocity is the first gradient, also
 * with dampening.
 * ```
 * v = gradient                                         at the first step
 * v = momentum * v + (1 - dampening) * gradient        after it
 * parameters -= learningRate * v
 * ```
 * On a quadratic it is stable for learning rates below 2 (1 + momentum) / ((1 - dampening) lambda_max).
 * `averagedMomentum` is the form of document 000 §4.2.3.
 * @throws InputError when the learning rate is not positive, or momentum or dampening is outside [0, 1)
 */
export function momentum(options: Partial<MomentumOptions> = {}): Optimizer<MomentumState, MomentumOptions> {
  const settings = settingsOf("momentum", DEFAULTS, options);
  const { learningRate, schedule, momentum: beta, dampening } = settings;
  requireShare("momentum", beta);
  requireShare("dampening", dampening);
  return {
    name: "momentum",
    options: settings,
    stableLimit: {
      formula: dampening === 0 ? "2(1 + momentum)/lambda_max" : "2(1 + momentum)/((1 - dampening) lambda_max)",
      at: (largestEigenvalue) => (2 * (1 + beta)) / ((1 - dampening) * largestEigenvalue),
    },
    init: (parameters) => ({ ...startState(parameters), velocity: new Float64Array(parameters.length) }),
    update(gradients, state, parameters) {
      const rate = nextLearningRate(learningRate, schedule, gradients, state, parameters);
      const { velocity } = state;
      const share = state.step === 0 ? 1 : 1 - dampening;
      state.step += 1;
      for (let i = 0; i < parameters.length; i++) {
        velocity[i] = beta * velocity[i] + share * gradients[i];
        parameters[i] -= rate * velocity[i];
      }
    },
  };
}
