import { Matrix } from "../../arrays";
import type { Problem } from "./problem";

/**
 * Himmelblau's function, `f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2`: four minima, all 0, around a maximum near
 * (-0.27, -0.92), so that the start decides which one is found. The usual start is (0, 0).
 * Source: Himmelblau (1972), Applied Nonlinear Programming.
 */
export function himmelblau(): Problem {
  const minima = [
    Float64Array.of(3, 2),
    Float64Array.of(-2.805118086952745, 3.131312518250573),
    Float64Array.of(-3.779310253377747, -3.283185991286170),
    Float64Array.of(3.584428340330492, -1.848126526964404),
  ];
  return {
    name: "Himmelblau's function",
    dimension: 2,
    minima,
    start: new Float64Array(2),
    domain: [[-6, 6], [-6, 6]],
    minimum: () => minima[0].slice(),
    value(parameters) {
      const x = parameters[0];
      const y = parameters[1];
      return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2;
    },
    gradient(parameters, gradient) {
      const x = parameters[0];
      const y = parameters[1];
      const first = x * x + y - 11;
      const second = x + y * y - 7;
      gradient[0] = 4 * x * first + 2 * second;
      gradient[1] = 2 * first + 4 * y * second;
    },
    hessian([x, y]) {
      const mixed = 4 * (x + y);
      return Matrix.fromRows([[12 * x * x + 4 * y - 42, mixed], [mixed, 12 * y * y + 4 * x - 26]]);
    },
  };
}
