import type { VectorLike } from "../arrays";
import { pairs } from "./pairs";

/**
 * The coefficient of determination R² = 1 - sum (y_i - prediction_i)^2 / sum (y_i - mean y)^2: 1 for perfect
 * predictions, 0 for those of the target's mean, negative for worse ones. As in scikit-learn a constant target gives 1
 * when it is predicted exactly and 0 otherwise; a single sample has no R² and gives NaN.
 * @throws InputError when the lengths differ or a number is not finite
 */
export function r2Score(target: VectorLike, predictions: VectorLike): number {
  const { observed, predicted } = pairs(target, predictions);
  if (observed.length < 2) return NaN;
  const mean = meanOf(observed);
  let [unexplained, total] = [0, 0];
  for (let i = 0; i < observed.length; i++) {
    unexplained += (observed[i] - predicted[i]) ** 2;
    total += (observed[i] - mean) ** 2;
  }
  if (total === 0) return unexplained === 0 ? 1 : 0;
  return 1 - unexplained / total;
}

/** Measured from the first value, so that a constant target has exactly its constant as mean. */
function meanOf(values: Float64Array): number {
  const origin = values[0];
  return origin + values.reduce((sum, value) => sum + (value - origin), 0) / values.length;
}
