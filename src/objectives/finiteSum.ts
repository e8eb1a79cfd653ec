import type { Objective } from "./objective";

/**
 * An objective that is the average of n terms, one a row of data, as an empirical loss is: what stochastic gradient
 * descent needs, because the gradient of a few terms is a cheap estimate of the whole.
 */
export interface FiniteSum extends Objective {
  /** n, the number of terms. */
  readonly samples: number;
  /**
   * Writes the mean of the chosen terms' gradients into `gradient`; allocates nothing. The terms are scaled so that the
   * mean over all n of them is exactly {@link Objective.gradient}, whatever multiple of the sum the objective is: the
   * gradient of a row drawn at random is an unbiased estimate, and learning rates are comparable.
   * @param indices at least one number from 0 to n - 1; one that comes twice counts twice
   */
  sampleGradient(indices: Uint32Array, parameters: Float64Array, gradient: Float64Array): void;
}
