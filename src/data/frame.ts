import { setImmediate } from "node:timers/promises";
import type { DataFrame } from "danfojs-node";
import { InputError } from "../errors";

/** Columns of equal length by name: numbers, or text. */
export type Columns = ReadonlyMap<string, Float64Array | readonly string[]>;

type Row = (number | string)[];

/** What danfo 1.2 reads from a frame by these names, also when a column has taken one of them. */
const TAKEN = ["index", "columns", "values", "shape", "dtypes"];

/** From this many rows on, danfo keeps the table once, by rows, instead of twice. */
const MANY_ROWS = 100_000;
const ROWS_A_TURN = 20_000;

/**
 * A danfo DataFrame of columns. danfo is loaded here, on first use.
 * @throws InputError when a column has a name that a DataFrame needs for itself
 */
export function frameOf(columns: Columns): DataFrame {
  return frameOfRows(columns, rowsOf([...columns.values()], 0, rowCount(columns)));
}

/** The same for many rows, with turns for other work in between. */
export async function frameInTurns(columns: Columns): Promise<DataFrame> {
  const lists = [...columns.values()];
  const rows: Row[] = [];
  for (let start = 0; start < rowCount(columns); start += ROWS_A_TURN) {
    for (const row of rowsOf(lists, start, Math.min(start + ROWS_A_TURN, rowCount(columns)))) rows.push(row);
    await setImmediate();
  }
  return frameOfRows(columns, rows);
}

/** Refuses column names with which danfo's frames do not work. @param what where the columns come from */
export function checkFrameNames(names: readonly string[], what: string): void {
  const taken = names.find((name) => TAKEN.includes(name) || name.startsWith("$"));
  if (taken === undefined) return;
  const hint = "Rename the column, or read the file with readCsvColumns";
  throw new InputError(what, "column names that a DataFrame does not need for itself", JSON.stringify(taken), hint);
}

/** From rows, with the types given, because danfo 1.2 builds wrong frames from typed-array columns. */
function frameOfRows(columns: Columns, rows: Row[]): DataFrame {
  const { DataFrame: Frame } = require("danfojs-node") as typeof import("danfojs-node");
  const config = { lowMemoryMode: rows.length >= MANY_ROWS };
  return new Frame(rows, { columns: [...columns.keys()], dtypes: [...columns.values()].map(typeOf), config });
}

function rowsOf(lists: readonly (Float64Array | readonly string[])[], start: number, end: number): Row[] {
  return Array.from({ length: end - start }, (_, i) => lists.map((list) => list[start + i]!));
}

function rowCount(columns: Columns): number {
  return columns.values().next().value!.length;
}

/** The name danfo would give the type; its numbers are float64 whatever the name. */
function typeOf(list: Float64Array | readonly string[]): string {
  if (!(list instanceof Float64Array)) return "string";
  return list.every((value) => (value | 0) === value) ? "int32" : "float32";
}
