import { toVector, type MatrixLike, type VectorLike } from "../arrays";
import { refuse } from "../errors";
import { r2Score } from "../metrics";
import { LinearModel, type LinearFit } from "./linearModel";
import type { Regressor } from "./regressor";

/** A linear model of a number. */
export abstract class LinearRegressor<Fit extends LinearFit> extends LinearModel<Fit> implements Regressor {
  abstract fit(features: MatrixLike, target: VectorLike): this;

  /**
   * One prediction a row, in target units.
   * @throws InputError before `fit`, and when the columns are not those of `fit`
   */
  predict(features: MatrixLike): Float64Array {
    return this.linearPredictions(features, "predict");
  }

  /** R² on the given rows: see `r2Score`. @throws InputError as `predict`, and when the target's length differs */
  score(features: MatrixLike, target: VectorLike): number {
    const predictions = this.predict(features);
    requireOneEach(target, predictions.length, "numbers");
    return r2Score(target, predictions);
  }
}

/** Refuses a target that has not one entry for each row. */
export function requireOneEach(target: VectorLike, rows: number, entries: "numbers" | "labels"): void {
  const { length } = toVector(target);
  if (length !== rows) refuse("target", `${rows} ${entries}, one for each row of features`, length);
}
