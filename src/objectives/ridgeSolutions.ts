import { dot, singularValueDecomposition } from "../linearAlgebra";
import type { LeastSquaresStatistics } from "./leastSquaresStatistics";

/**
 * The coefficients with the least `sum of squared errors + alpha ||coefficients||^2`, for every alpha from one singular
 * value decomposition F = U diag(s) V' of the factor: `w = sum v_i s_i / (s_i^2 + alpha) (u_i . projected)`.
 * @param rankTolerance singular values up to this share of the largest count as zero
 */
export function ridgeSolutions(
  { factor, projected }: LeastSquaresStatistics, alphas: readonly number[], rankTolerance: number,
): Float64Array[] {
  const { values, left, right } = singularValueDecomposition(factor);
  const rank = values.filter((value) => value > rankTolerance * values[0]).length;
  const projections = left.slice(0, rank).map((vector) => dot(vector, projected));
  return alphas.map((alpha) => {
    const solution = new Float64Array(factor.columns);
    for (let k = 0; k < rank; k++) {
      // s / (s^2 + alpha), written so that s^2 does not underflow.
      const share = projections[k] / (values[k] + alpha / values[k]);
      for (let j = 0; j < solution.length; j++) solution[j] += share * right[k][j];
    }
    return solution;
  });
}
