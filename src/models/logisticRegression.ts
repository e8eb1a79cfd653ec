import { Matrix, toMatrix, toVector, type MatrixLike, type VectorLike } from "../arrays";
import { InputError, refuse, requireBoolean, requireOptions, requirePositive } from "../errors";
import { accuracy } from "../metrics";
import { logisticLoss, sigmoid } from "../objectives";
import { requireOptimizer, type Optimizer } from "../optimizers";
import { newton, type History } from "../training";
import type { Classifier } from "./classifier";
import { descend } from "./descend";
import { LinearModel, linearFit, linearPredictions, type LinearFit } from "./linearModel";
import { requireOneEach } from "./linearRegressor";

/** Options of {@link LogisticRegression}. */
export interface LogisticRegressionOptions {
  /**
   * The inverse of the penalty: the sum of the rows' losses is weighed C times beside `1/2 ||coefficients||^2`, as in
   * scikit-learn. Infinity: no penalty. Default 1.
   */
  readonly C?: number;
  /** Whether the model has an intercept, which is not penalised. Default `true`. */
  readonly fitIntercept?: boolean;
  /** Minimises the loss from zeros, on the features as they are. Default: Newton's method. */
  readonly optimizer?: Optimizer;
  /** The most steps. Default 100 for Newton's method, 1000 for another optimizer. */
  readonly maxSteps?: number;
  /** Converged when the gradient is at most this share of the gradient at zeros. Default 1e-8. */
  readonly gradientTolerance?: number;
}

interface Fit extends LinearFit {
  readonly history: History;
}

/**
 * Logistic regression of two classes: label 1 has the probability `1 / (1 + exp(-z))` with
 * `z = intercept + coefficients . x`, where `C sum (row's loss) + 1/2 ||coefficients||^2` is least, scikit-learn's
 * convention (`logisticLoss` divides it by C n). The default solver is Newton's method with a line search, which is
 * iteratively reweighted least squares and takes some ten steps.
 *
 * @example new LogisticRegression().fit([[0], [1], [3], [4]], [0, 0, 1, 1]).predict([[5]]) // 1
 */
export class LogisticRegression extends LinearModel<Fit> implements Classifier {
  /** @throws InputError when C or the tolerance is not positive */
  constructor(protected readonly options: LogisticRegressionOptions = {}) {
    super();
    requireOptions("LogisticRegression", options, {
      C: 1, fitIntercept: true, optimizer: "", maxSteps: 0, gradientTolerance: 0,
    });
    const { C = 1, fitIntercept = true, optimizer, gradientTolerance } = options;
    requireBoolean("fitIntercept", fitIntercept);
    if (optimizer !== undefined) requireOptimizer(optimizer);
    if (C !== Infinity) requirePositive("C", C);
    if (gradientTolerance !== undefined) requirePositive("gradientTolerance", gradientTolerance);
  }

  /**
   * Fits the model. An optimizer that diverges or runs out of steps is reported through `console.warn`, in one line.
   * @param features n rows of d numbers
   * @param target n labels, 0 or 1, both of which occur
   * @throws InputError when the shapes do not match, a number is not finite, the labels are others or all the same, or
   * there is no penalty and a plane separates the classes; an earlier fit is then kept
   */
  fit(features: MatrixLike, target: VectorLike): this {
    const { C = 1, fitIntercept = true, optimizer, maxSteps, gradientTolerance = 1e-8 } = this.options;
    const rows = toMatrix(features);
    const labels = toVector(target);
    const objective = logisticLoss(rows, labels, { fitIntercept, weightDecay: 1 / (C * rows.rows) });
    requireBothLabels(labels);
    const history = optimizer
      ? descend("LogisticRegression", objective, optimizer, maxSteps, gradientTolerance)
      : descend("LogisticRegression", objective, newton(objective), maxSteps ?? 100, gradientTolerance);
    const fit = { ...linearFit(history.parameters, fitIntercept, features), history };
    if (C === Infinity) requireOverlap(linearPredictions(fit, rows), labels);
    this.fitted = fit;
    return this;
  }

  /** `z = intercept + coefficients . x` for each row. @throws InputError before `fit`, or for other columns */
  decisionFunction(features: MatrixLike): Float64Array {
    return this.linearPredictions(features, "decisionFunction");
  }

  /** Label 1 for each row with a positive z, else 0. @throws InputError before `fit`, or for other columns */
  predict(features: MatrixLike): Float64Array {
    return this.linearPredictions(features, "predict").map(labelAt);
  }

  /** n rows with the probabilities of label 0 and of label 1. @throws InputError before `fit`, or for other columns */
  predictProbabilities(features: MatrixLike): Matrix {
    const decisions = this.linearPredictions(features, "predictProbabilities");
    return Matrix.fromRows(Array.from(decisions, (z) => [sigmoid(-z), sigmoid(z)]));
  }

  /** The `accuracy` on the given rows. @throws InputError as `predict`, and when the target's length differs */
  score(features: MatrixLike, target: VectorLike): number {
    const predictions = this.linearPredictions(features, "score").map(labelAt);
    requireOneEach(target, predictions.length, "labels");
    return accuracy(target, predictions);
  }

  /** What the optimizer did; parameter 0 is the intercept. @throws InputError before `fit` */
  get history(): History {
    return this.require("history").history;
  }
}

/** The likelier label at z. */
function labelAt(z: number): number {
  return z > 0 ? 1 : 0;
}

function requireBothLabels(labels: Float64Array): void {
  if (labels.every((label) => label === labels[0])) refuse("target", "both labels, 0 and 1", `only ${labels[0]}`);
}

/** Without a penalty there is no best plane that separates the classes: a steeper one is always better. */
function requireOverlap(decisions: Float64Array, labels: Float64Array): void {
  if (decisions.some((z, i) => (labels[i] === 1 ? z <= 0 : z >= 0))) return;
  const rule = "a finite number for classes that a plane separates";
  throw new InputError("C", rule, "Infinity", "Without a penalty their loss falls for ever as the coefficients grow");
}
