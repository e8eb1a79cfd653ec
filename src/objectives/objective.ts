import type { Matrix } from "../arrays";

/** A function of a parameter vector that an optimizer makes small. Any object of this shape will do. */
export interface Objective {
  /** What it measures, as a chart's axis or a message calls it: "mean squared error". */
  readonly name: string;
  /** d, the length of the parameter vector. */
  readonly dimension: number;
  /** The loss at `parameters`. */
  value(parameters: Float64Array): number;
  /** Writes the gradient at `parameters` into `gradient`, both of length d; allocates nothing. */
  gradient(parameters: Float64Array, gradient: Float64Array): void;
  /** Both at once, where that is faster: gives the loss and writes the gradient, the same numbers as the two above. */
  valueAndGradient?(parameters: Float64Array, gradient: Float64Array): number;
  /** The d x d matrix of second derivatives at `parameters`, where it is known. */
  hessian?(parameters: Float64Array): Matrix;
  /** Parameters at which the loss is least, where a closed form is known. */
  minimum?(): Float64Array;
  /**
   * The learning rate 2 / lambda_max (lambda_max: the Hessian's largest eigenvalue) below which plain gradient
   * descent converges and above which it diverges; for quadratics only.
   */
  largestStableLearningRate?(): number;
}
