import { refuse, requireList, requirePositive } from "../errors";

/**
 * Where stochastic gradient descent with a constant learning rate alpha comes to rest: on a quadratic with curvature
 * lambda along an axis and gradient noise of variance s^2 along it, the distance e from the minimum follows
 * `e' = (1 - alpha lambda) e - alpha noise`, whose variance settles at
 * `alpha^2 s^2 / (1 - (1 - alpha lambda)^2) = alpha s^2 / (lambda (2 - alpha lambda))`,
 * about `alpha s^2 / (2 lambda)` for a small alpha. Infinity from alpha = 2 / lambda on.
 * A batch of b rows drawn with replacement has noise of variance s^2 / b. The formula is exact where the noise is the
 * same everywhere (`noisyQuadratic`); that of least squares grows with the distance.
 * @returns the variance for each eigenvalue, in squared units of the parameters
 * @throws InputError when a number is not positive, a variance negative, or the lengths differ
 */
export function stationaryVariance(
  learningRate: number, eigenvalues: ArrayLike<number>, noiseVariances: ArrayLike<number>,
): Float64Array {
  requirePositive("learningRate", learningRate);
  requireList("eigenvalues", eigenvalues, "a list of numbers");
  requireList("noiseVariances", noiseVariances, "a list of numbers");
  if (noiseVariances.length !== eigenvalues.length) {
    refuse("noiseVariances", `${eigenvalues.length} numbers, one for each eigenvalue`, noiseVariances.length);
  }
  return Float64Array.from(eigenvalues, (value, k) => {
    const eigenvalue = requirePositive(`eigenvalues, number ${k}`, value);
    const noise = noiseVariances[k];
    if (!Number.isFinite(noise) || noise < 0) refuse(`noiseVariances, number ${k}`, "a finite number of at least 0", noise);
    const damping = 2 - learningRate * eigenvalue;
    return damping > 0 ? (learningRate * noise) / (eigenvalue * damping) : Infinity;
  });
}

/**
 * The radius of that noise ball: the root mean square distance from the minimum, the root of the sum of
 * {@link stationaryVariance}.
 */
export function noiseBallRadius(
  learningRate: number, eigenvalues: ArrayLike<number>, noiseVariances: ArrayLike<number>,
): number {
  return Math.sqrt(stationaryVariance(learningRate, eigenvalues, noiseVariances).reduce((a, b) => a + b, 0));
}
