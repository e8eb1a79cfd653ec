import { toMatrix, toVector, type MatrixLike, type VectorLike } from "../arrays";
import { InputError, refuse, requirePositive } from "../errors";
import { norm } from "../linearAlgebra";
import { r2Score } from "../metrics";
import { leastSquares, type LeastSquares } from "../objectives";
import type { Optimizer } from "../optimizers";
import { minimize, type History } from "../training";
import { featureNames, requireSameFeatures } from "./featureNames";
import type { Regressor } from "./regressor";

/** Options of {@link LinearRegression}. */
export interface LinearRegressionOptions {
  /** Whether the model has an intercept. Default `true`. */
  readonly fitIntercept?: boolean;
  /** Singular values of the centred features up to this share of the largest count as zero. Default max(n, d) times the
   * machine epsilon, as NumPy; scikit-learn has 1e-6 since 1.9 and the machine epsilon before. */
  readonly rankTolerance?: number;
  /** Minimises the mean squared error from zeros, on the features as they are. Default: none, the closed form. */
  readonly optimizer?: Optimizer;
  /** The optimizer's most steps. Default 1000. */
  readonly maxSteps?: number;
  /** The optimizer has converged when the gradient is at most this share of the gradient at zeros. Default 1e-8. */
  readonly gradientTolerance?: number;
}

interface Fit {
  readonly objective: LeastSquares;
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly history: History | null;
  readonly featureNames: string[] | null;
}

/**
 * Ordinary least squares: `prediction = intercept + coefficients . x` with the least mean squared error.
 * Without an optimizer the solution is the closed form by QR decomposition of the centred features; where several
 * coefficients are best (collinear or constant columns, fewer rows than columns) it is the shortest, as in scikit-learn.
 *
 * @example new LinearRegression().fit([[1], [2], [3]], [3, 5, 7]).predict([[4]]) // 9
 */
export class LinearRegression implements Regressor {
  private fitted: Fit | null = null;

  /** @throws InputError when a tolerance is not positive */
  constructor(private readonly options: LinearRegressionOptions = {}) {
    const { rankTolerance, gradientTolerance } = options;
    if (rankTolerance !== undefined) requirePositive("rankTolerance", rankTolerance);
    if (gradientTolerance !== undefined) requirePositive("gradientTolerance", gradientTolerance);
  }

  /**
   * Fits the model. An optimizer that diverges or runs out of steps is reported through `console.warn`, in one line.
   * @param features n rows of d numbers
   * @param target n numbers
   * @throws InputError when the shapes do not match or a number is not finite; an earlier fit is then kept
   */
  fit(features: MatrixLike, target: VectorLike): this {
    const { fitIntercept = true, optimizer, rankTolerance } = this.options;
    const objective = leastSquares(features, target, { fitIntercept });
    const history = optimizer ? this.descend(objective, optimizer) : null;
    const parameters = history?.parameters ?? objective.solve(rankTolerance).parameters;
    this.fitted = {
      objective,
      history,
      coefficients: parameters.slice(fitIntercept ? 1 : 0),
      intercept: fitIntercept ? parameters[0] : 0,
      featureNames: featureNames(features),
    };
    return this;
  }

  /**
   * One prediction a row.
   * @throws InputError before `fit`, and when the columns are not those of `fit`
   */
  predict(features: MatrixLike): Float64Array {
    const { coefficients, intercept, featureNames: fittedNames } = this.require("predict");
    const { rows, columns, values } = toMatrix(features);
    if (columns !== coefficients.length) refuse("features", `${coefficients.length} columns, as in fit`, columns);
    requireSameFeatures(fittedNames, features);
    const predictions = new Float64Array(rows).fill(intercept);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) predictions[i] += values[i * columns + j] * coefficients[j];
    }
    return predictions;
  }

  /** R² on the given rows: see `r2Score`. @throws InputError as `predict`, and when the target's length differs */
  score(features: MatrixLike, target: VectorLike): number {
    const predictions = this.predict(features);
    const { length } = toVector(target);
    if (length !== predictions.length) {
      refuse("target", `${predictions.length} numbers, one for each row of features`, length);
    }
    return r2Score(target, predictions);
  }

  /** d numbers, in target units per feature unit. @throws InputError before `fit` */
  get coefficients(): Float64Array {
    return this.require("coefficients").coefficients;
  }

  /** The prediction where all features are zero; 0 without an intercept. @throws InputError before `fit` */
  get intercept(): number {
    return this.require("intercept").intercept;
  }

  /** The rank of the (centred) features, by `rankTolerance`. @throws InputError before `fit` */
  get rank(): number {
    return this.require("rank").objective.solve(this.options.rankTolerance).rank;
  }

  /** The columns' names when `fit` got a DataFrame, otherwise null. @throws InputError before `fit` */
  get featureNames(): string[] | null {
    return this.require("featureNames").featureNames;
  }

  /** What the optimizer did; parameter 0 is the intercept. Null after a closed form. @throws InputError before `fit` */
  get history(): History | null {
    return this.require("history").history;
  }

  private descend(objective: LeastSquares, optimizer: Optimizer): History {
    const { maxSteps, gradientTolerance = 1e-8 } = this.options;
    const start = new Float64Array(objective.dimension);
    const gradient = new Float64Array(objective.dimension);
    objective.gradient(start, gradient);
    const history = minimize(objective, optimizer, {
      start, maxSteps, gradientTolerance: gradientTolerance * norm(gradient), warn: false,
    });
    const what = `LinearRegression: ${optimizer.name} ${history.message}`;
    if (history.outcome === "diverged") console.warn(`${what}, or scale the features first (StandardScaler)`);
    if (history.outcome === "reached maxSteps") {
      console.warn(`${what}; not converged. Raise maxSteps, or scale the features first (StandardScaler)`);
    }
    return history;
  }

  private require(use: string): Fit {
    if (!this.fitted) throw new InputError("LinearRegression", `a call of fit before ${use}`, "an unfitted model");
    return this.fitted;
  }
}
