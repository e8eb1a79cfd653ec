import { inspect, types, type InspectOptions } from "node:util";
import { InputError, refuse, requireInteger, requireList } from "../errors";

/** How many rows and columns `console.log` shows. */
const shown = 6;

function zeroed(rows: number, columns: number): Float64Array {
  try {
    return new Float64Array(rows * columns);
  } catch {
    const gigabytes = Math.ceil((8 * rows * columns) / 1e9);
    throw new InputError("matrix", "one that fits into memory", `${rows} x ${columns}, ${gigabytes} GB`);
  }
}

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
    requireInteger("rows", rows, 0);
    requireInteger("columns", columns, 0);
    if (!types.isFloat64Array(values)) refuse("values", "a Float64Array", values, "Matrix.fromRows takes a list of rows");
    if (values.length !== rows * columns) {
      refuse("values", `${rows} x ${columns} = ${rows * columns} numbers`, values.length);
    }
  }

  /** A matrix of zeros. @throws InputError when it does not fit into memory */
  static zeros(rows: number, columns: number): Matrix {
    requireInteger("rows", rows, 0);
    requireInteger("columns", columns, 0);
    return new Matrix(rows, columns, zeroed(rows, columns));
  }

  /** A matrix from a list of rows of numbers. @throws InputError when the rows differ in length */
  static fromRows(rows: readonly ArrayLike<number>[]): Matrix {
    requireList("rows", rows, "a list of rows");
    const columns = rows[0]?.length ?? 0;
    const matrix = Matrix.zeros(rows.length, columns);
    rows.forEach((row, i) => {
      requireList(`row ${i}`, row, "a list of numbers");
      if (row.length !== columns) refuse(`row ${i}`, `${columns} numbers as in row 0`, row.length);
      matrix.values.set(row, i * columns);
    });
    return matrix;
  }

  /** Entry (i, j), both counted from 0. @throws InputError when there is none */
  at(i: number, j: number): number {
    const value = this.values[i * this.columns + j];
    if (value === undefined || j < 0 || j >= this.columns) return this.refusePlace(i, j);
    return value;
  }

  /** Row i as a view into `values`. @throws InputError when there is none */
  row(i: number): Float64Array {
    requireInteger("row", i, 0, this.rows - 1);
    return this.values.subarray(i * this.columns, (i + 1) * this.columns);
  }

  /** Column j as a copy. @throws InputError when there is none */
  column(j: number): Float64Array {
    requireInteger("column", j, 0, this.columns - 1);
    return Float64Array.from({ length: this.rows }, (_, i) => this.at(i, j));
  }

  /** The chosen rows, in the order given, as a new matrix. @throws InputError when one is not there */
  selectRows(indices: ArrayLike<number>): Matrix {
    requireList("indices", indices, "a list of rows' numbers");
    const chosen = Matrix.zeros(indices.length, this.columns);
    for (let i = 0; i < indices.length; i++) chosen.values.set(this.row(indices[i]!), i * this.columns);
    return chosen;
  }

  /** The chosen columns, in the order given, as a new matrix. @throws InputError when one is not there */
  selectColumns(indices: ArrayLike<number>): Matrix {
    requireList("indices", indices, "a list of columns' numbers");
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

  private refusePlace(i: number, j: number): never {
    const rule = `a place in ${this.rows} rows and ${this.columns} columns, counted from 0`;
    throw new InputError("entry", rule, `(${i}, ${j})`);
  }

  /** The rows as ordinary arrays, as `tf.tensor2d` and danfo take them. */
  toRows(): number[][] {
    return Array.from({ length: this.rows }, (_, i) => Array.from(this.row(i)));
  }
}
