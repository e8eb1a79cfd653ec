import { toMatrix, toVector, type MatrixLike, type VectorLike } from "../arrays";
import { kFold, type KFoldOptions } from "../data";
import { refuse, requireFunction } from "../errors";
import { meanSquaredError, r2Score } from "../metrics";
import type { Regressor } from "./regressor";

/** How well a model predicts rows that it has not learned from. */
export interface FoldScore {
  /** In squared units of the target. */
  readonly meanSquaredError: number;
  /** R²; NaN for a fold of one row. */
  readonly r2Score: number;
}

/** What {@link crossValidate} gives: the averages over the folds, and each fold's own. */
export interface CrossValidation extends FoldScore {
  /** The scores of each fold, in order. */
  readonly folds: readonly FoldScore[];
}

/**
 * k-fold cross-validation: every fold is predicted by a fresh model that learned from the other folds.
 * @param makeModel makes an unfitted model
 * @param options `folds`, default 5, and the shuffle's `seed`; without a seed neighbouring rows make a fold
 * @throws InputError when the shapes do not match or there are fewer rows than folds
 */
export function crossValidate(
  makeModel: () => Regressor,
  features: MatrixLike,
  target: VectorLike,
  options: KFoldOptions = {},
): CrossValidation {
  requireFunction("makeModel", makeModel, "a function that makes a model", "Such as () => new LinearRegression()");
  const rows = toMatrix(features);
  const values = toVector(target);
  if (values.length !== rows.rows) refuse("target", `${rows.rows} numbers, one for each row of features`, values.length);
  const folds = kFold(rows.rows, options).map(({ trainIndices, testIndices }) => {
    const made = makeModel();
    if (typeof made?.fit !== "function") refuse("makeModel", "a function that makes a model", made);
    const model = made.fit(rows.selectRows(trainIndices), select(values, trainIndices));
    const predictions = model.predict(rows.selectRows(testIndices));
    const observed = select(values, testIndices);
    return { meanSquaredError: meanSquaredError(observed, predictions), r2Score: r2Score(observed, predictions) };
  });
  const average = (score: keyof FoldScore): number => folds.reduce((sum, fold) => sum + fold[score], 0) / folds.length;
  return { meanSquaredError: average("meanSquaredError"), r2Score: average("r2Score"), folds };
}

function select(values: Float64Array, indices: Uint32Array): Float64Array {
  return Float64Array.from(indices, (index) => values[index]);
}
