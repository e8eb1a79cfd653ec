import type { VectorLike } from "../arrays";
import { meanError } from "./pairs";

/**
 * The mean of the errors' absolute values, `(1/n) sum |y_i - prediction_i|`, in units of the target.
 * @throws InputError when the lengths differ or a number is not finite
 */
export function meanAbsoluteError(target: VectorLike, predictions: VectorLike): number {
  return meanError(target, predictions, Math.abs);
}
