import type { Matrix } from "../arrays";
import { InputError } from "../errors";
import { triangularise } from "../linearAlgebra";

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
 * the loss is right even where it is nearly zero and where the features are nearly collinear.
 * @param centre whether to subtract the means first, which is what fitting an intercept amounts to
 * @throws InputError when numbers are so large that their squares overflow
 */
export function leastSquaresStatistics(features: Matrix, target: Float64Array, centre: boolean): LeastSquaresStatistics {
  const { rows: samples, columns } = features;
  const featureMeans = new Float64Array(columns);
  if (centre) for (let j = 0; j < columns; j++) featureMeans[j] = mean(samples, (i) => features.values[i * columns + j]);
  const targetMean = centre ? mean(samples, (i) => target[i]) : 0;
  const means = { samples, featureMeans, targetMean };
  const fill = (i: number, into: Float64Array): void => {
    for (let j = 0; j < columns; j++) into[j] = features.values[i * columns + j] - featureMeans[j];
    if (into.length > columns) into[columns] = target[i] - targetMean;
  };
  if (samples <= columns) {
    const factor = features.selectRows(Array.from({ length: samples }, (_, i) => i));
    for (let i = 0; i < samples; i++) fill(i, factor.row(i));
    return { ...means, factor, projected: target.map((value) => value - targetMean), residualSumOfSquares: 0 };
  }
  const triangle = triangularise(samples, columns + 1, fill);
  if (!triangle.values.every(Number.isFinite)) {
    const rule = "numbers whose squares do not overflow";
    throw new InputError("features and target", rule, "larger ones", "Scale them first");
  }
  const kept = Array.from({ length: columns }, (_, j) => j);
  return {
    ...means,
    factor: triangle.selectRows(kept).selectColumns(kept),
    projected: triangle.column(columns).slice(0, columns),
    residualSumOfSquares: triangle.at(columns, columns) ** 2,
  };
}

/** Measured from the first value, so that a constant column has exactly its constant as mean. */
function mean(count: number, at: (i: number) => number): number {
  const origin = at(0);
  let sum = 0;
  for (let i = 1; i < count; i++) sum += at(i) - origin;
  return origin + sum / count;
}
