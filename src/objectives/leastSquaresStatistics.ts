import { Matrix } from "../arrays";
import { triangularise } from "../linearAlgebra";
import { reduceRows, type Reduced } from "./reduceRows";

/** From n (d + 1)^2 of this size on they are reduced in WebAssembly. */
const LARGE = 1_000_000;

/**
 * All that least squares needs to know of n rows of d features and a target: for every w
 * `sum (y_i - m - w . (x_i - means))^2 = ||factor w - projected||^2 + residualSumOfSquares`,
 * where m and the means are the column means, or zero when the data were not centred.
 */
export interface LeastSquaresStatistics {
  /** n, the number of rows. */
  readonly samples: number;
  /** The features' d means, or zeros. */
  readonly featureMeans: Float64Array;
  /** The target's mean, or zero. */
  readonly targetMean: number;
  /** d x d and upper triangular; with fewer rows than columns, the n x d (centred) features themselves. */
  readonly factor: Matrix;
  /** As long as `factor` has rows. */
  readonly projected: Float64Array;
  /** What no w can explain: the least sum of squares. */
  readonly residualSumOfSquares: number;
}

/**
 * Reduces the rows to these statistics once, in O(n d^2), so that afterwards loss and gradient cost O(d^2) whatever
 * n is. They come from a QR decomposition: as cheap to use as X'X and X'y, with none of their cancellation, so that
 * the loss is right even where it is nearly zero and where the features are nearly collinear. Of much data that are
 * neither, the same triangle comes from X'X, which is faster: see {@link reduceRows}.
 * @param centre whether to subtract the means first, which is what fitting an intercept amounts to
 */
export function leastSquaresStatistics(features: Matrix, target: Float64Array, centre: boolean): LeastSquaresStatistics {
  const { rows: samples, columns } = features;
  if (samples <= columns) return unreduced(features, target, centre);
  const reduce = samples * (columns + 1) ** 2 >= LARGE ? reduceRows : reduceFewRows;
  const { featureMeans, targetMean, triangle } = reduce(features, target, centre);
  const kept = Array.from({ length: columns }, (_, j) => j);
  return {
    samples,
    featureMeans,
    targetMean,
    factor: triangle.selectRows(kept).selectColumns(kept),
    projected: triangle.column(columns).slice(0, columns),
    residualSumOfSquares: triangle.at(columns, columns) ** 2,
  };
}

/** With fewer rows than columns there is nothing to reduce. */
function unreduced(features: Matrix, target: Float64Array, centre: boolean): LeastSquaresStatistics {
  const { rows: samples, columns } = features;
  const { featureMeans, targetMean } = means(features, target, centre);
  const values = features.values.map((value, at) => value - featureMeans[at % columns]);
  return {
    samples,
    featureMeans,
    targetMean,
    factor: new Matrix(samples, columns, values),
    projected: target.map((value) => value - targetMean),
    residualSumOfSquares: 0,
  };
}

/** By Householder reflections of the rows. */
function reduceFewRows(features: Matrix, target: Float64Array, centre: boolean): Reduced {
  const { rows, columns } = features;
  const { featureMeans, targetMean } = means(features, target, centre);
  const triangle = triangularise(rows, columns + 1, (i, into) => {
    for (let j = 0; j < columns; j++) into[j] = features.values[i * columns + j] - featureMeans[j];
    into[columns] = target[i] - targetMean;
  });
  return { featureMeans, targetMean, triangle };
}

function means(features: Matrix, target: Float64Array, centre: boolean): Omit<Reduced, "triangle"> {
  const { rows, columns } = features;
  const featureMeans = new Float64Array(columns);
  if (!centre) return { featureMeans, targetMean: 0 };
  for (let j = 0; j < columns; j++) featureMeans[j] = mean(rows, (i) => features.values[i * columns + j]);
  return { featureMeans, targetMean: mean(rows, (i) => target[i]) };
}

/** Measured from the first value, so that a constant column has exactly its constant as mean. */
function mean(count: number, at: (i: number) => number): number {
  const origin = at(0);
  let sum = 0;
  for (let i = 1; i < count; i++) sum += at(i) - origin;
  return origin + sum / count;
}
