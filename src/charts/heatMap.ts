import { toVector, type VectorLike } from "../arrays";
import { refuse, requireFinite } from "../errors";
import {
  assembleChart, capitalized, CHART_OPTIONS, checkOptions, requireNames, seriesLegend, sizeOf, type Chart,
  type ChartOptions, type Layer, type OptionKinds,
} from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import type { AxisScale, PlotSeries } from "./linePlot";
import { logAxis, logLabels } from "./logAxis";
import { frameLayer, planeSize } from "./parameterPlane";
import { equalColumns } from "./points";
import { rangeOf, thinSeries } from "./reduce";
import { neutralColor } from "./theme";
import type { Position } from "./trajectories";

/** Options of {@link heatMap}. The map is 460 x 380 pixels by default. */
export interface HeatMapOptions extends ChartOptions {
  /** The middles of the columns, ascending, evenly spaced (on a log axis: by a constant factor). */
  x: VectorLike;
  /** The middles of the rows, ascending, evenly spaced likewise. */
  y: VectorLike;
  /** A row for each y with a value for each x; what is no finite number is drawn grey and named by `missing`. */
  values: readonly ArrayLike<number>[];
  /** What the grey cells are; default "no finite value". */
  missing?: string;
  /** Lines on the map, told apart by their dashes; at most four. Default none. */
  curves?: readonly PlotSeries[];
  /** Single places on the map. Default none. */
  marks?: readonly { label: string; x: number; y: number }[];
  /** Default "linear". */
  xScale?: AxisScale;
  /** Default "linear". */
  yScale?: AxisScale;
  /** How values become colours; default "linear". */
  colorScale?: AxisScale;
  /** What x is, with its unit. */
  xTitle: string;
  /** What y is, with its unit. */
  yTitle: string;
  /** What the colours show, with its unit. */
  valueTitle: string;
}

/** The cells along one axis: where the first begins, how wide they are (on a log axis: by what factor), where the last ends. */
interface Cells {
  count: number;
  start: number;
  step: number;
  end: number;
  scale: AxisScale;
}

const dashes = [[1, 0], [7, 5], [2, 4], [10, 4, 2, 4]];
/** In pixels: neighbours overlap a little, or the page would shine through between them. */
const overlap = 1.2;
const mostCells = 40_000;
const mostPoints = 400;

const KNOWN: OptionKinds<HeatMapOptions> = {
  ...CHART_OPTIONS, x: "other", y: "other", values: "list", missing: "text?", curves: "list?", marks: "list?",
  xScale: "scale?", yScale: "scale?", colorScale: "scale?", xTitle: "text", yTitle: "text", valueTitle: "text",
};

/**
 * A quantity over two knobs as a map of coloured cells, with curves and places on it: the rate of an optimizer over
 * learning rate and momentum, the loss of a sweep over two hyperparameters. Colours are viridis, dark where small.
 * @throws InputError when there are fewer than two columns or rows, they are not evenly spaced, the values do not fit
 * them or none is finite (positive on a log scale), or names repeat
 */
export function heatMap(options: HeatMapOptions): Chart {
  checkOptions("heatMap", options, KNOWN);
  const { xScale = "linear", yScale = "linear", colorScale = "linear", missing = "no finite value" } = options;
  const { xTitle, yTitle, valueTitle, marks = [] } = options;
  const size = sizeOf(options, planeSize);
  const columns = readCells("x", options.x, xScale);
  const rows = readCells("y", options.y, yScale);
  const values = readValues(options.values, columns.count, rows.count, colorScale);
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) refuse("values", "a number that has a colour", values[0]);
  const curves = readCurves(options.curves ?? []);
  const position: Position = { x: axis("x", xTitle, columns), y: axis("y", yTitle, rows) };
  return assembleChart(
    { ...options, ...size },
    {
      title: `${capitalized(valueTitle)} by ${xTitle} and ${yTitle}`,
      description: describe(options, columns, rows, finite, values.length),
      notes: finite.length < values.length ? [`grey: ${missing}`] : [],
      layer: [
        cellLayer(values, columns, rows, position, size, options, colorScale),
        frameLayer([columns.start, columns.end], [rows.start, rows.end], position),
        ...curveLayers(curves, position, size.width),
        ...markLayers(marks, position, (x) => x > middleOf(columns)),
      ],
    },
  );
}

