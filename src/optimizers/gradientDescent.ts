import { requirePositive } from "../errors";
import type { Optimizer } from "./optimizer";

/** Options of {@link gradientDescent}. */
export interface GradientDescentOptions {
  /** alpha, the factor of the gradient. On a quadratic it has to stay below 2 / lambda_max. */
  readonly learningRate: number;
}

const STABLE_LIMIT = { formula: "2/lambda_max", at: (largestEigenvalue: number) => 2 / largestEigenvalue };

/**
 * Gradient descent: `parameters -= learningRate * gradient` (000 §4.1.1 with its sign put right, 003 §4.2;
 * PyTorch's SGD without momentum).
 * @throws InputError when the learning rate is not a positive number
 */
export function gradientDescent({ learningRate }: GradientDescentOptions): Optimizer<null, GradientDescentOptions> {
  requirePositive("learningRate", learningRate);
  return {
    name: "gradient descent",
    options: { learningRate },
    stableLimit: STABLE_LIMIT,
    init: () => null,
    update(gradients, _state, parameters) {
      for (let i = 0; i < parameters.length; i++) parameters[i] -= learningRate * gradients[i];
    },
  };
}
