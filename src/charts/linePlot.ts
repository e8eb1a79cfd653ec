import type { VectorLike } from "../arrays";
import { refuse, requireFinite } from "../errors";
import {
  assembleChart, capitalized, CHART_OPTIONS, checkOptions, requireNames, seriesLegend, sizeOf, type Chart,
  type ChartOptions, type Layer, type OptionKinds,
} from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { logAxis } from "./logAxis";
import { equalColumns, span, withMargin } from "./points";
import { rangeOf, thinSeries } from "./reduce";
import { isInside, outsideNote, readRules, ruleLayers, type PlotRule, type Rule } from "./rules";
import { seriesColors } from "./theme";

/** Pairs of numbers under one name. */
export interface PlotSeries {
  name: string;
  x: VectorLike;
  y: VectorLike;
}

/** How an axis is divided; on a log axis only positive numbers have a place. */
export type AxisScale = "linear" | "log";

/** Options of {@link linePlot}. */
export interface LinePlotOptions extends ChartOptions {
  /** Joined in the order of their points: formulas, paths, runs. Default none. */
  lines?: readonly PlotSeries[];
  /** Drawn as dots: measurements. Dots with the name of a line have its colour. Default none. */
  points?: readonly PlotSeries[];
  /** Values to compare with. The axes reach to them, unless they have a domain of their own. Default none. */
  rules?: readonly PlotRule[];
  /** Default "linear". */
  xScale?: AxisScale;
  /** Default "linear". */
  yScale?: AxisScale;
  /** Smallest and largest x shown; default those of the series and rules, with a little room around. */
  xDomain?: readonly [number, number];
  /** Smallest and largest y shown; default those of the series and rules, with a little room around. */
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
const mostTicks = 8;

const KNOWN: OptionKinds<LinePlotOptions> = {
  ...CHART_OPTIONS, lines: "list?", points: "list?", rules: "list?", xScale: "scale?", yScale: "scale?",
  xDomain: "list?", yDomain: "list?", xTitle: "text", yTitle: "text",
};

/**
 * Lines and dots over two numeric axes, each of them linear or logarithmic: measurements beside a formula, the path of
 * one quantity against another.
 * @throws InputError when there is no series, one has no point that can be drawn, its columns differ in length or hold
 * anything but finite numbers, a domain is empty, or names repeat
 */
export function linePlot(options: LinePlotOptions): Chart {
  checkOptions("linePlot", options, KNOWN);
  const { xScale = "linear", yScale = "linear", xTitle, yTitle } = options;
  const rules = readRules(options.rules);
  const size = sizeOf(options);
  const lines = readAll("lines", options.lines, xScale, yScale);
  const points = readAll("points", options.points, xScale, yScale);
  const all = [...lines, ...points];
  if (all.length === 0) refuse("lines and points", "at least one series", all);
  const xDomain = readDomain("xDomain", options.xDomain, reached("x", xScale, all, rules), xScale);
  const yDomain = readDomain("yDomain", options.yDomain, reached("y", yScale, all, rules), yScale);
  const isShown = (rule: Rule) => isInside(rule, rule.axis === "x" ? xDomain : yDomain);
  const names = [...new Set(all.map(({ name }) => name))];
  const shared = {
    x: axis("x", xTitle, xScale, xDomain, all),
    y: axis("y", yTitle, yScale, yDomain, all),
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
      notes: [
        ...all
          .filter(({ unplaceable }) => unplaceable > 0)
          .map(({ name, unplaceable }) => `${name}: ${unplaceable} points of zero or below are not on the log axis`),
        ...rules.filter((rule) => !isShown(rule)).map(outsideNote),
      ],
      layer: [
        ...ruleLayers(rules.filter(isShown), { domain: xDomain, scale: xScale }, size.width),
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

/** What an axis without a domain of its own must reach: the values of all series, and the rules that it can show. */
function reached(axis: "x" | "y", scale: AxisScale, series: Series[], rules: Rule[]): Float64Array[] {
  const places = rules.filter((rule) => rule.axis === axis && (scale === "linear" || rule.at > 0)).map(({ at }) => Float64Array.of(at));
  return [...series.map((each) => each[axis]), ...places];
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

/** Where all values are whole (epochs, splits), no label stands between two of them. */
function axis(field: "x" | "y", title: string, scale: AxisScale, domain: [number, number], series: Series[]) {
  const isWhole = series.every((each) => each[field].every(Number.isInteger));
  return {
    field,
    type: "quantitative" as const,
    title,
    scale: { domain, nice: false, ...(scale === "log" ? { type: "log" as const } : { zero: false }) },
    ...(scale === "log" ? { axis: logAxis } : isWhole && { axis: { tickCount: wholeTicks(domain) } }),
  };
}

/** As many labels as on other axes, or one for each whole number. */
function wholeTicks([low, high]: [number, number]): number {
  return Math.max(1, Math.min(mostTicks, Math.floor(high - low)));
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

function describe({ xTitle, yTitle, rules = [] }: LinePlotOptions, lines: Series[], points: Series[]): string {
  const said = (kind: string, series: Series[]) =>
    series.map(({ name, x, y }) => `${name}, ${kind} with ${yTitle} ${span(rangeOf(y))} for ${xTitle} ${span(rangeOf(x))}`);
  const marks = readRules(rules).map(({ label, at }) => `${label} at ${formatNumber(at, 4)}`);
  return `${capitalized(yTitle)} by ${xTitle}: ${[...said("a line", lines), ...said("points", points), ...marks].join("; ")}.`;
}
