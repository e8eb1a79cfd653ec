import { toVector, type VectorLike } from "../arrays";
import { refuse } from "../errors";
import {
  assembleChart, capitalized, CHART_OPTIONS, checkOptions, requireNames, seriesLegend, sizeOf, type Chart,
  type ChartOptions, type OptionKinds,
} from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import type { AxisScale, PlotSeries } from "./linePlot";
import { logAxis } from "./logAxis";
import { equalColumns, span } from "./points";
import { rangeOf, thinSeries } from "./reduce";
import { neutralColor, seriesColors } from "./theme";

/** What the same experiment gave for several seeds. */
export interface SeededRuns {
  name: string;
  /** Where it was measured. */
  x: VectorLike;
  /** One list of measurements for each seed, as long as `x`. */
  runs: readonly VectorLike[];
}

/** Options of {@link bandPlot}. */
export interface BandPlotOptions extends ChartOptions {
  /** The experiments, each under its name. */
  groups: readonly SeededRuns[];
  /** Dashed lines to compare with: formulas, limits, a single run; with the name of a group in its colour. Default none. */
  lines?: readonly PlotSeries[];
  /** Default "linear". */
  xScale?: AxisScale;
  /** Default "linear". */
  yScale?: AxisScale;
  /** What x is, with its unit. */
  xTitle: string;
  /** What y is, with its unit. */
  yTitle: string;
}

interface Band {
  name: string;
  x: Float64Array;
  low: Float64Array;
  middle: Float64Array;
  high: Float64Array;
  seeds: number;
}

const mostPoints = 300;

const KNOWN: OptionKinds<BandPlotOptions> = {
  ...CHART_OPTIONS, groups: "list", lines: "list?", xScale: "scale?", yScale: "scale?", xTitle: "text",
  yTitle: "text",
};

/**
 * The median over several seeds as a line, and the half of the seeds around it (first to third quartile) as a band.
 * @throws InputError when there is no group, a group has no run, a run is not as long as its x, a number is not finite,
 * nothing of a series has a place on a log axis, or names repeat
 */
export function bandPlot(options: BandPlotOptions): Chart {
  checkOptions("bandPlot", options, KNOWN);
  const { groups, lines = [], xScale = "linear", yScale = "linear", xTitle, yTitle } = options;
  if (groups.length === 0) refuse("groups", "at least one group", groups);
  requireNames("groups", groups);
  requireNames("lines", lines);
  const size = sizeOf(options);
  const placed = (x: number, y: number) => (xScale === "linear" || x > 0) && (yScale === "linear" || y > 0);
  const bands = groups.map(readBand);
  const bandValues = bands.map((band) => requirePlace(band.name, drawn(band).filter(({ x, low }) => placed(x, low))));
  const lineValues = lines.map((line) => requirePlace(line.name, drawnLine(line).filter(({ x, y }) => placed(x, y))));
  const names = [...new Set([...groups, ...lines].map(({ name }) => name))];
  const color = {
    field: "name",
    type: "nominal" as const,
    scale: { domain: names, range: names.map((_, i) => seriesColors[i % seriesColors.length]!) },
    legend: seriesLegend(names, size.width),
  };
  const x = { field: "x", type: "quantitative" as const, title: xTitle, ...axis(xScale) };
  const y = { type: "quantitative" as const, title: yTitle, ...axis(yScale) };
  const order = { field: "order", type: "quantitative" as const };
  const tooltip = [
    { field: "name", type: "nominal" as const, title: "series" },
    { field: "x", type: "quantitative" as const, title: xTitle, format: ".6~g" },
  ];
  const number = (field: string, title: string) => ({ field, type: "quantitative" as const, title, format: ".4~g" });
  return assembleChart({ ...options, ...size }, {
    title: `${capitalized(yTitle)} by ${xTitle}`,
    description: describe(options, bands),
    layer: [
      {
        data: { values: bandValues.flat() },
        mark: { type: "area", orient: "vertical", opacity: 0.28 },
        // JupyterLab's Vega-Lite 5.6 would stack what shares a low: along x, even, when y is not to be stacked.
        encoding: { x: { ...x, stack: null }, y: { ...y, field: "low", stack: null }, y2: { field: "high" }, color },
      },
      {
        data: { values: bandValues.flat() },
        mark: { type: "line" },
        encoding: {
          x, y: { ...y, field: "middle" }, color, order,
          tooltip: [...tooltip, number("middle", "median"), number("low", "first quartile"), number("high", "third quartile")],
        },
      },
      ...(lines.length === 0 ? [] : [{
        data: { values: lineValues.flat() },
        mark: { type: "line" as const, strokeDash: [6, 4], strokeWidth: 1.8, color: neutralColor },
        encoding: { x, y: { ...y, field: "y" }, color, order, tooltip: [...tooltip, number("y", yTitle)] },
      }]),
    ],
  });
}

function readBand({ name, x: xLike, runs }: SeededRuns): Band {
  if (runs.length === 0) refuse(`group "${name}"`, "at least one run", runs);
  const x = toVector(xLike, `group "${name}", x`);
  const values = runs.map((run, seed) => equalColumns([`group "${name}", x`, x], [`group "${name}", run ${seed}`, run])[1]);
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => x.map((_, i) => quantile(values.map((run) => run[i]!), share)));
  return { name, x, low: low!, middle: middle!, high: high!, seeds: runs.length };
}

/** The quantile between the two nearest order statistics, as NumPy's default. */
function quantile(values: number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

function drawn({ name, x, low, middle, high }: Band) {
  return Array.from(thinSeries(middle, mostPoints), (i) => ({
    name, order: i, x: rounded(x[i]!), low: rounded(low[i]!), middle: rounded(middle[i]!), high: rounded(high[i]!),
  }));
}

function drawnLine({ name, x: xLike, y: yLike }: PlotSeries) {
  const [x, y] = equalColumns([`"${name}", x`, xLike], [`"${name}", y`, yLike]);
  return Array.from(thinSeries(y, mostPoints), (i) => ({ name, order: i, x: rounded(x[i]!), y: rounded(y[i]!) }));
}

function requirePlace<T>(name: string, points: T[]): T[] {
  if (points.length === 0) refuse(`"${name}"`, "a point that the axes can show", "none");
  return points;
}

function axis(scale: AxisScale) {
  return scale === "log"
    ? { scale: { type: "log" as const, nice: false }, axis: logAxis }
    : { scale: { zero: false, nice: false } };
}

function describe({ xTitle, yTitle, lines = [] }: BandPlotOptions, bands: Band[]): string {
  const said = bands.map(({ name, x, middle, seeds }) =>
    `${name}, median of ${seeds} ${seeds === 1 ? "seed" : "seeds"} ${span(rangeOf(middle))}, `
    + `${formatNumber(middle[middle.length - 1]!, 4)} at the end, for ${xTitle} ${span(rangeOf(x))}`);
  return `${capitalized(yTitle)} by ${xTitle}: ${[...said, ...lines.map(({ name }) => `${name}, a dashed line`)].join("; ")}.`;
}
