import type { VectorLike } from "../arrays";
import { requireFinite } from "../errors";
import {
  assembleChart, capitalized, CHART_OPTIONS, checkOptions, requireNames, seriesLegend, type Chart,
  type ChartOptions, type Layer, type OptionKinds,
} from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { choosePoints, equalColumns, span } from "./points";
import { rangeOf, thinSeries } from "./reduce";
import { seriesColors } from "./theme";

/** The straight line y = intercept + slope x. */
export interface FitLine {
  name: string;
  intercept: number;
  slope: number;
}

/** Any other fit, by points of its curve in the order they are joined. */
export interface FitCurve {
  name: string;
  x: VectorLike;
  y: VectorLike;
}

/** Options of {@link scatterWithFit}. */
export interface ScatterWithFitOptions extends ChartOptions {
  /** Across: one number a sample. */
  x: VectorLike;
  /** Up: one number a sample. */
  y: VectorLike;
  /** Lines or curves through the points, each in its own colour. Default none. */
  fits?: readonly (FitLine | FitCurve)[];
  /** What x is, with its unit. */
  xTitle: string;
  /** What y is, with its unit. */
  yTitle: string;
  /** More points than this are sampled; default 2000. */
  maxPoints?: number;
}

const KNOWN: OptionKinds<ScatterWithFitOptions> = {
  ...CHART_OPTIONS, x: "other", y: "other", fits: "list?", xTitle: "text", yTitle: "text", maxPoints: "other",
};

/**
 * Points, and lines fitted through them.
 * @throws InputError when columns differ in length or hold anything but finite numbers, or names repeat
 */
export function scatterWithFit(options: ScatterWithFitOptions): Chart {
  checkOptions("scatterWithFit", options, KNOWN);
  const { fits = [], xTitle, yTitle, maxPoints } = options;
  const points = choosePoints(["x", options.x], ["y", options.y], maxPoints);
  const xRange = rangeOf(points.x);
  const names = requireNames("fits", fits);
  const said = fits.map((fit) => ("slope" in fit ? equation(fit) : fit.name));
  return assembleChart(options, {
    title: `${capitalized(yTitle)} against ${xTitle}`,
    description:
      `Scatter plot of ${points.x.length} points: ${yTitle} (${span(rangeOf(points.y))}) ` +
      `against ${xTitle} (${span(xRange)})${said.length > 0 ? `, with ${said.join("; ")}` : ""}.`,
    notes: points.notes,
    layer: [
      pointLayer(points.drawn, xTitle, yTitle),
      ...(fits.length > 0 ? [fitLayer(fits, names, xRange, options.width)] : []),
    ],
  });
}

function pointLayer(values: { x: number; y: number }[], xTitle: string, yTitle: string): Layer {
  return {
    data: { values },
    mark: { type: "point", opacity: values.length > 300 ? 0.4 : 0.7 },
    encoding: {
      x: { field: "x", type: "quantitative", title: xTitle, scale: { zero: false } },
      y: { field: "y", type: "quantitative", title: yTitle, scale: { zero: false } },
      tooltip: [
        { field: "x", type: "quantitative", title: xTitle },
        { field: "y", type: "quantitative", title: yTitle },
      ],
    },
  };
}

function fitLayer(
  fits: readonly (FitLine | FitCurve)[],
  names: string[],
  xRange: [number, number],
  width?: number,
): Layer {
  return {
    data: { values: fits.flatMap((fit) => curveOf(fit, xRange)) },
    mark: { type: "line" },
    encoding: {
      x: { field: "x", type: "quantitative" },
      y: { field: "y", type: "quantitative" },
      order: { field: "order", type: "quantitative" },
      color: {
        field: "name",
        type: "nominal",
        legend: seriesLegend(names, width),
        scale: { domain: names, range: names.map((_, i) => seriesColors[(i + 1) % seriesColors.length]!) },
      },
      tooltip: { field: "name", type: "nominal", title: "fit" },
    },
  };
}

function curveOf(fit: FitLine | FitCurve, xRange: [number, number]) {
  if ("slope" in fit) {
    const slope = requireFinite(`fit "${fit.name}", slope`, fit.slope);
    const intercept = requireFinite(`fit "${fit.name}", intercept`, fit.intercept);
    return xRange.map((x, order) => ({ name: fit.name, order, x: rounded(x), y: rounded(intercept + slope * x) }));
  }
  const [x, y] = equalColumns([`fit "${fit.name}", x`, fit.x], [`fit "${fit.name}", y`, fit.y]);
  return Array.from(thinSeries(y, 300), (i, order) => ({
    name: fit.name,
    order,
    x: rounded(x[i]!),
    y: rounded(y[i]!),
  }));
}

function equation({ name, intercept, slope }: FitLine): string {
  return `${name}: y = ${formatNumber(intercept, 4)} ${slope < 0 ? "-" : "+"} ${formatNumber(Math.abs(slope), 4)} x`;
}
