import { toVector } from "../arrays";
import { refuse, requirePositive } from "../errors";
import type { Objective } from "./objective";

/** The step that balances truncation (step^2) against rounding (epsilon / step). */
const STEP = Math.cbrt(Number.EPSILON);

/**
 * The gradient of an objective, or of any function of a parameter vector, by central differences:
 * `(f(x + h e_i) - f(x - h e_i)) / 2h`, to check a gradient that was derived by hand.
 * @param at the parameters
 * @param step h; by default 6.06e-6 times the larger of 1 and |x_i|, which leaves an error of about 1e-10 for values
 * and derivatives near 1
 * @throws InputError when a parameter is no finite number, or the step is not positive
 */
export function centralDifferences(
  objective: Pick<Objective, "value"> | ((parameters: Float64Array) => number),
  at: ArrayLike<number>,
  step?: number,
): Float64Array {
  if (typeof objective !== "function" && typeof objective?.value !== "function") {
    refuse("objective", "an objective or a function of the parameters", objective);
  }
  if (step !== undefined) requirePositive("step", step);
  const value = typeof objective === "function" ? objective : (x: Float64Array) => objective.value(x);
  const parameters = Float64Array.from(toVector(at, "at"));
  return Float64Array.from(at, (center, i) => {
    const h = step ?? STEP * Math.max(1, Math.abs(center));
    // The steps as float64 stores them, so that their difference is exact.
    const [above, below] = [center + h, center - h];
    parameters[i] = above;
    const rise = value(parameters);
    parameters[i] = below;
    const fall = value(parameters);
    parameters[i] = center;
    return (rise - fall) / (above - below);
  });
}
