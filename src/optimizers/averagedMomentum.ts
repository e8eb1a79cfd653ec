import type { MomentumState } from "./momentum";
import type { Optimizer, OptimizerOptions } from "./optimizer";
import { requireShare, settingsOf } from "./require";
import { nextLearningRate, startState } from "./state";

/** Options of {@link averagedMomentum}. */
export interface AveragedMomentumOptions extends OptimizerOptions {
  /** alpha, the factor of the mean of gradients. Default 0.001. */
  readonly learningRate: number;
  /** beta, the share of the old mean that is kept, in [0, 1). Default 0.9. */
  readonly momentum: number;
}

const DEFAULTS: AveragedMomentumOptions = { learningRate: 0.001, momentum: 0.9 };

/**
 * Gradient descent with momentum in its averaged form (000 §4.2.3): the velocity is the exponential moving average of
 * the gradients, from zero on and without a correction for that start.
 * ```
 * v = momentum * v + (1 - momentum) * gradient
 * parameters -= learningRate * v
 * ```
 * It takes exactly the steps of `momentum` with (1 - momentum) times its learning rate: a rate that suits gradient
 * descent crawls here for the first 1 / (1 - momentum) steps, and follows a constant gradient as fast after them.
 * On a quadratic it is stable for learning rates below 2 (1 + momentum) / ((1 - momentum) lambda_max).
 * @throws InputError when the learning rate is not positive, or the momentum is outside [0, 1)
 */
export function averagedMomentum(
  options: Partial<AveragedMomentumOptions> = {},
): Optimizer<MomentumState, AveragedMomentumOptions> {
  const settings = settingsOf("averagedMomentum", DEFAULTS, options);
  const { learningRate, schedule, momentum: beta } = settings;
  requireShare("momentum", beta);
  return {
    name: "averaged momentum",
    options: settings,
    stableLimit: {
      formula: "2(1 + momentum)/((1 - momentum) lambda_max)",
      at: (largestEigenvalue) => (2 * (1 + beta)) / ((1 - beta) * largestEigenvalue),
    },
    init: (parameters) => ({ ...startState(parameters), velocity: new Float64Array(parameters.length) }),
    update(gradients, state, parameters) {
      const rate = nextLearningRate(learningRate, schedule, gradients, state, parameters);
      const { velocity } = state;
      state.step += 1;
      for (let i = 0; i < parameters.length; i++) {
        velocity[i] = beta * velocity[i] + (1 - beta) * gradients[i];
        parameters[i] -= rate * velocity[i];
      }
    },
  };
}
