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

  protected override told() {
    const { minimum, maximum } = this;
    return { minimum, maximum };
  }

  protected override learn(features: Matrix): Range {
    const { rows, columns, values } = features;
    const [center, maximum] = [features.row(0).slice(), features.row(0).slice()];
    for (let i = 1; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const value = values[i * columns + j]!;
        if (value < center[j]!) center[j] = value;
        if (value > maximum[j]!) maximum[j] = value;
      }
    }
    const width = maximum.map((largest, j) => {
      const range = largest - center[j]!;
      return range < 10 * Number.EPSILON ? 1 : range;
    });
    return { center, maximum, width };
  }
}
