import type { MomentumState } from "./momentum";
import type { Optimizer, OptimizerOptions } from "./optimizer";
import { requireShare, settingsOf } from "./require";
import { nextLearningRate, startState } from "./state";

/** Options of {@link nesterov}. */
export interface NesterovOptions extends OptimizerOptions {
  /** alpha, the factor of the step. Default 0.001. */
  readonly learningRate: number;
  /** beta, the share of the old velocity that is kept, in [0, 1). Default 0.9. */
  readonly momentum: number;
}

const DEFAULTS: NesterovOptions = { learningRate: 0.001, momentum: 0.9 };

/**
 * Nesterov's accelerated gradient (1983) with a constant momentum, in PyTorch's form, which is also that of tfjs:
 * ```
 * v = momentum * v + gradient
 * parameters -= learningRate * (gradient + momentum * v)
 * ```
 * Nesterov's own form keeps two points: y = x + momentum * (x - previous x) looks ahead, and the next x is
 * y - learningRate * gradient(y). The parameters here are his y, so that the gradient is asked for where the parameters
 * are; his x is parameters + learningRate * momentum * v. Both come to rest at the same minimum. Keras takes the
 * learning rate into the velocity, which makes a difference only when the rate changes.
 *
 * On a quadratic it is stable for learning rates below 2 (1 + momentum) / ((1 + 2 momentum) lambda_max), which is less
 * than gradient descent's limit.
 * @throws InputError when the learning rate is not positive, or the momentum is outside [0, 1)
 */
export function nesterov(options: Partial<NesterovOptions> = {}): Optimizer<MomentumState, NesterovOptions> {
  const settings = settingsOf("nesterov", DEFAULTS, options);
  const { learningRate, schedule, momentum: beta } = settings;
  requireShare("momentum", beta);
  return {
    name: "Nesterov momentum",
    options: settings,
    stableLimit: {
      formula: "2(1 + momentum)/((1 + 2 momentum) lambda_max)",
      at: (largestEigenvalue) => (2 * (1 + beta)) / ((1 + 2 * beta) * largestEigenvalue),
    },
    init: (parameters) => ({ ...startState(parameters), velocity: new Float64Array(parameters.length) }),
    update(gradients, state, parameters) {
      const rate = nextLearningRate(learningRate, schedule, gradients, state, parameters);
      const { velocity } = state;
      state.step += 1;
      for (let i = 0; i < parameters.length; i++) {
        velocity[i] = beta * velocity[i] + gradients[i];
        parameters[i] -= rate * (gradients[i] + beta * velocity[i]);
      }
    },
  };
}
