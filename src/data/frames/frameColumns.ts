import type { DataFrame } from "danfojs-node";
import { cellsOf, type Cell } from "../../arrays";
import { didYouMean, InputError, refuse, requireList } from "../../errors";

/** A column of a frame, looked at. Missing cells are NaN among numbers and truth values. */
export type FrameColumn =
  | { kind: "number" | "boolean"; name: string; dtype: string; values: Float64Array }
  | { kind: "string"; name: string; dtype: string; values: readonly Cell[] };

/** The place of a column in a frame. @throws InputError with the right names when there is none of this name */
export function placeOf(frame: DataFrame, name: string): number {
  const place = frame.columns.indexOf(name);
  if (place >= 0) return place;
  const rule = `some of ${frame.columns.join(", ")}`;
  return refuse("columns", rule, name, typeof name === "string" ? didYouMean(name, frame.columns) : undefined);
}

/** Refuses anything but a DataFrame. */
export function requireFrame(what: string, frame: DataFrame): void {
  if (isDataFrame(frame)) return;
  refuse(what, "a DataFrame", frame, "fromColumns makes one of arrays, readCsv of a file");
}

function isDataFrame(value: unknown): boolean {
  return typeof value === "object" && value !== null && "dtypes" in value && Array.isArray((value as DataFrame).columns);
}

/** Names of columns, of which one may stand alone. @throws InputError when they are anything else */
export function namesOf(what: string, names: string | readonly string[]): readonly string[] {
  return typeof names === "string" ? [names] : requireList(what, names, "a column's name or a list of names");
}

/** Whether nothing stands in a cell. */
export function isMissing(cell: Cell): boolean {
  return cell === null || cell === undefined || cell !== cell;
}

/**
 * The column of a frame that has this name; truth values become 1 and 0.
 * @throws InputError when there is none, or values of several kinds stand in it
 */
export function frameColumn(frame: DataFrame, name: string): FrameColumn {
  const place = placeOf(frame, name);
  const dtype = frame.dtypes[place]!;
  const cells = cellsOf(frame, place);
  const first = cells.find((cell) => !isMissing(cell));
  const kind = first === undefined ? kindOfDtype(dtype) : typeof first as FrameColumn["kind"];
  if (!["number", "boolean", "string"].includes(kind)) refuseCell(name, 0, "a number, a text or a truth value", first);
  if (kind === "string") return { kind, name, dtype, values: checkedTexts(name, cells) };
  return { kind, name, dtype, values: numbersOf(name, kind, cells) };
}

function numbersOf(name: string, kind: "number" | "boolean", cells: readonly Cell[]): Float64Array {
  const values = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    // The loop stays fast where it is compared with a word instead of `kind`.
    if (typeof cell === "number" && (kind === "number" || cell !== cell)) values[i] = cell;
    else if (typeof cell === "boolean" && kind === "boolean") values[i] = cell ? 1 : 0;
    else if (isMissing(cell)) values[i] = NaN;
    else refuseCell(name, i, `a ${kind}, as above it`, cell);
  }
  return values;
}

function checkedTexts(name: string, cells: readonly Cell[]): readonly Cell[] {
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    if (typeof cell !== "string" && !isMissing(cell)) refuseCell(name, i, "a text, as above it", cell);
  }
  return cells;
}

function kindOfDtype(dtype: string): FrameColumn["kind"] {
  return dtype === "string" ? "string" : dtype === "boolean" ? "boolean" : "number";
}

function refuseCell(name: string, row: number, rule: string, cell: unknown): never {
  const hint = "A column holds values of one kind, or nothing";
  throw new InputError(`column ${JSON.stringify(name)}, row ${row}`, rule, JSON.stringify(cell) ?? String(cell), hint);
}
