import { adam, ADAM_DEFAULTS, type AdamOptions, type AdamState } from "./adam";
import type { Optimizer } from "./optimizer";
import { requireNotNegative, settingsOf } from "./require";
import { nextLearningRate } from "./state";

/** Options of {@link adamW}. */
export interface AdamWOptions extends AdamOptions {
  /** Which share of itself a parameter loses a step, per unit of learning rate; at least 0. Default 0.01. */
  readonly weightDecay: number;
}

const DEFAULTS: AdamWOptions = { ...ADAM_DEFAULTS, weightDecay: 0.01 };

/**
 * AdamW (Loshchilov and Hutter 2019) with PyTorch's conventions: Adam with decoupled weight decay. The parameters
 * shrink before Adam's step, at a rate that the gradients' size does not touch; in `withWeightDecay(adam(), ...)` the
 * decay is a part of the gradient, and Adam divides it away where gradients are large.
 * ```
 * parameters *= 1 - learningRate * weightDecay
 * then Adam's step, with the gradient as it was given
 * ```
 * The paper multiplies the decay by the schedule's factor alone; PyTorch, and so this, by the learning rate too.
 * @throws InputError as `adam`, or when the weight decay is negative
 */
export function adamW(options: Partial<AdamWOptions> = {}): Optimizer<AdamState, AdamWOptions> {
  const { weightDecay, ...ofAdam } = settingsOf("adamW", DEFAULTS, options);
  requireNotNegative("weightDecay", weightDecay);
  const method = adam(ofAdam);
  const { learningRate, schedule } = method.options;
  return {
    name: "AdamW",
    options: { ...method.options, weightDecay },
    init: method.init,
    update(gradients, state, parameters) {
      const rate = nextLearningRate(learningRate, schedule, gradients, state, parameters);
      const shrinkage = 1 - rate * weightDecay;
      for (let i = 0; i < parameters.length; i++) parameters[i] *= shrinkage;
      method.update(gradients, state, parameters);
    },
  };
}
