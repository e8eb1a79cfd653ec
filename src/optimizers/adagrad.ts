import { requirePositive } from "../errors";
import type { Optimizer, OptimizerOptions } from "./optimizer";
import { requireNotNegative, settingsOf } from "./require";
import { nextLearningRate, startState, type OptimizerState } from "./state";

/** Options of {@link adagrad}. */
export interface AdagradOptions extends OptimizerOptions {
  /** How far a parameter moves in the first step, when the sum starts at zero. Default 0.01. */
  readonly learningRate: number;
  /** Where the sum of squared gradients starts, at least 0. Default 0 (in tfjs and Keras 0.1). */
  readonly initialAccumulatorValue: number;
  /** Added to the root, outside it. Default 1e-10. */
  readonly epsilon: number;
}

/** What AdaGrad remembers. */
export interface AdagradState extends OptimizerState {
  /** The sum of squared gradients. */
  readonly squaredSum: Float64Array;
}

const DEFAULTS: AdagradOptions = { learningRate: 0.01, initialAccumulatorValue: 0, epsilon: 1e-10 };

/**
 * AdaGrad (Duchi, Hazan and Singer 2011, with the diagonal of the matrix) with PyTorch's conventions:
 * ```
 * s += gradient^2
 * parameters -= learningRate * gradient / (sqrt(s) + epsilon)
 * ```
 * The sum only grows, so the steps shrink as 1 / sqrt(step) even while the gradient stays the same.
 * PyTorch's option `lr_decay` is the schedule `inverseTimeDecay`.
 * @throws InputError when the learning rate or epsilon is not positive, or the sum's start is negative
 */
export function adagrad(options: Partial<AdagradOptions> = {}): Optimizer<AdagradState, AdagradOptions> {
  const settings = settingsOf("adagrad", DEFAULTS, options);
  const { learningRate, schedule, initialAccumulatorValue, epsilon } = settings;
  requireNotNegative("initialAccumulatorValue", initialAccumulatorValue);
  requirePositive("epsilon", epsilon);
  return {
    name: "AdaGrad",
    options: settings,
    init: (parameters) => (
      { ...startState(parameters), squaredSum: new Float64Array(parameters.length).fill(initialAccumulatorValue) }),
    update(gradients, state, parameters) {
      const rate = nextLearningRate(learningRate, schedule, gradients, state, parameters);
      const { squaredSum } = state;
      state.step += 1;
      for (let i = 0; i < parameters.length; i++) {
        squaredSum[i] += gradients[i] * gradients[i];
        parameters[i] -= (rate * gradients[i]) / (Math.sqrt(squaredSum[i]) + epsilon);
      }
    },
  };
}
