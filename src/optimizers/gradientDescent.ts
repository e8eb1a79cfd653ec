import type { Optimizer, OptimizerOptions } from "./optimizer";
import { settingsOf } from "./require";
import { nextLearningRate, startState, type OptimizerState } from "./state";

/** Options of {@link gradientDescent}. */
export interface GradientDescentOptions extends OptimizerOptions {
  /** alpha, the factor of the gradient. On a quadratic it has to stay below 2 / lambda_max. Default 0.001. */
  readonly learningRate: number;
}

const DEFAULTS: GradientDescentOptions = { learningRate: 0.001 };

const STABLE_LIMIT = { formula: "2/lambda_max", at: (largestEigenvalue: number) => 2 / largestEigenvalue };

/**
 * Gradient descent: `parameters -= learningRate * gradient` (000 §4.1.1 with its sign put right, 003 §4.2;
 * PyTorch's SGD without momentum).
 * @throws InputError when the learning rate is not a positive number
 */
export function gradientDescent(
  options: Partial<GradientDescentOptions> = {},
): Optimizer<OptimizerState, GradientDescentOptions> {
  const settings = settingsOf("gradientDescent", DEFAULTS, options);
  const { learningRate, schedule } = settings;
  return {
    name: "gradient descent",
    options: settings,
    stableLimit: STABLE_LIMIT,
    init: startState,
    update(gradients, state, parameters) {
      const rate = nextLearningRate(learningRate, schedule, gradients, state, parameters);
      state.step += 1;
      for (let i = 0; i < parameters.length; i++) parameters[i] -= rate * gradients[i];
    },
  };
}
