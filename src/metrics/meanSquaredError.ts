import type { VectorLike } from "../arrays";
import { meanError } from "./pairs";

/**
 * The mean of the squared errors, `(1/n) sum (y_i - prediction_i)^2`, in squared units of the target.
 * @throws InputError when the lengths differ or a number is not finite
 */
export function meanSquaredError(target: VectorLike, predictions: VectorLike): number {
  return meanError(target, predictions, (error) => error * error);
}

/**
 * The root of the {@link meanSquaredError}, in units of the target.
 * @throws InputError when the lengths differ or a number is not finite
 */
export function rootMeanSquaredError(target: VectorLike, predictions: VectorLike): number {
  return Math.sqrt(meanSquaredError(target, predictions));
}
