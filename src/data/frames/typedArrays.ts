import type { DataFrame } from "danfojs-node";
import { InputError, refuse } from "../../errors";
import { checkFrameNames, frameOf } from "../frame";
import { frameColumn } from "./frameColumns";

type Values = ArrayLike<number> | readonly string[];

/** Columns by name: numbers, or text. */
export type ColumnsByName = Readonly<Record<string, Values>> | ReadonlyMap<string, Values>;

/**
 * Columns of a frame as arrays of float64 numbers, in the order asked for:
 * `const [weight, power] = toTypedArrays(frame, ["weight", "horsepower"])`. Missing numbers are NaN, true and false
 * 1 and 0.
 * @throws InputError when there is no such column, or text stands in it
 */
export function toTypedArrays<const Names extends readonly string[]>(
  frame: DataFrame, columns: Names,
): { [K in keyof Names]: Float64Array } {
  return columns.map((name) => {
    const column = frameColumn(frame, name);
    if (column.kind !== "string") return column.values;
    return refuse(`column ${JSON.stringify(name)}`, "numbers", "text", "Choose the numeric columns");
  }) as { [K in keyof Names]: Float64Array };
}

/**
 * A frame of columns, `fromColumns({ x: Float64Array.of(1, 2), name: ["a", "b"] })`, typed arrays among them. They are
 * copied.
 * @throws InputError when there is no column, they differ in length, or a name is one that a DataFrame needs for itself
 */
export function fromColumns(columns: ColumnsByName): DataFrame {
  const entries: [string, Values][] = columns instanceof Map ? [...columns] : Object.entries(columns);
  if (entries.length === 0) throw new InputError("columns", "at least one column", "none");
  checkFrameNames(entries.map(([name]) => name), "columns");
  const [first, { length }] = entries[0]!;
  return frameOf(new Map(entries.map(([name, values]) => {
    const rule = `${length} values, as in ${JSON.stringify(first)}`;
    if (values.length !== length) refuse(`column ${JSON.stringify(name)}`, rule, values.length);
    return [name, typeof values[0] === "string" ? values as string[] : Float64Array.from(values as ArrayLike<number>)];
  })));
}