function readCells(what: string, list: VectorLike, scale: AxisScale): Cells {
  const middles = toVector(list, what);
  if (middles.length < 2) refuse(what, "at least two numbers", middles.length);
  middles.forEach((value) => requireFinite(what, value));
  if (scale === "log" && middles[0]! <= 0) refuse(what, "positive numbers on a log axis", middles[0]);
  const count = middles.length;
  const places = scale === "log" ? middles.map(Math.log) : middles;
  const step = (places[count - 1]! - places[0]!) / (count - 1);
  const even = step > 0 && places.every((place, i) => Math.abs(place - places[0]! - i * step) < 1e-6 * step * count);
  if (!even) refuse(what, scale === "log" ? "numbers that grow by a constant factor" : "ascending numbers, evenly spaced", middles);
  const [start, end] = [places[0]! - step / 2, places[count - 1]! + step / 2];
  if (scale === "linear") return { count, start: rounded(start), step: rounded(step), end: rounded(end), scale };
  return { count, start: rounded(Math.exp(start)), step: rounded(Math.exp(step)), end: rounded(Math.exp(end)), scale };
}

/** Row after row; NaN where a value has no colour. */
function readValues(rows: readonly ArrayLike<number>[], columnCount: number, rowCount: number, scale: AxisScale): number[] {
  if (rows.length !== rowCount) refuse("values", `${rowCount} rows, one for each y`, rows.length);
  if (columnCount * rowCount > mostCells) refuse("values", `at most ${mostCells} cells`, columnCount * rowCount);
  return rows.flatMap((list, j) => {
    const what = `values, row ${j}`;
    if (list.length !== columnCount) refuse(what, `${columnCount} numbers, one for each x`, list.length);
    return Array.from(list, (value) => {
      if (typeof value !== "number") refuse(what, "numbers", value);
      return Number.isFinite(value) && (scale === "linear" || value > 0) ? value : NaN;
    });
  });
}

function readCurves(curves: readonly PlotSeries[]) {
  if (curves.length > dashes.length) refuse("curves", `at most ${dashes.length}`, curves.length);
  requireNames("curves", curves);
  return curves.map(({ name, x: xLike, y: yLike }) => {
    const [x, y] = equalColumns([`"${name}", x`, xLike], [`"${name}", y`, yLike]);
    return { name, x, y };
  });
}

function axis(field: "x" | "y", title: string, { start, end, scale }: Cells) {
  return {
    field,
    type: "quantitative" as const,
    title,
    scale: { domain: [start, end], nice: false, ...(scale === "log" ? { type: "log" as const } : { zero: false }) },
    axis: { ...(scale === "log" && logAxis), grid: false },
  };
}

/** The map: one list of values, which the front end lays out, keeps thousands of cells small. */
function cellLayer(
  values: number[],
  columns: Cells,
  rows: Cells,
  position: Position,
  size: { width: number; height: number },
  { xTitle, yTitle, valueTitle }: HeatMapOptions,
  scale: AxisScale,
): Layer {
  const column = `((datum.cell - 1) % ${columns.count})`;
  const [wide, high] = [1 + (overlap * columns.count) / size.width, 1 + (overlap * rows.count) / size.height].map(rounded);
  const row = `floor((datum.cell - 1) / ${columns.count})`;
  return {
    data: { values: [{ value: values.map((value) => (Number.isNaN(value) ? null : Number(value.toPrecision(4)))) }] },
    transform: [
      { flatten: ["value"] },
      { window: [{ op: "row_number", as: "cell" }] },
      { calculate: edge(columns, column), as: "x" },
      { calculate: edge(columns, `(${column} + ${wide})`), as: "x2" },
      { calculate: edge(rows, row), as: "y" },
      { calculate: edge(rows, `(${row} + ${high})`), as: "y2" },
      { calculate: edge(columns, `(${column} + 0.5)`), as: "atX" },
      { calculate: edge(rows, `(${row} + 0.5)`), as: "atY" },
    ],
    mark: { type: "rect", clip: true, invalid: null },
    encoding: {
      ...position,
      x2: { field: "x2" },
      y2: { field: "y2" },
      color: {
        condition: { test: "!isValid(datum.value)", value: "#bdbdbd" },
        field: "value",
        type: "quantitative",
        scale: { scheme: "viridis", nice: false, ...(scale === "log" ? { type: "log" as const } : { zero: false }) },
        legend: { title: valueTitle, gradientLength: 200, ...(scale === "log" && logLabels) },
      },
      tooltip: [
        { field: "atX", type: "quantitative", title: xTitle, format: ".4~g" },
        { field: "atY", type: "quantitative", title: yTitle, format: ".4~g" },
        { field: "value", type: "quantitative", title: valueTitle, format: ".4~g" },
      ],
    },
  };
}

