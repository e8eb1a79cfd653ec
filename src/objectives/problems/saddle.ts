import { Matrix } from "../../arrays";
import type { Problem } from "./problem";

/**
 * A saddle between two minima, `f(x, y) = x^2/2 - y^2/2 + y^4/4`: at (0, 0) the gradient vanishes, but the curvature
 * along y is -1; the minima, -1/4, are at (0, 1) and (0, -1). From a start on the line y = 0 gradient descent ends at the
 * saddle; the start given here, (1, 0.001), is just beside it.
 * Source: Nesterov (2004), Introductory Lectures on Convex Optimization, example 1.2.2.
 */
export function saddle(): Problem {
  const minima = [Float64Array.of(0, 1), Float64Array.of(0, -1)];
  return {
    name: "saddle",
    dimension: 2,
    minima,
    start: Float64Array.of(1, 0.001),
    domain: [[-1.5, 1.5], [-1.5, 1.5]],
    minimum: () => minima[0].slice(),
    value(parameters) {
      const x = parameters[0];
      const y = parameters[1];
      return (x * x - y * y) / 2 + y ** 4 / 4;
    },
    gradient(parameters, gradient) {
      const y = parameters[1];
      gradient[0] = parameters[0];
      gradient[1] = y * y * y - y;
    },
    hessian([, y]) {
      return Matrix.fromRows([[1, 0], [0, 3 * y * y - 1]]);
    },
  };
}
