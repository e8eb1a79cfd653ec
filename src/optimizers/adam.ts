import { requirePositive } from "../errors";
import type { Optimizer, OptimizerOptions } from "./optimizer";
import { requireShare, settingsOf } from "./require";
import { nextLearningRate, startState, type OptimizerState } from "./state";

/** Options of {@link adam} and {@link amsgrad}. */
export interface AdamOptions extends OptimizerOptions {
  /** alpha, about how far a parameter moves a step while its gradient keeps its sign. Default 0.001. */
  readonly learningRate: number;
  /** Share of the old mean of gradients that is kept, in [0, 1). Default 0.9. */
  readonly beta1: number;
  /** Share of the old mean of squared gradients that is kept, in [0, 1). Default 0.999. */
  readonly beta2: number;
  /** Added to the root, outside it. Default 1e-8. */
  readonly epsilon: number;
}

/** What Adam remembers. */
export interface AdamState extends OptimizerState {
  /** m, the running mean of gradients. */
  readonly mean: Float64Array;
  /** v, the running mean of squared gradients. */
  readonly squaredMean: Float64Array;
  /** beta1^t and beta2^t, multiplied up step by step: powers would take most of a small step's time. */
  readonly powers: Float64Array;
}

/** Adam's, and AMSGrad's. */
export const ADAM_DEFAULTS: AdamOptions = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/**
 * Adam (Kingma and Ba 2015, algorithm 1) with PyTorch's conventions: both means are corrected for their start at zero,
 * and epsilon stands outside the root. At step t, with gradient g:
 * ```
 * m = beta1 m + (1 - beta1) g           m^ = m / (1 - beta1^t)
 * v = beta2 v + (1 - beta2) g^2         v^ = v / (1 - beta2^t)
 * parameters -= learningRate * m^ / (sqrt(v^) + epsilon)
 * ```
 * @throws InputError when the learning rate or epsilon is not positive, or a beta is outside [0, 1)
 */
export function adam(options: Partial<AdamOptions> = {}): Optimizer<AdamState, AdamOptions> {
  const settings = adamSettings("adam", options);
  const { learningRate, schedule, beta1, beta2, epsilon } = settings;
  return {
    name: "Adam",
    options: settings,
    init: startAdam,
    update(gradients, state, parameters) {
      const rate = nextLearningRate(learningRate, schedule, gradients, state, parameters);
      const { mean, squaredMean, powers } = state;
      state.step += 1;
      const stepSize = rate / (1 - (powers[0] *= beta1));
      const rootCorrection = Math.sqrt(1 - (powers[1] *= beta2));
      for (let i = 0; i < parameters.length; i++) {
        const gradient = gradients[i];
        mean[i] = beta1 * mean[i] + (1 - beta1) * gradient;
        squaredMean[i] = beta2 * squaredMean[i] + (1 - beta2) * gradient * gradient;
        parameters[i] -= (stepSize * mean[i]) / (Math.sqrt(squaredMean[i]) / rootCorrection + epsilon);
      }
    },
  };
}

/** The options with Adam's defaults filled in, refused when out of range. */
export function adamSettings(method: string, options: Partial<AdamOptions>): AdamOptions {
  const settings = settingsOf(method, ADAM_DEFAULTS, options);
  requireShare("beta1", settings.beta1);
  requireShare("beta2", settings.beta2);
  requirePositive("epsilon", settings.epsilon);
  return settings;
}

/** Adam's state before the first step. */
export function startAdam(parameters: Float64Array): AdamState {
  return {
    ...startState(parameters),
    mean: new Float64Array(parameters.length),
    squaredMean: new Float64Array(parameters.length),
    powers: Float64Array.of(1, 1),
  };
}
