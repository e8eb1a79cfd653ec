import type { DataFrame, Series } from "danfojs-node";
import { cellsOf } from "../../arrays";
import { refuse } from "../../errors";
import { requireFrame } from "./frameColumns";
import { positionsWhere, selectRows } from "./takeRows";

/** Rows that pass a test, or for which a mask says true. `Row` is what the test takes a row for. */
export type RowTest<Row> = ((row: Row, position: number) => boolean) | readonly boolean[] | Series;

/**
 * The rows that pass a test, `(row) => row.age > 30`, or for which a mask says true, such as the Series
 * `frame.column("age").gt(30)`. Each row keeps its label. A test's row counts as one of numbers unless its type says
 * otherwise: `(row: { origin: string }) => row.origin === "Japan"`. It is good until the test returns.
 * @throws InputError when the test reads a column that is not there, when the mask has another length than the frame,
 *   or something else than truth values in it
 */
export function filterRows<Row = Readonly<Record<string, number>>>(frame: DataFrame, test: RowTest<Row>): DataFrame {
  requireFrame("frame", frame);
  const rows = frame.index.length;
  if (typeof test !== "function") return selectRows(frame, positionsOfMask(test, rows));
  let current = 0;
  const row = readerOf(frame, () => current) as Row;
  return selectRows(frame, positionsWhere(rows, (position) => {
    current = position;
    return test(row, position);
  }));
}

function positionsOfMask(mask: readonly boolean[] | Series, rows: number): Uint32Array {
  const values: readonly unknown[] | undefined = Array.isArray(mask) ? mask : (mask as Series | undefined)?.values;
  if (!Array.isArray(values)) return refuse("test", "a function of a row or a list of truth values", mask);
  if (values.length !== rows) refuse("mask", `${rows} truth values, one a row`, values.length);
  const other = values.findIndex((value) => typeof value !== "boolean");
  if (other >= 0) refuse(`mask, row ${other}`, "true or false", values[other]);
  return positionsWhere(rows, (position) => values[position] === true);
}

/** A row as an object: the cells at `position()` by column. Other names are refused. */
function readerOf(frame: DataFrame, position: () => number): object {
  const others = new Proxy(Object.prototype, {
    get(target, name) {
      if (typeof name === "symbol" || name in target) return Reflect.get(target, name);
      return refuse("test", `one of the columns ${frame.columns.join(", ")}`, name);
    },
  });
  const reader = Object.create(others) as object;
  frame.columns.forEach((name, j) => {
    const cells = cellsOf(frame, j);
    Object.defineProperty(reader, name, { get: () => cells[position()], enumerable: true });
  });
  return reader;
}
