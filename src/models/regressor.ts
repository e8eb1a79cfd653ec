import type { MatrixLike, VectorLike } from "../arrays";

/** What a model of a number can do; every regression model has this shape. */
export interface Regressor {
  /** Learns from n rows of d features and n target values. */
  fit(features: MatrixLike, target: VectorLike): this;
  /** One prediction a row, for rows of d features. */
  predict(features: MatrixLike): Float64Array;
  /** R² on the given rows. */
  score(features: MatrixLike, target: VectorLike): number;
}
