import type { VectorLike } from "../arrays";
import { refuse } from "../errors";
import { pairs } from "./pairs";

/**
 * The mean negative log-likelihood of labels 0 and 1 under predicted probabilities of label 1,
 * `-(1/n) sum y_i log p_i + (1 - y_i) log(1 - p_i)`, in nats: the binary cross-entropy. As in scikit-learn's `log_loss`
 * probabilities are kept the machine epsilon away from 0 and 1, so that one certain error costs 36 and not infinity.
 * @throws InputError when the lengths differ, a label is neither 0 nor 1, or a probability lies outside [0, 1]
 */
export function logLoss(target: VectorLike, probabilities: VectorLike): number {
  const { observed, predicted } = pairs(target, probabilities, "probabilities");
  let sum = 0;
  for (let i = 0; i < observed.length; i++) {
    const label = observed[i];
    const probability = predicted[i];
    if (label !== 0 && label !== 1) refuse(`target, row ${i}`, "a label that is 0 or 1", label);
    if (probability < 0 || probability > 1) refuse(`probabilities, row ${i}`, "a number from 0 to 1", probability);
    const clipped = Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON);
    sum -= label === 1 ? Math.log(clipped) : Math.log1p(-clipped);
  }
  return sum / observed.length;
}
