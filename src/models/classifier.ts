import type { Matrix, MatrixLike, VectorLike } from "../arrays";

/** What a model of a label can do; every classification model has this shape. */
export interface Classifier {
  /** Learns from n rows of d features and n labels. */
  fit(features: MatrixLike, target: VectorLike): this;
  /** One label a row, the likeliest. */
  predict(features: MatrixLike): Float64Array;
  /** A row a row and a column a label: how likely each is. */
  predictProbabilities(features: MatrixLike): Matrix;
  /** The share of the given rows whose label is predicted. */
  score(features: MatrixLike, target: VectorLike): number;
}
