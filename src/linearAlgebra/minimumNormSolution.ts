import type { Matrix } from "../arrays";
import { singularValueDecomposition } from "./singularValueDecomposition";
import { dot } from "./vectors";

/** The shortest vector w among those that make ||F w - c|| least. */
export interface MinimumNormSolution {
  /** w, of length d. */
  readonly solution: Float64Array;
  /** How many singular values of F were taken as nonzero. */
  readonly rank: number;
  /** All min(m, d) singular values of F, largest first. */
  readonly singularValues: Float64Array;
}

/**
 * Solves min ||F w - c|| for an m x d matrix F; among several solutions it takes the shortest one:
 * w = sum of v_i (u_i . c) / s_i over the singular values s_i > tolerance * s_1.
 */
export function minimumNormSolution(matrix: Matrix, target: Float64Array, tolerance: number): MinimumNormSolution {
  const { values, left, right } = singularValueDecomposition(matrix);
  const rank = values.filter((value) => value > tolerance * values[0]).length;
  const solution = new Float64Array(matrix.columns);
  for (let k = 0; k < rank; k++) {
    const share = dot(left[k], target) / values[k];
    for (let j = 0; j < solution.length; j++) solution[j] += share * right[k][j];
  }
  return { solution, rank, singularValues: values };
}
