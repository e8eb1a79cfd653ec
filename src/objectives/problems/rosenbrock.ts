import { Matrix } from "../../arrays";
import type { Problem } from "./problem";

/**
 * Rosenbrock's valley, `f(x, y) = (1 - x)^2 + 100 (y - x^2)^2`: a narrow, curved valley that is quickly reached and
 * slowly followed, with its minimum 0 at (1, 1), where the Hessian's condition number is 2508. The usual start is
 * (-1.2, 1).
 * Source: Rosenbrock (1960), An automatic method for finding the greatest or least value of a function.
 */
export function rosenbrock(): Problem {
  const minima = [Float64Array.of(1, 1)];
  return {
    name: "Rosenbrock's function",
    dimension: 2,
    minima,
    start: Float64Array.of(-1.2, 1),
    domain: [[-2, 2], [-1, 3]],
    minimum: () => minima[0].slice(),
    value(parameters) {
      const x = parameters[0];
      const y = parameters[1];
      return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    },
    gradient(parameters, gradient) {
      const x = parameters[0];
      const aside = parameters[1] - x * x;
      gradient[0] = -2 * (1 - x) - 400 * x * aside;
      gradient[1] = 200 * aside;
    },
    hessian([x, y]) {
      return Matrix.fromRows([[2 - 400 * (y - 3 * x * x), -400 * x], [-400 * x, 200]]);
    },
  };
}
