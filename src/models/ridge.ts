import type { MatrixLike, VectorLike } from "../arrays";
import { refuse, requireBoolean, requireOptions } from "../errors";
import { leastSquares } from "../objectives";
import { linearFit, type LinearFit } from "./linearModel";
import { LinearRegressor } from "./linearRegressor";

/** Options of {@link Ridge}. */
export interface RidgeOptions {
  /** The penalty's factor, at least 0. Default 1. */
  readonly alpha?: number;
  /** Whether the model has an intercept, which is not penalised. Default `true`. */
  readonly fitIntercept?: boolean;
}

/**
 * Ridge regression (Hoerl and Kennard 1970): `prediction = intercept + coefficients . x` with the least
 * `sum of squared errors + alpha ||coefficients||^2`, scikit-learn's `Ridge`. The sum is over all rows: the same alpha
 * weighs less beside more of them. In closed form by a singular value decomposition; collinear columns and fewer rows
 * than columns are fine, and alpha 0 is ordinary least squares. Penalised coefficients depend on the features' units, so
 * scale them first (`StandardScaler`).
 *
 * @example new Ridge({ alpha: 2 }).fit([[1], [2], [3]], [3, 5, 7]).coefficients // [1]
 */
export class Ridge extends LinearRegressor<LinearFit> {
  /** @throws InputError when alpha is negative or not finite */
  constructor(protected readonly options: RidgeOptions = {}) {
    super();
    const { alpha = 1, fitIntercept = true } = requireOptions("Ridge", options, { alpha: 0, fitIntercept: true });
    requireBoolean("fitIntercept", fitIntercept);
    if (!Number.isFinite(alpha) || alpha < 0) refuse("alpha", "a finite number of at least 0", alpha);
  }

  /**
   * Fits the model.
   * @param features n rows of d numbers
   * @param target n numbers
   * @throws InputError when the shapes do not match or a number is not finite; an earlier fit is then kept
   */
  override fit(features: MatrixLike, target: VectorLike): this {
    const { alpha = 1, fitIntercept = true } = this.options;
    const [parameters] = leastSquares(features, target, { fitIntercept }).solveRidge([alpha]);
    this.fitted = linearFit(parameters, fitIntercept, features);
    return this;
  }
}

/** What {@link ridgePath} gives for one alpha. */
export interface RidgePathPoint {
  /** The penalty's factor. */
  readonly alpha: number;
  /** d numbers. */
  readonly coefficients: Float64Array;
  /** 0 without an intercept. */
  readonly intercept: number;
}

/**
 * The {@link Ridge} of every alpha, for the price of about one: all share one decomposition of the features.
 * @param features n rows of d numbers
 * @param target n numbers
 * @param alphas the penalties' factors; the path has a point for each, in their order
 * @throws InputError when the shapes do not match, a number is not finite, or an alpha is negative
 */
export function ridgePath(
  features: MatrixLike,
  target: VectorLike,
  alphas: readonly number[],
  options: Pick<RidgeOptions, "fitIntercept"> = {},
): RidgePathPoint[] {
  const { fitIntercept = true } = requireOptions("ridgePath", options, { fitIntercept: true });
  const path = leastSquares(features, target, { fitIntercept }).solveRidge(alphas);
  return path.map((parameters, k) => {
    const { coefficients, intercept } = linearFit(parameters, fitIntercept, features);
    return { alpha: alphas[k], coefficients, intercept };
  });
}
