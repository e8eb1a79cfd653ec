import { inspect, type InspectOptions } from "node:util";
import { refuse } from "../errors";

/** How many rows and columns `console.log` shows. */
const shown = 6;

/**
 * A dense matrix of float64 numbers, row after row in one typed array:
 * entry (i, j) is `values[i * columns + j]`.
 */
export class Matrix {
  constructor(
    /** How many rows: samples, in a matrix of features. */
    readonly rows: number,
    /** How many columns: features. */
    readonly columns: number,
    /** The entries, row-major; shared with the caller, not copied. */
    readonly values: Float64Array,
  ) {
    if (values.length !== rows * columns) {
      refuse("values", `${rows} x ${columns} = ${rows * columns} numbers`, values.length);
    }
  }

  /** A matrix of zeros. */
  static zeros(rows: number, columns: number): Matrix {
    return new Matrix(rows, columns, new Float64Array(rows * columns));
  }

  /** A matrix from a list of rows. @throws InputError when the rows differ in length. */
  static fromRows(rows: readonly ArrayLike<number>[]): Matrix {
    const columns = rows[0]?.length ?? 0;
    const matrix = Matrix.zeros(rows.length, columns);
    rows.forEach((row, i) => {
      if (row.length !== columns) refuse(`row ${i}`, `${columns} numbers as in row 0`, row.length);
      matrix.values.set(row, i * columns);
    });
    return matrix;
  }

  /** Entry (i, j), both counted from 0. */
  at(i: number, j: number): number {
    return this.values[i * this.columns + j]!;
  }

  /** Row i as a view into `values`. */
  row(i: number): Float64Array {
    return this.values.subarray(i * this.columns, (i + 1) * this.columns);
  }

  /** Column j as a copy. */
  column(j: number): Float64Array {
    return Float64Array.from({ length: this.rows }, (_, i) => this.at(i, j));
  }

  /** The chosen rows, in the order given, as a new matrix. */
  selectRows(indices: ArrayLike<number>): Matrix {
    const chosen = Matrix.zeros(indices.length, this.columns);
    for (let i = 0; i < indices.length; i++) chosen.values.set(this.row(indices[i]!), i * this.columns);
    return chosen;
  }

  /** The chosen columns, in the order given, as a new matrix. */
  selectColumns(indices: ArrayLike<number>): Matrix {
    const chosen = Matrix.zeros(this.rows, indices.length);
    for (let i = 0; i < this.rows; i++) {
      for (let j = 0; j < indices.length; j++) chosen.values[i * indices.length + j] = this.at(i, indices[j]!);
    }
    return chosen;
  }

  /** `Matrix 392 x 6 [ … ]` for `console.log`, with the first rows. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    const rows = Array.from({ length: Math.min(this.rows, shown) }, (_, i) => Array.from(this.row(i)));
    const more = this.rows > shown ? ` and ${this.rows - shown} more rows` : "";
    return `Matrix ${this.rows} x ${this.columns} ${inspect(rows, { ...options, maxArrayLength: shown })}${more}`;
  }

  /** The rows as ordinary arrays, as `tf.tensor2d` and danfo take them. */
  toRows(): number[][] {
    return Array.from({ length: this.rows }, (_, i) => Array.from(this.row(i)));
  }
}
