import type { DataFrame } from "danfojs-node";
import type { Cell } from "../arrays";
import { InputError } from "../errors";

/** Columns of equal length by name: numbers, or text. */
export type Columns = ReadonlyMap<string, Float64Array | readonly string[]>;

/** What a row of a frame is called: its number, unless other labels were given. */
export type Label = number | string;

/** All that makes a frame. */
export interface FrameParts {
  names: readonly string[];
  dtypes: readonly string[];
  columns: Cell[][];
  /** One a row, none of them twice. */
  labels: Label[];
}

/** Fields of danfo 1.2's frames that it keeps for itself: the table by rows, and by columns. */
interface Internals {
  $index: Label[];
  $data: Cell[][];
  $dataIncolumnFormat: Cell[][];
}

/** What danfo 1.2 reads from a frame by these names, also when a column has taken one of them. */
const TAKEN = ["index", "columns", "values", "shape", "dtypes"];

/** A danfo DataFrame of columns, which are copied. danfo is loaded here, on first use. */
export function frameOf(columns: Columns): DataFrame {
  const lists = [...columns.values()];
  return assembleFrame({
    names: [...columns.keys()],
    dtypes: lists.map((list) => (list instanceof Float64Array ? dtypeOfNumbers(list) : "string")),
    columns: lists.map((list) => (list instanceof Float64Array ? listOf(list) : list.slice())),
    labels: numberLabels(lists[0]!.length),
  });
}

/**
 * Refuses column names with which danfo's frames do not work.
 * @param what where the columns come from
 * @throws InputError with the first such name
 */
export function checkFrameNames(names: readonly string[], what: string, hint = "Rename the column"): void {
  const taken = names.find((name) => TAKEN.includes(name) || name.startsWith("$"));
  if (taken === undefined) return;
  throw new InputError(what, "column names that a DataFrame does not need for itself", JSON.stringify(taken), hint);
}

/**
 * A frame of its parts, which it keeps. danfo 1.2 keeps a table twice, by rows and by columns, and makes the second of
 * the first, cell by cell. This frame has its columns, and makes its rows when somebody asks for them, which takes
 * longer and more memory than all else: from then on it is as danfo makes them.
 */
export function assembleFrame({ names, dtypes, columns, labels }: FrameParts): DataFrame {
  const { DataFrame: Frame } = require("danfojs-node") as typeof import("danfojs-node");
  const frame = new Frame([], { columns: [...names], dtypes: [...dtypes], index: [] });
  if (labels.length === 0) return frame;
  const internals = frame as unknown as Internals;
  internals.$index = labels;
  internals.$dataIncolumnFormat = columns;
  makeRowsWhenAsked(internals, [labels.length, names.length]);
  return frame;
}

/** The labels 0, 1, 2, …, which rows have when they are given no others. */
export function numberLabels(rows: number): number[] {
  const labels = new Array<number>(rows);
  for (let i = 0; i < rows; i++) labels[i] = i;
  return labels;
}

/** The name danfo would give the type; its numbers are float64 whatever the name. */
export function dtypeOfNumbers(values: Float64Array): string {
  for (let i = 0; i < values.length; i++) if ((values[i]! | 0) !== values[i]) return "float32";
  return "int32";
}

/** Until there are rows, the shape is known without them. */
function makeRowsWhenAsked(frame: Internals, shape: readonly [number, number]): void {
  const keep = (value: Cell[][]) => {
    Object.defineProperty(frame, "$data", { value, writable: true, enumerable: true, configurable: true });
    delete (frame as { shape?: unknown }).shape;
    return value;
  };
  Object.defineProperty(frame, "$data", {
    get: () => keep(rowsOf(frame.$dataIncolumnFormat, shape[0])), set: keep, enumerable: true, configurable: true,
  });
  Object.defineProperty(frame, "shape", { get: () => [...shape], configurable: true });
}

/** A copy of a row of the right kind is made faster, and is smaller, than a list that grows. */
function rowsOf(columns: readonly Cell[][], length: number): Cell[][] {
  const pattern: Cell[] = columns.map((column) => (typeof column[0] === "number" ? 0.5 : ""));
  const rows = new Array<Cell[]>(length);
  for (let i = 0; i < length; i++) {
    const row = pattern.slice();
    for (let j = 0; j < columns.length; j++) row[j] = columns[j]![i];
    rows[i] = row;
  }
  return rows;
}

function listOf(values: Float64Array): number[] {
  const list = new Array<number>(values.length);
  for (let i = 0; i < values.length; i++) list[i] = values[i]!;
  return list;
}
