import { Matrix, toVector } from "../arrays";
import { refuse } from "../errors";
import type { FiniteSum } from "./finiteSum";

/**
 * The noise of stochastic gradients: the d x d covariance `(1/n) sum (g_i - g)(g_i - g)'` of the terms' gradients about
 * the full one. A batch of b rows drawn with replacement has a b-th of it.
 * @throws InputError when there are not as many parameters as the objective has, or one is no finite number
 */
export function gradientCovariance(objective: FiniteSum, parameters: Float64Array): Matrix {
  if (typeof objective?.sampleGradient !== "function") refuse("objective", "a sum over samples, such as leastSquares(…)", objective);
  const { samples, dimension } = objective;
  const { length } = toVector(parameters, "parameters");
  if (length !== dimension) refuse("parameters", `${dimension} numbers, as the objective has`, length);
  const [whole, one] = [new Float64Array(dimension), new Float64Array(dimension)];
  const covariance = Matrix.zeros(dimension, dimension);
  objective.gradient(parameters, whole);
  for (let i = 0; i < samples; i++) {
    objective.sampleGradient(Uint32Array.of(i), parameters, one);
    for (let j = 0; j < dimension; j++) {
      for (let k = 0; k < dimension; k++) {
        covariance.values[j * dimension + k] += ((one[j] - whole[j]) * (one[k] - whole[k])) / samples;
      }
    }
  }
  return covariance;
}
