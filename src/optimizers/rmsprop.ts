import { refuse, requirePositive } from "../errors";
import type { Optimizer, OptimizerOptions } from "./optimizer";
import { requireShare, settingsOf } from "./require";
import { nextLearningRate, startState, type OptimizerState } from "./state";

/** Options of {@link rmsprop}. */
export interface RmspropOptions extends OptimizerOptions {
  /** alpha, about how far a parameter moves a step while its gradient stays the same. Default 0.01. */
  readonly learningRate: number;
  /** Share of the old mean of squared gradients that is kept, in [0, 1); PyTorch's `alpha`. Default 0.99. */
  readonly decay: number;
  /** Added to the root, outside it. Default 1e-8. */
  readonly epsilon: number;
  /** Share of the old velocity that is kept, in [0, 1). Default 0, no velocity. */
  readonly momentum: number;
  /** Whether gradients are divided by an estimate of their standard deviation, not of their size. Default `false`. */
  readonly centered: boolean;
}

/** What RMSProp remembers. */
export interface RmspropState extends OptimizerState {
  /** s, the running mean of squared gradients. */
  readonly squaredMean: Float64Array;
  /** m, the running mean of gradients; stays zero unless centered. */
  readonly mean: Float64Array;
  /** v, the sum of divided gradients in which older ones weigh less. */
  readonly velocity: Float64Array;
}

const DEFAULTS: RmspropOptions = { learningRate: 0.01, decay: 0.99, epsilon: 1e-8, momentum: 0, centered: false };

/**
 * RMSProp (Tieleman and Hinton 2012, lecture 6.5; centered: Graves 2013) with PyTorch's conventions: no correction for
 * the means' start at zero, epsilon outside the root, the learning rate outside the velocity.
 * ```
 * s = decay s + (1 - decay) gradient^2          root = sqrt(s)
 * m = decay m + (1 - decay) gradient            root = sqrt(s - m^2)        when centered
 * v = momentum v + gradient / (root + epsilon)
 * parameters -= learningRate * v
 * ```
 * When rounding makes s - m^2 negative it counts as zero (PyTorch's parameters turn into NaN there).
 * @throws InputError when the learning rate or epsilon is not positive, decay or momentum is outside [0, 1), or
 * centered is no boolean
 */
export function rmsprop(options: Partial<RmspropOptions> = {}): Optimizer<RmspropState, RmspropOptions> {
  const settings = settingsOf("rmsprop", DEFAULTS, options);
  const { learningRate, schedule, decay, epsilon, momentum, centered } = settings;
  requireShare("decay", decay);
  requirePositive("epsilon", epsilon);
  requireShare("momentum", momentum);
  if (typeof centered !== "boolean") refuse("centered", "true or false", centered);
  return {
    name: "RMSProp",
    options: settings,
    init: (parameters) => ({
      ...startState(parameters),
      squaredMean: new Float64Array(parameters.length),
      mean: new Float64Array(parameters.length),
      velocity: new Float64Array(parameters.length),
    }),
    update(gradients, state, parameters) {
      const rate = nextLearningRate(learningRate, schedule, gradients, state, parameters);
      const { squaredMean, mean, velocity } = state;
      state.step += 1;
      for (let i = 0; i < parameters.length; i++) {
        const gradient = gradients[i];
        squaredMean[i] = decay * squaredMean[i] + (1 - decay) * gradient * gradient;
        if (centered) mean[i] = decay * mean[i] + (1 - decay) * gradient;
        const root = Math.sqrt(Math.max(squaredMean[i] - mean[i] * mean[i], 0));
        velocity[i] = momentum * velocity[i] + gradient / (root + epsilon);
        parameters[i] -= rate * velocity[i];
      }
    },
  };
}
