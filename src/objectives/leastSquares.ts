import { inspect, type InspectOptions } from "node:util";
import { Matrix, toMatrix, toVector, type MatrixLike, type VectorLike } from "../arrays";
import { InputError, inspected, refuse, requireBoolean, requireList, requireOneOf, requireOptions } from "../errors";
import { backSubstitution, dot, hasFullRank, minimumNormSolution, symmetricEigenvalues } from "../linearAlgebra";
import { batchGradient, type BatchGradient } from "./batchGradient";
import type { FiniteSum } from "./finiteSum";
import { leastSquaresStatistics, type LeastSquaresStatistics } from "./leastSquaresStatistics";
import { ridgeSolutions } from "./ridgeSolutions";

const LOSSES = {
  "mean": { name: "mean squared error", scale: (samples: number) => 1 / samples },
  "half-mean": { name: "half the mean squared error", scale: (samples: number) => 1 / (2 * samples) },
  "half-sum": { name: "half the sum of squared errors", scale: () => 1 / 2 },
};

/**
 * Which multiple of the sum of squared errors is the loss; the minimum is the same, the gradient and so the stable
 * learning rates are not.
 * - `"mean"`: (1/n) sum, scikit-learn's and documents 001's and 002's mean squared error
 * - `"half-mean"`: (1/2n) sum
 * - `"half-sum"`: (1/2) sum, documents 000's and 003's
 */
export type SquaredLoss = keyof typeof LOSSES;

/** From so many columns on it pays to see that they have full rank, and to leave out the singular value decomposition. */
const MANY = 16;

/** Options of {@link leastSquares}. */
export interface LeastSquaresOptions {
  /** Default `"mean"`. */
  readonly loss?: SquaredLoss;
  /** Whether the first parameter is an intercept, as 003's theta_0. Default `false`. */
  readonly fitIntercept?: boolean;
}

/** A solution of {@link LeastSquares.solve}. */
export interface LeastSquaresSolution {
  /** The intercept first when there is one, then the coefficients. */
  readonly parameters: Float64Array;
  /** The rank of the (centred) features. */
  readonly rank: number;
  /** The singular values of the (centred) features, largest first. */
  readonly singularValues: Float64Array;
}

/**
 * The squared error of a linear model as a function of its parameters,
 * `loss(theta) = scale * sum (y_i - theta . x_i)^2`, its gradient `2 scale X'(X theta - y)` and Hessian `2 scale X'X`.
 * With an intercept the parameters are (intercept, coefficients...), as if a column of ones came first. Loss and full
 * gradient come from the triangle of a QR decomposition, made once, and cost O(d^2) whatever n is; of much data that are
 * far from collinear the same triangle comes from X'X. `sampleGradient` reads the rows.
 *
 * @example leastSquares([[1, 0], [0, 1], [1, 1]], [1, 0, 1], { loss: "half-sum" }) // document 000 §4.3
 * @param features n rows of d numbers; a Matrix is not copied, so leave it as it is
 * @param target n numbers; a Float64Array is not copied
 * @throws InputError when the shapes do not match, a number is not finite, or the loss is unknown
 */
export function leastSquares(features: MatrixLike, target: VectorLike, options: LeastSquaresOptions = {}): LeastSquares {
  const { loss = "mean", fitIntercept = false } = requireOptions("leastSquares", options, { loss: "", fitIntercept: true });
  requireBoolean("fitIntercept", fitIntercept);
  requireOneOf("loss", loss, Object.keys(LOSSES) as SquaredLoss[]);
  // A matrix with an entry that is not finite has such statistics: looking at each entry would take as long as they do.
  const rows = features instanceof Matrix && features.values.length > 0 ? features : toMatrix(features);
  const values = toVector(target);
  if (values.length !== rows.rows) {
    refuse("target", `${rows.rows} numbers, one for each row of features`, values.length);
  }
  const statistics = leastSquaresStatistics(rows, values, fitIntercept);
  if (!isFinite(statistics)) refuseNumbers(rows);
  return new LeastSquares(rows, values, statistics, loss, fitIntercept);
}

function isFinite({ factor, projected, residualSumOfSquares }: LeastSquaresStatistics): boolean {
  return [factor.values, projected, [residualSumOfSquares]].every((list) => list.every(Number.isFinite));
}

function refuseNumbers(features: Matrix): never {
  toMatrix(features);
  const rule = "numbers whose squares do not overflow";
  throw new InputError("features and target", rule, "larger ones", "Scale them first");
}

/** The objective that {@link leastSquares} makes. */
export class LeastSquares implements FiniteSum {
  readonly name: string;
  readonly dimension: number;
  readonly samples: number;
  /** What the sum of squares is multiplied by: 1/n, 1/(2n) or 1/2. */
  readonly scale: number;
  /** ||design theta - goal||^2 + the statistics' residualSumOfSquares is the sum of squared errors. */
  private readonly design: Matrix;
  private readonly goal: Float64Array;
  /** Whether the design has zeros below its diagonal. */
  private readonly triangular: boolean;
  private readonly batchGradient: BatchGradient;

  constructor(
    private readonly features: Matrix,
    private readonly target: Float64Array,
    private readonly statistics: LeastSquaresStatistics,
    readonly loss: SquaredLoss,
    readonly fitIntercept: boolean,
  ) {
    this.name = LOSSES[loss].name;
    this.samples = statistics.samples;
    this.scale = LOSSES[loss].scale(statistics.samples);
    this.design = fitIntercept ? withIntercept(statistics) : statistics.factor;
    this.goal = fitIntercept
      ? Float64Array.of(Math.sqrt(statistics.samples) * statistics.targetMean, ...statistics.projected)
      : statistics.projected;
    this.dimension = this.design.columns;
    this.triangular = statistics.samples > features.columns;
    this.batchGradient = batchGradient(features.columns, fitIntercept);
  }

