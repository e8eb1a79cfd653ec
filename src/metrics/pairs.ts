import { toVector, type VectorLike } from "../arrays";
import { refuse } from "../errors";

/** Checks a target and its predictions (or `what` they are) and hands them over as typed arrays of the same length. */
export function pairs(
  target: VectorLike, predictions: VectorLike, what = "predictions",
): { observed: Float64Array; predicted: Float64Array } {
  const observed = toVector(target);
  const predicted = toVector(predictions, what);
  if (predicted.length !== observed.length) {
    refuse(what, `${observed.length} numbers, one for each of the target`, predicted.length);
  }
  return { observed, predicted };
}

/** The mean of `measure(y - prediction)` over all samples. */
export function meanError(target: VectorLike, predictions: VectorLike, measure: (error: number) => number): number {
  const { observed, predicted } = pairs(target, predictions);
  let sum = 0;
  for (let i = 0; i < observed.length; i++) sum += measure(observed[i] - predicted[i]);
  return sum / observed.length;
}
