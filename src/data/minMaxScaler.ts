import type { Matrix } from "../arrays";
import { Scaler, type Fitted } from "./scaler";

interface Range extends Fitted {
  maximum: Float64Array;
}

/**
 * Brings each column to [0, 1]: `z = (x - minimum) / (maximum - minimum)`. A constant column becomes 0,
 * as in scikit-learn's `MinMaxScaler`.
 */
export class MinMaxScaler extends Scaler<Range> {
  /** The smallest value of each column. */
  get minimum(): Float64Array {
    return this.fitted("minimum").center;
  }

  /** The largest value of each column. */
  get maximum(): Float64Array {
    return this.fitted("maximum").maximum;
  }

  /** What each column is multiplied by: 1 / (maximum - minimum), or 1 where the column is constant. */
  get scale(): Float64Array {
    return this.fitted("scale").width.map((width) => 1 / width);
  }

  protected override learn(features: Matrix): Range {
    const columns = Array.from({ length: features.columns }, (_, j) => features.column(j));
    const center = Float64Array.from(columns, (values) => values.reduce((a, b) => Math.min(a, b)));
    const maximum = Float64Array.from(columns, (values) => values.reduce((a, b) => Math.max(a, b)));
    const width = maximum.map((largest, j) => {
      const range = largest - center[j]!;
      return range < 10 * Number.EPSILON ? 1 : range;
    });
    return { center, maximum, width };
  }
}