  value(parameters: Float64Array): number {
    const { design: { rows, columns, values }, goal, triangular } = this;
    let squares = 0;
    for (let i = 0; i < rows; i++) {
      let error = -goal[i];
      for (let j = triangular ? i : 0; j < columns; j++) error += values[i * columns + j] * parameters[j];
      squares += error * error;
    }
    return this.scale * (squares + this.statistics.residualSumOfSquares);
  }

  gradient(parameters: Float64Array, gradient: Float64Array): void {
    this.valueAndGradient(parameters, gradient);
  }

  valueAndGradient(parameters: Float64Array, gradient: Float64Array): number {
    const { design: { rows, columns, values }, goal, triangular } = this;
    const factor = 2 * this.scale;
    let squares = 0;
    for (let i = 0; i < rows; i++) {
      const row = i * columns;
      const start = triangular ? i : 0;
      let error = -goal[i];
      for (let j = start; j < columns; j++) error += values[row + j] * parameters[j];
      squares += error * error;
      const share = factor * error;
      if (i === 0) for (let j = 0; j < columns; j++) gradient[j] = values[j] * share;
      else for (let j = start; j < columns; j++) gradient[j] += values[row + j] * share;
    }
    return this.scale * (squares + this.statistics.residualSumOfSquares);
  }

  sampleGradient(indices: Uint32Array, parameters: Float64Array, gradient: Float64Array): void {
    const share = (2 * this.scale * this.samples) / indices.length;
    this.batchGradient(this.features.values, this.target, indices, parameters, gradient, share);
  }

  /** 2 scale X'X, the same at all parameters. */
  hessian(): Matrix {
    const { dimension, design } = this;
    const columns = Array.from({ length: dimension }, (_, j) => design.column(j));
    return Matrix.fromRows(columns.map((a) => columns.map((b) => 2 * this.scale * dot(a, b))));
  }

  /**
   * The least-squares parameters in closed form; the coefficients of least length where several are best.
   * @param rankTolerance as in {@link solve}
   */
  minimum(rankTolerance = this.machineTolerance()): Float64Array {
    const { factor, projected } = this.statistics;
    if (factor.columns < MANY || !this.triangular || !hasFullRank(factor, rankTolerance)) return this.solve(rankTolerance).parameters;
    return this.withBestIntercept(backSubstitution(factor, projected));
  }

  /**
   * {@link minimum} together with the features' rank.
   * @param rankTolerance singular values up to this share of the largest count as zero; default max(n, d) times the
   * machine epsilon, NumPy's rule
   */
  solve(rankTolerance?: number): LeastSquaresSolution {
    const { factor, projected } = this.statistics;
    const tolerance = rankTolerance ?? this.machineTolerance();
    const { solution, rank, singularValues } = minimumNormSolution(factor, projected, tolerance);
    return { parameters: this.withBestIntercept(solution), rank, singularValues };
  }

  /**
   * The parameters with the least `sum of squared errors + alpha ||coefficients||^2` for every alpha, in closed form:
   * ridge regression in scikit-learn's convention, whatever {@link loss} is. The intercept is not penalised. At alpha 0
   * they are those of {@link minimum}. All alphas share one decomposition, so that each costs O(d^2).
   * @throws InputError when an alpha is negative or not finite
   */
  solveRidge(alphas: readonly number[]): Float64Array[] {
    for (const alpha of requireList("alphas", alphas, "a list of numbers")) {
      if (!Number.isFinite(alpha) || alpha < 0) refuse("alpha", "a finite number of at least 0", alpha);
    }
    const solutions = ridgeSolutions(this.statistics, alphas, this.machineTolerance());
    return solutions.map((solution) => this.withBestIntercept(solution));
  }

  /** 2 / lambda_max of the Hessian: plain gradient descent converges below it and diverges above. */
  largestStableLearningRate(): number {
    return 2 / symmetricEigenvalues(this.hessian())[this.dimension - 1];
  }

  private machineTolerance(): number {
    return Math.max(this.samples, this.features.columns) * Number.EPSILON;
  }

  /** The parameters for these coefficients: the intercept is best where the mean error is zero. */
  private withBestIntercept(coefficients: Float64Array): Float64Array {
    if (!this.fitIntercept) return coefficients;
    const { featureMeans, targetMean } = this.statistics;
    return Float64Array.of(targetMean - dot(featureMeans, coefficients), ...coefficients);
  }

  /** What it is the loss of, for `console.log`; not the rows. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    const { name, loss, samples, dimension, fitIntercept } = this;
    return inspected(this, { name, loss, samples, dimension, fitIntercept }, options);
  }
}

/**
 * The factor for (intercept, coefficients): since centred columns are orthogonal to ones, the sum of squares is that of
 * the centred data plus n (targetMean - intercept - featureMeans . coefficients)^2.
 */
function withIntercept({ samples, featureMeans, factor }: LeastSquaresStatistics): Matrix {
  const root = Math.sqrt(samples);
  const design = Matrix.zeros(factor.rows + 1, factor.columns + 1);
  design.values[0] = root;
  featureMeans.forEach((mean, j) => (design.values[j + 1] = root * mean));
  for (let i = 0; i < factor.rows; i++) design.row(i + 1).set(factor.row(i), 1);
  return design;
}
