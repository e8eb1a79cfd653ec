import type { DataFrame } from "danfojs-node";
import { InputError, refuse, requireList } from "../../errors";
import { checkFrameNames, frameOf } from "../frame";
import { frameColumn, requireFrame } from "./frameColumns";

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
  requireFrame("frame", frame);
  requireList("columns", columns, 'a list of names such as ["weight"]');
  return columns.map((name) => {
    const column = frameColumn(frame, name);
    if (column.kind !== "string") return column.values;
    return refuse(`column ${JSON.stringify(name)}`, "numbers", "text", "Choose the numeric columns");
  }) as { [K in keyof Names]: Float64Array };
}

/**
 * A frame of columns, `fromColumns({ x: Float64Array.of(1, 2), name: ["a", "b"] })`, typed arrays among them. They are
 * copied; where null or undefined stands among numbers, NaN does in the frame.
 * @throws InputError when there is no column, they differ in length, values of several kinds stand in one, or a
 * name is one that a DataFrame needs for itself
 */
export function fromColumns(columns: ColumnsByName): DataFrame {
  const entries: [string, Values][] = columns instanceof Map ? [...columns] : Object.entries(requireObject(columns));
  if (entries.length === 0) throw new InputError("columns", "at least one column", "none");
  checkFrameNames(entries.map(([name]) => name), "columns");
  const [first, values] = entries[0]!;
  const { length } = requireList(`column ${JSON.stringify(first)}`, values, "a list of numbers or of texts");
  return frameOf(new Map(entries.map(([name, values]) => {
    const what = `column ${JSON.stringify(name)}`;
    requireList(what, values, "a list of numbers or of texts");
    if (values.length !== length) refuse(what, `${length} values, as in ${JSON.stringify(first)}`, values.length);
    return [name, typeof values[0] === "string" ? texts(what, values as string[]) : numbers(what, values as ArrayLike<number>)];
  })));
}

function requireObject(columns: ColumnsByName): object {
  if (typeof columns === "object" && columns !== null && !Array.isArray(columns) && !ArrayBuffer.isView(columns)) return columns;
  return refuse("columns", "an object of columns such as { x: [1, 2] }", columns);
}

function texts(what: string, values: readonly string[]): readonly string[] {
  const strange = values.findIndex((value) => typeof value !== "string");
  if (strange >= 0) refuse(`${what}, row ${strange}`, "a text, as in row 0", values[strange]);
  return values;
}

/** The numbers, NaN where nothing stands. */
function numbers(what: string, values: ArrayLike<number | null | undefined>): Float64Array {
  if (ArrayBuffer.isView(values) && !(values instanceof BigInt64Array) && !(values instanceof BigUint64Array)) {
    return Float64Array.from(values as ArrayLike<number>);
  }
  return Float64Array.from(values, (value, row) => {
    if (typeof value === "number") return value;
    return value === null || value === undefined ? NaN : refuse(`${what}, row ${row}`, "a number", value);
  });
}
