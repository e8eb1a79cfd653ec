import type { VectorLike } from "../arrays";
import { pairs } from "./pairs";

/**
 * The share of labels that are predicted, from 0 to 1: scikit-learn's `accuracy_score`.
 * @throws InputError when the lengths differ or a label is not finite
 */
export function accuracy(target: VectorLike, predictions: VectorLike): number {
  const { observed, predicted } = pairs(target, predictions);
  let right = 0;
  for (let i = 0; i < observed.length; i++) if (observed[i] === predicted[i]) right++;
  return right / observed.length;
}
