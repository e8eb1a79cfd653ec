import type { Matrix } from "../arrays";
import { Scaler } from "./scaler";

/**
 * Gives each column mean 0 and variance 1: `z = (x - mean) / scale`, where `scale` is the standard
 * deviation with divisor n. A constant column is only centred (its `scale` is 1), as in
 * scikit-learn's `StandardScaler`, whose test for "constant" this is.
 */
export class StandardScaler extends Scaler {
  /** The mean of each column. */
  get mean(): Float64Array {
    return this.fitted("mean").center;
  }

  /** The standard deviation of each column; 1 where the column is constant. */
  get scale(): Float64Array {
    return this.fitted("scale").width;
  }

  protected override told() {
    const { mean, scale } = this;
    return { mean, scale };
  }

  protected override learn(features: Matrix) {
    const columns = Array.from({ length: features.columns }, (_, j) => meanAndDeviation(features, j));
    return {
      center: Float64Array.from(columns, ({ mean }) => mean),
      width: Float64Array.from(columns, ({ deviation }) => deviation),
    };
  }
}

function meanAndDeviation({ rows: n, columns, values }: Matrix, column: number): { mean: number; deviation: number } {
  let sum = 0;
  for (let i = column; i < values.length; i += columns) sum += values[i]!;
  const mean = sum / n;
  let squares = 0;
  let rest = 0;
  for (let i = column; i < values.length; i += columns) {
    const difference = values[i]! - mean;
    squares += difference * difference;
    rest += difference;
  }
  // `rest` would be 0 but for rounding; it corrects the sum (Chan, Golub and LeVeque 1983).
  const variance = (squares - rest ** 2 / n) / n;
  const roundingError = n * Number.EPSILON * variance + (n * mean * Number.EPSILON) ** 2;
  return { mean, deviation: variance <= roundingError ? 1 : Math.sqrt(variance) };
}
