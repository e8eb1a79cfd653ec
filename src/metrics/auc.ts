import type { VectorLike } from "../arrays";
import { InputError, refuse } from "../errors";
import { pairs } from "./pairs";

/**
 * The area under a curve by the trapezoidal rule: scikit-learn's `auc`.
 * @param x at least two numbers, ascending or descending throughout
 * @throws InputError when the lengths differ, there are fewer than two points, or x turns round
 */
export function auc(x: VectorLike, y: VectorLike): number {
  const { observed: across, predicted: up } = pairs(x, y, "y");
  if (across.length < 2) refuse("x", "at least two points", across.length);
  const steps = across.subarray(1).map((value, i) => value - across[i]!);
  const direction = steps.some((step) => step < 0) ? -1 : 1;
  if (steps.some((step) => step * direction < 0)) {
    throw new InputError("x", "numbers that ascend or descend throughout", "some of each");
  }
  return direction * steps.reduce((sum, step, i) => sum + (step * (up[i]! + up[i + 1]!)) / 2, 0);
}
