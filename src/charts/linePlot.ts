import type { VectorLike } from "../arrays";
import { refuse, requireFinite } from "../errors";
import {
  assembleChart,
  capitalized,
  letterWidth,
  requireNames,
  seriesLegend,
  sizeOf,
  type Chart,
  type ChartOptions,
  type Layer,
} from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { logAxis } from "./logAxis";
import { equalColumns, span, withMargin } from "./points";
import { rangeOf, thinSeries } from "./reduce";
import { neutralColor, seriesColors } from "./theme";

/** Pairs of numbers under one name. */
export interface PlotSeries {
  name: string;
  x: VectorLike;
  y: VectorLike;
}

/** A dashed line across the picture at one x or one y, with a word beside it. */
export type PlotRule = { label: string; x: number } | { label: string; y: number };

export type AxisScale = "linear" | "log";

export interface LinePlotOptions extends ChartOptions {
  /** Joined in the order of their points: formulas, paths, runs. */
  lines?: readonly PlotSeries[];
  /** Drawn as dots: measurements. Dots with the name of a line have its colour. */
  points?: readonly PlotSeries[];
  /** Values to compare with. */
  rules?: readonly PlotRule[];
  /** Default "linear". */
  xScale?: AxisScale;
  /** Default "linear". */
  yScale?: AxisScale;
  /** Smallest and largest x shown; default those of the series. */
  xDomain?: readonly [number, number];
  /** Smallest and largest y shown; default those of the series. */
  yDomain?: readonly [number, number];
  /** What x is, with its unit. */
  xTitle: string;
  /** What y is, with its unit. */
  yTitle: string;
}

interface Series {
  name: string;
  x: Float64Array;
  y: Float64Array;
  /** How many of its points have no place on a log axis. */
  unplaceable: number;
}

const mostPoints = 400;
const lineHeight = 17;

/**
 * Lines and dots over two numeric axes, each of them linear or logarithmic: measurements beside a formula, the path of
 * one quantity against another.
 * @throws InputError when there is no series, one has no point that can be drawn, its columns differ in length or hold
 * anything but finite numbers, a domain is empty, or names repeat
 */
export function linePlot(options: LinePlotOptions): Chart {
  const { xScale = "linear", yScale = "linear", xTitle, yTitle, rules = [] } = options;
  const size = sizeOf(options);
  const lines = readAll("lines", options.lines, xScale, yScale);
  const points = readAll("points", options.points, xScale, yScale);
  const all = [...lines, ...points];
  if (all.length === 0) refuse("lines and points", "at least one series", all);
  const xDomain = readDomain("xDomain", options.xDomain, all.map(({ x }) => x), xScale);
  const yDomain = readDomain("yDomain", options.yDomain, all.map(({ y }) => y), yScale);
  const names = [...new Set(all.map(({ name }) => name))];
  const shared = {
    x: axis("x", xTitle, xScale, xDomain),
    y: axis("y", yTitle, yScale, yDomain),
    color: {
      field: "name",
      type: "nominal" as const,
      scale: { domain: names, range: names.map((_, i) => seriesColors[i % seriesColors.length]!) },
      legend: seriesLegend(names, size.width),
    },
    tooltip: [
      { field: "name", type: "nominal" as const, title: "series" },
      { field: "x", type: "quantitative" as const, title: xTitle, format: ".6~g" },
      { field: "y", type: "quantitative" as const, title: yTitle, format: ".6~g" },
    ],
  };
  return assembleChart(
    { ...options, ...size },
    {
      title: `${capitalized(yTitle)} by ${xTitle}`,
      description: describe(options, lines, points),
      notes: all
        .filter(({ unplaceable }) => unplaceable > 0)
        .map(({ name, unplaceable }) => `${name}: ${unplaceable} points of zero or below are not on the log axis`),
      layer: [
        ...ruleLayers(rules, xDomain, xScale, size.width),
        ...(lines.length > 0 ? [lineLayer(lines, shared)] : []),
        ...(points.length > 0 ? [pointLayer(points, shared)] : []),
      ],
    },
  );
}

function readAll(what: string, series: readonly PlotSeries[] = [], xScale: AxisScale, yScale: AxisScale): Series[] {
  requireNames(what, series);
  return series.map(({ name, x: xLike, y: yLike }) => {
    const [x, y] = equalColumns([`"${name}", x`, xLike], [`"${name}", y`, yLike]);
    const placed = Array.from(x.keys()).filter((i) => (xScale === "linear" || x[i]! > 0) && (yScale === "linear" || y[i]! > 0));
    if (placed.length === 0) refuse(`"${name}"`, "a point that the axes can show", `${x.length} points`);
    const pick = (values: Float64Array) => Float64Array.from(placed, (i) => values[i]!);
    return { name, x: pick(x), y: pick(y), unplaceable: x.length - placed.length };
  });
}

