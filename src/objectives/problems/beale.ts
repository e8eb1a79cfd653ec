import { Matrix } from "../../arrays";
import type { Problem } from "./problem";

/** a in `a - x (1 - y^k)`, for k = 1, 2, 3. */
const TERMS = [1.5, 2.25, 2.625];

/**
 * Beale's function, `f(x, y) = (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2`: a flat plateau with
 * steep walls, whose minimum 0 is at (3, 0.5). The usual start is (1, 1).
 * Source: Beale (1958), On an iterative method for finding a local minimum of a function of more than one variable.
 */
export function beale(): Problem {
  const minima = [Float64Array.of(3, 0.5)];
  return {
    name: "Beale's function",
    dimension: 2,
    minima,
    start: Float64Array.of(1, 1),
    domain: [[-4.5, 4.5], [-4.5, 4.5]],
    minimum: () => minima[0].slice(),
    value(parameters) {
      const x = parameters[0];
      const y = parameters[1];
      let sum = 0;
      for (let k = 1; k <= 3; k++) sum += (TERMS[k - 1] - x * (1 - y ** k)) ** 2;
      return sum;
    },
    gradient(parameters, gradient) {
      const x = parameters[0];
      const y = parameters[1];
      gradient.fill(0);
      for (let k = 1; k <= 3; k++) {
        const term = TERMS[k - 1] - x * (1 - y ** k);
        gradient[0] -= 2 * term * (1 - y ** k);
        gradient[1] += 2 * term * k * x * y ** (k - 1);
      }
    },
    hessian([x, y]) {
      const hessian = Matrix.zeros(2, 2);
      for (let k = 1; k <= 3; k++) {
        const term = TERMS[k - 1] - x * (1 - y ** k);
        const [alongX, alongY] = [y ** k - 1, k * x * y ** (k - 1)];
        const curvatureY = k === 1 ? 0 : k * (k - 1) * x * y ** (k - 2);
        hessian.values[0] += 2 * alongX * alongX;
        hessian.values[1] += 2 * (alongX * alongY + term * k * y ** (k - 1));
        hessian.values[3] += 2 * (alongY * alongY + term * curvatureY);
      }
      hessian.values[2] = hessian.values[1];
      return hessian;
    },
  };
}
