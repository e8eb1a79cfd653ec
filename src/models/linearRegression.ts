import type { MatrixLike, VectorLike } from "../arrays";
import { InputError, requireBoolean, requireOptions, requirePositive } from "../errors";
import { leastSquares, type LeastSquares } from "../objectives";
import { requireOptimizer, type Optimizer } from "../optimizers";
import type { History } from "../training";
import { descend } from "./descend";
import { linearFit, type LinearFit } from "./linearModel";
import { LinearRegressor } from "./linearRegressor";

/** Options of {@link LinearRegression}. */
export interface LinearRegressionOptions {
  /** Whether the model has an intercept. Default `true`. */
  readonly fitIntercept?: boolean;
  /**
   * Singular values of the (centred) features up to this share of the largest count as zero. Default max(n, d) times the
   * machine epsilon, as NumPy and scikit-learn 1.8; since 1.9 scikit-learn has 1e-6.
   */
  readonly rankTolerance?: number;
  /** Minimises the mean squared error from zeros, on the features as they are. Default: none, the closed form. */
  readonly optimizer?: Optimizer;
  /** The optimizer's most steps; the closed form takes none and refuses it. Default 1000. */
  readonly maxSteps?: number;
  /**
   * The optimizer has converged when the gradient is at most this share of the gradient at zeros; the closed form refuses
   * it. Default 1e-8.
   */
  readonly gradientTolerance?: number;
}

interface Fit extends LinearFit {
  readonly objective: LeastSquares;
  readonly history: History | null;
}

/**
 * Ordinary least squares: `prediction = intercept + coefficients . x` with the least mean squared error.
 * Without an optimizer the solution is the closed form by QR decomposition of the centred features (of much data, and
 * where the condition number allows, by their Gram matrix; see `leastSquares`); where several
 * coefficients are best (collinear or constant columns, fewer rows than columns) it is the shortest, as in scikit-learn.
 * Coefficients are in target units per feature unit.
 *
 * @example new LinearRegression().fit([[1], [2], [3]], [3, 5, 7]).predict([[4]]) // 9
 */
export class LinearRegression extends LinearRegressor<Fit> {
  /** @throws InputError when a tolerance is not positive, or maxSteps or gradientTolerance come without an optimizer */
  constructor(protected readonly options: LinearRegressionOptions = {}) {
    super();
    requireOptions("LinearRegression", options, {
      fitIntercept: true, rankTolerance: 0, optimizer: "", maxSteps: 0, gradientTolerance: 0,
    });
    const { fitIntercept = true, rankTolerance, optimizer, maxSteps, gradientTolerance } = options;
    requireBoolean("fitIntercept", fitIntercept);
    if (optimizer !== undefined) requireOptimizer(optimizer);
    else requireNoStop({ maxSteps, gradientTolerance });
    if (rankTolerance !== undefined) requirePositive("rankTolerance", rankTolerance);
    if (gradientTolerance !== undefined) requirePositive("gradientTolerance", gradientTolerance);
  }

  /**
   * Fits the model. An optimizer that diverges or runs out of steps is reported through `console.warn`, in one line.
   * @param features n rows of d numbers
   * @param target n numbers
   * @throws InputError when the shapes do not match or a number is not finite; an earlier fit is then kept
   */
  override fit(features: MatrixLike, target: VectorLike): this {
    const { fitIntercept = true, optimizer, rankTolerance, maxSteps, gradientTolerance = 1e-8 } = this.options;
    const objective = leastSquares(features, target, { fitIntercept });
    const history = optimizer ? descend("LinearRegression", objective, optimizer, maxSteps, gradientTolerance) : null;
    const parameters = history?.parameters ?? objective.minimum(rankTolerance);
    this.fitted = { ...linearFit(parameters, fitIntercept, features), objective, history };
    return this;
  }

  /** The rank of the (centred) features, by `rankTolerance`. @throws InputError before `fit` */
  get rank(): number {
    return this.require("rank").objective.solve(this.options.rankTolerance).rank;
  }

  /** What the optimizer did; parameter 0 is the intercept. Null after a closed form. @throws InputError before `fit` */
  get history(): History | null {
    return this.require("history").history;
  }
}

/** Refuses what tells an optimizer when to stop, where there is none: it would be ignored. */
function requireNoStop(stops: Pick<LinearRegressionOptions, "maxSteps" | "gradientTolerance">): void {
  const given = Object.entries(stops).find(([, value]) => value !== undefined);
  if (!given) return;
  const hint = "Give one, or leave it out: the closed form takes no steps";
  throw new InputError(given[0], "an optimizer that takes the steps", "none", hint);
}
