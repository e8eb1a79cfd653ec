import { adamSettings, startAdam, type AdamOptions, type AdamState } from "./adam";
import type { Optimizer } from "./optimizer";
import { nextLearningRate } from "./state";

/** What AMSGrad remembers. */
export interface AmsgradState extends AdamState {
  /** The largest that each entry of `squaredMean` has been. */
  readonly largestSquaredMean: Float64Array;
}

/**
 * AMSGrad (Reddi, Kale and Kumar 2018): Adam whose divisor never shrinks, so that rare large gradients are not
 * forgotten; the answer to a problem on which Adam does not converge. PyTorch's conventions (`Adam(amsgrad=True)`): the
 * largest is that of the uncorrected means. At step t, with gradient g:
 * ```
 * m = beta1 m + (1 - beta1) g           m^ = m / (1 - beta1^t)
 * v = beta2 v + (1 - beta2) g^2         u = max(u, v)        u^ = u / (1 - beta2^t)
 * parameters -= learningRate * m^ / (sqrt(u^) + epsilon)
 * ```
 * @throws InputError when the learning rate or epsilon is not positive, or a beta is outside [0, 1)
 */
export function amsgrad(options: Partial<AdamOptions> = {}): Optimizer<AmsgradState, AdamOptions> {
  const settings = adamSettings("amsgrad", options);
  const { learningRate, schedule, beta1, beta2, epsilon } = settings;
  return {
    name: "AMSGrad",
    options: settings,
    init: (parameters) => ({ ...startAdam(parameters), largestSquaredMean: new Float64Array(parameters.length) }),
    update(gradients, state, parameters) {
      const rate = nextLearningRate(learningRate, schedule, gradients, state, parameters);
      const { mean, squaredMean, largestSquaredMean: largest, powers } = state;
      state.step += 1;
      const stepSize = rate / (1 - (powers[0] *= beta1));
      const rootCorrection = Math.sqrt(1 - (powers[1] *= beta2));
      for (let i = 0; i < parameters.length; i++) {
        const gradient = gradients[i];
        mean[i] = beta1 * mean[i] + (1 - beta1) * gradient;
        squaredMean[i] = beta2 * squaredMean[i] + (1 - beta2) * gradient * gradient;
        largest[i] = Math.max(largest[i], squaredMean[i]);
        parameters[i] -= (stepSize * mean[i]) / (Math.sqrt(largest[i]) / rootCorrection + epsilon);
      }
    },
  };
}
