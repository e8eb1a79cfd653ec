import type { DataFrame } from "danfojs-node";
import type { MatrixLike } from "../arrays";
import { InputError } from "../errors";

/** The column names of a DataFrame; null for features that have none. */
export function featureNames(features: MatrixLike): string[] | null {
  const { columns } = features as Partial<DataFrame>;
  return Array.isArray(columns) ? columns.map(String) : null;
}

/** Refuses features whose columns are named otherwise, or come in another order, than those of `fit`. */
export function requireSameFeatures(fitted: readonly string[] | null, features: MatrixLike): void {
  const names = featureNames(features);
  if (fitted && names && names.join() !== fitted.join()) {
    throw new InputError("features", `the columns of fit (${fitted.join(", ")})`, names.join(", "));
  }
}
