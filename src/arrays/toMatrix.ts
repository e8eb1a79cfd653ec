import type { DataFrame, Series } from "danfojs-node";
import { InputError, refuse } from "../errors";
import { cellsOf } from "./cells";
import { Matrix } from "./matrix";

/** What features may come as. A flat list or a Series is one feature, a row each. */
export type MatrixLike = Matrix | DataFrame | Series | readonly ArrayLike<number>[] | ArrayLike<number>;

/**
 * Turns features into a {@link Matrix} and checks every entry.
 * @param what the caller's name for them, used in errors; default "features"
 * @throws InputError when there are no rows, the rows differ in length, or an entry is no finite number
 */
export function toMatrix(features: MatrixLike, what = "features"): Matrix {
  const names = columnNames(features);
  const nameOf = (column: number) => names?.[column] ?? column;
  const matrix = (names && numbersOf(features as DataFrame)) ?? checkedRows(features, what, nameOf);
  if (matrix.rows === 0 || matrix.columns === 0) {
    const shape = `a ${matrix.rows} x ${matrix.columns} matrix`;
    throw new InputError(what, "at least one row and one column", shape);
  }
  if (!isFinite(sumOfZeros(matrix.values))) {
    const bad = matrix.values.findIndex((value) => !Number.isFinite(value));
    const column = bad % matrix.columns;
    const place = `${what}, row ${Math.floor(bad / matrix.columns)}, column ${nameOf(column)}`;
    refuse(place, "a finite number", matrix.values[bad], "Remove or fill such rows first");
  }
  return matrix;
}

/** The sum of 0 times each: NaN when a number is not finite. In four parts, so that none waits for another. */
function sumOfZeros(values: Float64Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < values.length; i += 4) {
    a += 0 * values[i];
    b += 0 * values[i + 1];
    c += 0 * values[i + 2];
    d += 0 * values[i + 3];
  }
  for (; i < values.length; i++) a += 0 * values[i];
  return a + b + c + d;
}

/** A frame's numbers, from its columns; undefined where something else stands among them. */
function numbersOf(frame: DataFrame): Matrix | undefined {
  const matrix = Matrix.zeros(frame.shape[0]!, frame.columns.length);
  const { columns, values } = matrix;
  for (let j = 0; j < columns; j++) {
    const cells = cellsOf(frame, j);
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i];
      if (typeof cell !== "number") return undefined;
      values[i * columns + j] = cell;
    }
  }
  return matrix;
}

type Rows = readonly ArrayLike<unknown>[];

function rowsOf(features: MatrixLike, what: string): Rows {
  const values: unknown = isFrame(features) ? features.values : features;
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
    refuse(what, "a matrix, a DataFrame or a list of rows", features);
  }
  const list = values as unknown as ArrayLike<unknown>;
  const nested = list.length > 0 && typeof list[0] === "object" && list[0] !== null;
  return nested ? (list as Rows) : Array.from(list, (value) => [value]);
}

function checkedRows(features: MatrixLike, what: string, nameOf: (column: number) => string | number): Matrix {
  if (features instanceof Matrix) return features;
  const rows = rowsOf(features, what);
  const columns = rows[0]?.length ?? 0;
  const matrix = Matrix.zeros(rows.length, columns);
  rows.forEach((row, i) => {
    if (typeof row?.length !== "number") refuse(`${what}, row ${i}`, `${columns} numbers as in row 0`, row);
    if (row.length !== columns) refuse(`${what}, row ${i}`, `${columns} numbers as in row 0`, row.length);
    for (let j = 0; j < columns; j++) {
      if (typeof row[j] !== "number") {
        refuse(`${what}, row ${i}, column ${nameOf(j)}`, "a number", row[j], "Choose the numeric columns first");
      }
      matrix.values[i * columns + j] = row[j] as number;
    }
  });
  return matrix;
}

function isFrame(value: unknown): value is DataFrame | Series {
  return typeof value === "object" && value !== null && "values" in value && "dtypes" in value;
}

function columnNames(value: unknown): string[] | undefined {
  return isFrame(value) && value.shape.length === 2 && value.shape[1]! > 0 ? (value as DataFrame).columns : undefined;
}
