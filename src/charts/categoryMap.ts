import { refuse } from "../errors";
import {
  assembleChart, capitalized, CHART_OPTIONS, checkOptions, letterWidth, requireNames, sizeOf, type Chart,
  type ChartOptions, type Layer, type OptionKinds,
} from "./chart";
import { formatNumber } from "./formatNumber";
import { rangeOf } from "./reduce";

/** Options of {@link categoryMap}. By default 440 pixels wide, and 38 high a row, at least 76. */
export interface CategoryMapOptions extends ChartOptions {
  /** What stands above one another, from the top. */
  rows: readonly string[];
  /** What stands side by side, from the left. */
  columns: readonly string[];
  /** For each row a value for each column; what is no finite number is drawn grey. */
  values: readonly ArrayLike<number>[];
  /** What is written into each cell; default its value. */
  labels?: readonly (readonly string[])[];
  /** What is written below that, smaller. Default none. */
  notes?: readonly (readonly string[])[];
  /** What the rows are. */
  yTitle: string;
  /** What the columns are. */
  xTitle: string;
  /** What the colours show, with its unit. */
  valueTitle: string;
}

const rowHeight = 38;
const missingColor = "#bdbdbd";
/** From this share of the range on, viridis is so light that black is read better than white. */
const light = 0.45;

const KNOWN: OptionKinds<CategoryMapOptions> = {
  ...CHART_OPTIONS, rows: "list", columns: "list", values: "list", labels: "list?", notes: "list?", yTitle: "text",
  xTitle: "text", valueTitle: "text",
};

/**
 * A table of coloured cells with words in them: ranks by method and task, a confusion matrix, correlations. Colours are
 * viridis, dark where small.
 * @throws InputError when a list is empty, a name comes twice, the cells do not fit the names or none has a finite value
 */
export function categoryMap(options: CategoryMapOptions): Chart {
  checkOptions("categoryMap", options, KNOWN);
  const { rows, columns, xTitle, yTitle, valueTitle } = options;
  for (const [what, names] of Object.entries({ rows, columns })) {
    if (names.length === 0) refuse(what, "at least one name", names.length);
    requireNames(what, names.map((name) => ({ name })));
  }
  const size = sizeOf(options, { width: 440, height: rowHeight * Math.max(rows.length, 2) });
  requireCells("values", options.values, rows, columns);
  const { labels, notes } = options;
  if (labels) requireCells("labels", labels, rows, columns);
  if (notes) requireCells("notes", notes, rows, columns);
  const finite = options.values.flatMap((list) => Array.from(list)).filter(Number.isFinite);
  if (finite.length === 0) refuse("values", "a finite number", options.values[0]![0]);
  const [low, high] = rangeOf(Float64Array.from(finite));
  const lettersOfColumn = size.width / columns.length / letterWidth;
  const values = rows.flatMap((row, i) => columns.map((column, j) => {
    const value = options.values[i]![j]!;
    const isFinite = Number.isFinite(value);
    return {
      row, column: wrapped(column, lettersOfColumn), name: column, value: isFinite ? Number(value.toPrecision(6)) : null,
      label: labels?.[i]![j] ?? (isFinite ? formatNumber(value, 3) : ""), note: notes?.[i]![j] ?? "",
      ink: !isFinite || value >= low + light * (high - low) ? "black" : "white",
    };
  }));
  const position = {
    x: {
      field: "column", type: "nominal" as const, sort: null, title: xTitle, scale: { paddingInner: 0.02, paddingOuter: 0 },
      axis: { labelAngle: 0, labelPadding: 6, labelExpr: "split(datum.label, '\\n')", labelLimit: 200, domain: false, ticks: false, grid: false },
    },
    y: {
      field: "row", type: "nominal" as const, sort: null, title: yTitle, scale: { paddingInner: 0.04, paddingOuter: 0 },
      axis: { domain: false, ticks: false, grid: false },
    },
  };
  const words = (field: "label" | "note", dy: number, fontSize: number): Layer => ({
    mark: { type: "text", fontSize, dy },
    encoding: { ...position, text: { field, type: "nominal" }, color: { field: "ink", type: "nominal", scale: null } },
  });
  return assembleChart({ ...options, ...size }, {
    title: `${capitalized(valueTitle)} by ${xTitle} and ${yTitle}`,
    description: describe(options, low, high),
    data: { values },
    resolve: { scale: { color: "independent" } },
    layer: [
      {
        mark: { type: "rect", invalid: null },
        encoding: {
          ...position,
          color: {
            condition: { test: "!isValid(datum.value)", value: missingColor },
            field: "value", type: "quantitative", scale: { scheme: "viridis", zero: false, nice: false },
            legend: { title: valueTitle, gradientLength: Math.min(200, size.height) },
          },
          tooltip: [
            { field: "row", type: "nominal", title: yTitle },
            { field: "name", type: "nominal", title: xTitle },
            { field: "value", type: "quantitative", title: valueTitle, format: ".4~g" },
          ],
        },
      },
      words("label", notes ? -6 : 0, 13),
      ...(notes ? [words("note", 10, 10.5)] : []),
    ],
  });
}

function requireCells(what: string, cells: readonly ArrayLike<unknown>[], rows: readonly string[], columns: readonly string[]): void {
  if (cells.length !== rows.length) refuse(what, `${rows.length} rows, one for each name`, cells.length);
  cells.forEach((list, i) => {
    if (list.length !== columns.length) refuse(`${what}, row ${i}`, `${columns.length} entries, one for each column`, list.length);
  });
}

/** A name in lines of at most so many letters, broken between words. */
function wrapped(name: string, letters: number): string {
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last]!.length + 1 + word.length <= letters) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}

function describe({ rows, columns, values, labels, notes, xTitle, yTitle, valueTitle }: CategoryMapOptions, low: number, high: number): string {
  const cell = (i: number, j: number) => {
    const value = values[i]![j]!;
    const label = labels?.[i]![j] ?? (Number.isFinite(value) ? formatNumber(value, 3) : "none");
    return `${columns[j]} ${label}${notes?.[i]![j] ? ` (${notes[i]![j]})` : ""}`;
  };
  const said = rows.map((row, i) => `${row}: ${columns.map((_, j) => cell(i, j)).join(", ")}`);
  return `Map of ${valueTitle} by ${yTitle} and ${xTitle}, from ${formatNumber(low, 4)} to ${formatNumber(high, 4)}. ${said.join("; ")}.`;
}
