import { toMatrix, toVector, type Matrix, type MatrixLike, type VectorLike } from "../arrays";
import { refuse, requireFraction, requireOptions } from "../errors";
import { Random } from "../random";

/** Samples with their target. A {@link Dataset} is one. */
export interface Samples {
  /** n rows of d numbers. */
  features: MatrixLike;
  /** n numbers. */
  target: VectorLike;
}

/** Options of {@link trainTestSplit}. */
export interface SplitOptions {
  /** The part of the rows to hold out, rounded up to whole rows. Default 0.25. */
  testFraction?: number;
  /** Default 0. */
  seed?: number;
}

/** Rows to learn from and rows held out. */
export interface Split {
  /** The rows to learn from. */
  train: { features: Matrix; target: Float64Array };
  /** The rows held out. */
  test: { features: Matrix; target: Float64Array };
  /** Where each row of `train` stood before, counted from 0. */
  trainIndices: Uint32Array;
  /** Where each row of `test` stood before. */
  testIndices: Uint32Array;
}

/**
 * Splits samples at random into a training and a test part: the rows that scikit-learn's
 * `train_test_split` chooses when `random_state` is the seed.
 * @throws InputError when features and target differ in length or no row would be left to learn from
 */
export function trainTestSplit(samples: Samples, options: SplitOptions = {}): Split {
  const { testFraction = 0.25, seed = 0 } = requireOptions("trainTestSplit", options, { testFraction: 0, seed: 0 });
  if (!samples?.features || !samples.target) {
    refuse("samples", "an object with features and target", samples, "trainTestSplit({ features, target }, { seed: 1 })");
  }
  const features = toMatrix(samples.features);
  const target = toVector(samples.target);
  if (features.rows !== target.length) {
    refuse("target", `${features.rows} numbers, one a row of features`, target.length);
  }
  requireFraction("testFraction", testFraction);
  const testRows = Math.ceil(testFraction * features.rows);
  if (testRows === features.rows) {
    refuse("testFraction", `a number that leaves one of ${features.rows} rows to learn from`, testFraction);
  }
  const order = new Random(seed).permutation(features.rows);
  const testIndices = order.slice(0, testRows);
  const trainIndices = order.slice(testRows);
  const take = (indices: Uint32Array) => ({
    features: features.selectRows(indices),
    target: Float64Array.from(indices, (i) => target[i]!),
  });
  return { train: take(trainIndices), test: take(testIndices), trainIndices, testIndices };
}
