import { refuse } from "../errors";
import {
  assembleChart, capitalized, CHART_OPTIONS, checkOptions, requireNames, type Chart, type ChartOptions,
  type OptionKinds,
} from "./chart";
import { formatNumber } from "./formatNumber";
import type { AxisScale } from "./linePlot";
import { rangeOf } from "./reduce";

/** Options of {@link sweepMap}. By default 72 x 34 pixels a cell. */
export interface SweepMapOptions extends ChartOptions {
  /** What the columns stand for, in their order: values of one hyperparameter. */
  columns: readonly string[];
  /** What the rows stand for, from the top. */
  rows: readonly string[];
  /** A row for each row with a value for each column; what is no finite number is drawn grey with its word. */
  values: readonly (readonly (number | string)[])[];
  /** What the columns are. */
  columnTitle: string;
  /** What the rows are. */
  rowTitle: string;
  /** What the values are, with their unit. */
  valueTitle: string;
  /** How values become colours; default "linear". "log" needs positive values. */
  colorScale?: AxisScale;
}

/** In pixels. */
const cell = { width: 72, height: 34 };
const viridisMiddle = 0.55;

const KNOWN: OptionKinds<SweepMapOptions> = {
  ...CHART_OPTIONS, columns: "list", rows: "list", values: "list", columnTitle: "text", rowTitle: "text",
  valueTitle: "text", colorScale: "scale?",
};

/**
 * The results of a grid of runs, a cell each with its number written in it: colours are viridis, dark where small.
 * Unlike a heat map it takes any values of the hyperparameters, words too, and says what became of runs that failed.
 * @throws InputError when the values do not fit columns and rows, none is finite (positive on a log scale), or names repeat
 */
export function sweepMap(options: SweepMapOptions): Chart {
  checkOptions("sweepMap", options, KNOWN);
  const { columns, rows, columnTitle, rowTitle, valueTitle, colorScale = "linear" } = options;
  requireNames("columns", columns.map((name) => ({ name })));
  requireNames("rows", rows.map((name) => ({ name })));
  const cells = readCells(options);
  const finite = Float64Array.from(cells.flatMap(({ value }) => (value === null ? [] : [value])));
  if (finite.length === 0) refuse("values", colorScale === "log" ? "a positive number" : "a finite number", cells[0]?.text);
  const [low, high] = rangeOf(finite);
  const middle = colorScale === "log" ? low * (high / low) ** viridisMiddle : low + (high - low) * viridisMiddle;
  const position = {
    x: { field: "column", type: "nominal" as const, sort: [...columns], title: columnTitle, axis: { labelAngle: 0, domain: false, ticks: false } },
    y: { field: "row", type: "nominal" as const, sort: [...rows], title: rowTitle, axis: { domain: false, ticks: false, labelLimit: 260 } },
  };
  const scale = colorScale === "log" ? { type: "log" as const } : { zero: false };
  return assembleChart(
    { width: cell.width * columns.length, height: cell.height * rows.length, ...options },
    {
      title: `${capitalized(valueTitle)} by ${columnTitle} and ${rowTitle}`,
      description: describe(options, cells, low, high),
      layer: [
        {
          data: { values: cells },
          mark: { type: "rect", invalid: null },
          encoding: {
            ...position,
            color: {
              condition: { test: "!isValid(datum.value)", value: "#bdbdbd" },
              field: "value",
              type: "quantitative",
              scale: { scheme: "viridis", nice: false, ...scale },
              legend: null,
            },
            tooltip: [
              { field: "column", type: "nominal", title: columnTitle },
              { field: "row", type: "nominal", title: rowTitle },
              { field: "text", type: "nominal", title: valueTitle },
            ],
          },
        },
        {
          data: { values: cells },
          mark: { type: "text", fontSize: 12, limit: cell.width - 6 },
          encoding: {
            ...position,
            text: { field: "text", type: "nominal" },
            color: { condition: { test: `!isValid(datum.value) || datum.value > ${middle}`, value: "#111" }, value: "white" },
          },
        },
      ],
    },
  );
}

interface Cell {
  column: string;
  row: string;
  /** Null where it has no colour. */
  value: number | null;
  text: string;
}

function readCells({ columns, rows, values, colorScale }: SweepMapOptions): Cell[] {
  if (values.length !== rows.length) refuse("values", `${rows.length} rows, one for each of rows`, values.length);
  return values.flatMap((list, j) => {
    if (list.length !== columns.length) refuse(`values, row ${j}`, `${columns.length} values, one for each column`, list.length);
    return list.map((value, i): Cell => {
      const hasColor = typeof value === "number" && Number.isFinite(value) && (colorScale !== "log" || value > 0);
      const text = typeof value === "number" ? formatNumber(value, 4) : value;
      return { column: columns[i]!, row: rows[j]!, value: hasColor ? value : null, text };
    });
  });
}

function describe({ columnTitle, rowTitle, valueTitle }: SweepMapOptions, cells: readonly Cell[], low: number, high: number): string {
  const place = (wanted: number) => {
    const { column, row } = cells.find(({ value }) => value === wanted)!;
    return `${formatNumber(wanted, 4)} at ${columnTitle} ${column}, ${rowTitle} ${row}`;
  };
  const without = cells.filter(({ value }) => value === null).length;
  return `Map of ${valueTitle} over ${columnTitle} and ${rowTitle}, ${cells.length} runs: smallest ${place(low)}, largest ${place(high)}`
    + `${without > 0 ? `; ${without} without a value` : ""}.`;
}