/** The domain asked for, or one with a little room around all values. */
function readDomain(
  what: string,
  domain: readonly [number, number] | undefined,
  columns: Float64Array[],
  scale: AxisScale,
): [number, number] {
  if (domain !== undefined) {
    const [low, high] = [requireFinite(what, domain[0]), requireFinite(what, domain[1])];
    if (low >= high) refuse(what, "its smallest value first", `[${low}, ${high}]`);
    if (scale === "log" && low <= 0) refuse(what, "positive numbers on a log axis", low);
    return [low, high];
  }
  const ranges = columns.map(rangeOf);
  const whole: [number, number] = [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))];
  if (scale === "linear") return withMargin(whole);
  const [low, high] = withMargin([Math.log10(whole[0]), Math.log10(whole[1])]);
  return [10 ** low, 10 ** high];
}

function axis(field: "x" | "y", title: string, scale: AxisScale, domain: [number, number]) {
  return {
    field,
    type: "quantitative" as const,
    title,
    scale: { domain, nice: false, ...(scale === "log" ? { type: "log" as const } : { zero: false }) },
    ...(scale === "log" && { axis: logAxis }),
  };
}

function lineLayer(lines: Series[], shared: object): Layer {
  const values = lines.flatMap(({ name, x, y }) =>
    Array.from(thinSeries(y, mostPoints), (i) => ({ name, order: i, x: rounded(x[i]!), y: rounded(y[i]!) })),
  );
  return {
    data: { values },
    mark: { type: "line", clip: true },
    encoding: { ...shared, order: { field: "order", type: "quantitative" } },
  };
}

function pointLayer(points: Series[], shared: object): Layer {
  const values = points.flatMap(({ name, x, y }) =>
    Array.from(thinSeries(y, mostPoints), (i) => ({ name, x: rounded(x[i]!), y: rounded(y[i]!) })),
  );
  return { data: { values }, mark: { type: "point", size: 50, opacity: 0.95, clip: true }, encoding: { ...shared } };
}

/** A dashed line each, and its word where there is room. */
function ruleLayers(rules: readonly PlotRule[], domain: [number, number], scale: AxisScale, width: number): Layer[] {
  const along = (value: number) => {
    const [low, high] = scale === "log" ? domain.map(Math.log) as [number, number] : domain;
    return (((scale === "log" ? Math.log(value) : value) - low) / (high - low)) * width;
  };
  const upright = rules.flatMap((rule) => ("x" in rule ? [along(requireFinite(`rule "${rule.label}"`, rule.x))] : []));
  let row = 0;
  return rules.flatMap((rule) => {
    const place = "x" in rule ? uprightPlace(rule, along(rule.x), upright, width, row++) : levelPlace(rule, width);
    const data = { values: [{ at: rounded("x" in rule ? rule.x : rule.y), label: rule.label }] };
    return [
      { data, mark: { type: "rule" as const, strokeDash: [5, 4], strokeWidth: 1.3, clip: true }, encoding: place.line },
      {
        data,
        mark: { type: "text" as const, color: neutralColor, ...place.word },
        encoding: { ...place.line, ...place.edge, text: { field: "label", type: "nominal" as const } },
      },
    ];
  });
}

/** The word on the side that is free, each one line below the last. */
function uprightPlace({ label }: { label: string }, pixel: number, others: number[], width: number, row: number) {
  const free = (side: 1 | -1) =>
    [...others, 0, width].map((other) => side * (other - pixel)).reduce((least, gap) => (gap > 0 ? Math.min(least, gap) : least), width);
  const rightward = free(1) > letterWidth * label.length + 12 || free(1) >= free(-1);
  return {
    line: { x: { field: "at", type: "quantitative" as const } },
    edge: { y: { value: 0 } },
    word: {
      align: rightward ? ("left" as const) : ("right" as const),
      baseline: "top" as const,
      dx: rightward ? 6 : -6,
      dy: 4 + lineHeight * row,
    },
  };
}

/** The word behind the right end of the line, where no curve crosses it. */
function levelPlace({ label, y }: { label: string; y: number }, width: number) {
  requireFinite(`rule "${label}"`, y);
  return {
    line: { y: { field: "at", type: "quantitative" as const } },
    edge: { x: { value: width } },
    word: { align: "left" as const, baseline: "middle" as const, dx: 6 },
  };
}

function describe({ xTitle, yTitle, rules = [] }: LinePlotOptions, lines: Series[], points: Series[]): string {
  const said = (kind: string, series: Series[]) =>
    series.map(({ name, x, y }) => `${name}, ${kind} with ${yTitle} ${span(rangeOf(y))} for ${xTitle} ${span(rangeOf(x))}`);
  const marks = rules.map((rule) => `${rule.label} at ${formatNumber("x" in rule ? rule.x : rule.y, 4)}`);
  return `${capitalized(yTitle)} by ${xTitle}: ${[...said("a line", lines), ...said("points", points), ...marks].join("; ")}.`;
}