function edge({ start, step, scale }: Cells, index: string): string {
  return scale === "log" ? `${start} * pow(${step}, ${index})` : `${start} + ${step} * ${index}`;
}

/** White below black: readable on every colour of the map. */
function curveLayers(curves: { name: string; x: Float64Array; y: Float64Array }[], position: Position, width: number): Layer[] {
  if (curves.length === 0) return [];
  const names = curves.map(({ name }) => name);
  const data = {
    values: curves.flatMap(({ name, x, y }) =>
      Array.from(thinSeries(y, mostPoints), (i) => ({ name, order: i, x: rounded(x[i]!), y: rounded(y[i]!) })),
    ),
  };
  const order = { field: "order", type: "quantitative" as const };
  const strokeDash = {
    field: "name",
    type: "nominal" as const,
    scale: { domain: names, range: dashes.slice(0, names.length) },
    legend: { ...seriesLegend(names, width), symbolStrokeColor: neutralColor, symbolSize: 400 },
  };
  return [
    {
      data,
      mark: { type: "line", color: "white", strokeWidth: 5, opacity: 0.85, clip: true },
      encoding: { ...position, order, detail: { field: "name", type: "nominal" } },
    },
    {
      data,
      mark: { type: "line", color: "#111", strokeWidth: 2.2, clip: true, strokeCap: "butt" },
      encoding: { ...position, order, strokeDash },
    },
  ];
}

/** A ring and its word, on the side where there is room. */
function markLayers(marks: readonly { label: string; x: number; y: number }[], position: Position, leftward: (x: number) => boolean): Layer[] {
  return marks.flatMap(({ label, x, y }) => {
    const data = { values: [{ label, x: requireFinite(`"${label}", x`, x), y: requireFinite(`"${label}", y`, y) }] };
    const side = leftward(x) ? { align: "right" as const, dx: -9 } : { align: "left" as const, dx: 9 };
    const word = { type: "text" as const, ...side, baseline: "middle" as const, fontSize: 12, fontWeight: 600 as const };
    const encoding = { ...position, text: { field: "label", type: "nominal" as const } };
    return [
      { data, mark: { type: "point", filled: true, color: "white", stroke: "#111", strokeWidth: 2, size: 80, opacity: 1 }, encoding: position },
      { data, mark: { ...word, stroke: "white", strokeWidth: 4, strokeJoin: "round", strokeOpacity: 0.85 }, encoding },
      { data, mark: { ...word, color: "#111" }, encoding },
    ] as Layer[];
  });
}

function middleOf({ start, end, scale }: Cells): number {
  return scale === "log" ? Math.sqrt(start * end) : (start + end) / 2;
}

function describe(
  { xTitle, yTitle, valueTitle, missing = "no finite value", curves = [], marks = [] }: HeatMapOptions,
  columns: Cells,
  rows: Cells,
  finite: number[],
  all: number,
): string {
  const [low, high] = rangeOf(Float64Array.from(finite));
  const range = ({ start, end }: Cells) => `from ${formatNumber(start, 3)} to ${formatNumber(end, 3)}`;
  return [
    `Map of ${valueTitle} over ${xTitle} ${range(columns)} and ${yTitle} ${range(rows)}: from ${formatNumber(low, 4)} to ${formatNumber(high, 4)}`,
    ...(finite.length < all ? [`${formatNumber((100 * (all - finite.length)) / all, 3)} % of it grey: ${missing}`] : []),
    ...curves.map(({ name }) => `a curve, ${name}`),
    ...marks.map(({ label, x, y }) => `${label} at (${formatNumber(x, 4)}, ${formatNumber(y, 4)})`),
  ].join("; ") + ".";
}
