import { inspect, type InspectOptions } from "node:util";
import { Matrix, toMatrix, type MatrixLike } from "../arrays";
import { InputError, inspected, refuse } from "../errors";

/** What a scaler learns from the training data, an entry for each column. */
export interface Fitted {
  /** Subtracted first. */
  center: Float64Array;
  /** Divided by then. */
  width: Float64Array;
}

type Scaling = (value: number, center: number, width: number) => number;

/** Moves and stretches each column, `(x - center) / width`, by what it learned in `fit`. */
export abstract class Scaler<Learned extends Fitted = Fitted> {
  private learned: Learned | undefined;

  /** What there is to know about each column. */
  protected abstract learn(features: Matrix): Learned;
  /** The same by the names that a reader knows, once it is learned. */
  protected abstract told(): Readonly<Record<string, Float64Array>>;

  /**
   * Learns from the training data, and from it alone: test data must not take part.
   * @throws InputError when an entry is no finite number
   */
  fit(features: MatrixLike): this {
    this.learned = this.learn(toMatrix(features));
    return this;
  }

  /**
   * The features scaled, as a new matrix. Data other than the training data may leave the usual range.
   * @throws InputError before `fit`, and when the number of columns is another than in `fit`
   */
  transform(features: MatrixLike): Matrix {
    return this.map(features, "transform", (value, center, width) => (value - center) / width);
  }

  /** `fit` and `transform` in one. */
  fitTransform(features: MatrixLike): Matrix {
    const matrix = toMatrix(features);
    return this.fit(matrix).transform(matrix);
  }

  /**
   * From scaled features back to the original ones, as a new matrix.
   * @throws InputError before `fit`, and when the number of columns is another than in `fit`
   */
  inverseTransform(features: MatrixLike): Matrix {
    return this.map(features, "inverseTransform", (value, center, width) => value * width + center);
  }

  /** `StandardScaler { mean: …, scale: … }` for `console.log`; empty before `fit`. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    return inspected(this, this.learned ? this.told() : {}, options);
  }

  /** What was learned. @throws InputError before `fit` */
  protected fitted(member: string): Learned {
    if (!this.learned) {
      const name = `${this.constructor.name}.${member}`;
      throw new InputError(name, "a fitted scaler", "one that is not", "Call fit on the training data first");
    }
    return this.learned;
  }

  private map(features: MatrixLike, member: string, scale: Scaling): Matrix {
    const { center, width } = this.fitted(member);
    const matrix = toMatrix(features);
    const { columns } = matrix;
    if (columns !== center.length) refuse("features", `${center.length} columns as in fit`, columns);
    return new Matrix(matrix.rows, columns, matrix.values.map((value, i) => {
      return scale(value, center[i % columns]!, width[i % columns]!);
    }));
  }
}
