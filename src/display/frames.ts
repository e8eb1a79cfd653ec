import type { DataFrame, Series } from "danfojs-node";
import { cellsOf, type Cell } from "../arrays";
import { formatColumn } from "./numbers";
import { tableHtml, tableText, type Column, type TableContent } from "./tables";
import type { Display } from "./display";

/** Longer or wider tables are cut in the middle. */
const mostRows = 20;
const mostColumns = 20;
const shownAtEachEnd = { rows: 5, columns: 8 };
const longestText = 60;

/** A danfo DataFrame or Series as a table. @returns undefined for anything else */
export function renderFrame(value: unknown): Display | undefined {
  if (!isFrame(value)) return undefined;
  const content = frameTable(value);
  return { data: { "text/html": tableHtml(content), "text/plain": tableText(content) }, metadata: {} };
}

function frameTable(frame: DataFrame | Series): TableContent {
  const names = frame.columns.map(String);
  const rows = endsOf(frame.shape[0]!, mostRows, shownAtEachEnd.rows);
  const chosen = endsOf(names.length, mostColumns, shownAtEachEnd.columns);
  const cellsAt = (column: number) => (frame.$isSeries ? (frame.values as Cell[]) : cellsOf(frame as DataFrame, column));
  const index: Column = {
    name: "",
    cells: rows.map((row) => (row === gap ? "…" : String(frame.index[row]))),
    align: "right",
    heads: true,
  };
  const columns = chosen.map((column): Column => {
    if (column === gap) return { name: "…", cells: rows.map(() => "…"), align: "right" };
    const cells = cellsAt(column);
    return columnOf(
      names[column]!,
      rows.map((row) => (row === gap ? gap : cells[row])),
      String,
    );
  });
  const count = `${frame.shape[0]} row${frame.shape[0] === 1 ? "" : "s"}`;
  return {
    columns: [index, ...columns],
    types: ["", ...chosen.map((column) => (column === gap ? "" : frame.dtypes[column]!))],
    footer: frame.$isSeries ? count : `${count} x ${names.length} column${names.length === 1 ? "" : "s"}`,
  };
}

const gap = Symbol("rows or columns left out");

/** The indices from 0 to `length - 1`, those in the middle replaced by one gap when there are more than `most`. */
function endsOf(length: number, most: number, ends: number): (number | typeof gap)[] {
  const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);
  return length <= most ? upTo(length) : [...upTo(ends), gap, ...upTo(ends, length - ends)];
}

/**
 * A column of any values: numbers on the right, cut to about six digits; everything else on the left.
 * @param writeMissing the text for null and undefined; default none
 */
export function columnOf(name: string, values: readonly unknown[], writeMissing: (value: unknown) => string = () => ""): Column {
  const numbers = values.filter((value): value is number => typeof value === "number");
  const isNumeric =
    values.every((value) => typeof value === "number" || value === gap || isMissing(value)) && numbers.length > 0;
  const written = formatColumn(numbers);
  let next = 0;
  const cells = values.map((value) => {
    if (value === gap) return "…";
    if (typeof value === "number") return written[next++]!;
    return isMissing(value) ? writeMissing(value) : shorten(String(value));
  });
  return { name, cells, align: isNumeric ? "right" : "left" };
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function shorten(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
}

function isFrame(value: unknown): value is DataFrame | Series {
  return (
    typeof value === "object" &&
    value !== null &&
    "dtypes" in value &&
    "index" in value &&
    "values" in value &&
    "shape" in value
  );
}
