import type { VectorLike } from "../arrays";
import { assembleChart, CHART_OPTIONS, checkOptions, type Chart, type ChartOptions, type OptionKinds } from "./chart";
import { formatNumber } from "./formatNumber";
import { choosePoints, span } from "./points";
import { rangeOf } from "./reduce";

/** Options of {@link residualPlot}. */
export interface ResidualPlotOptions extends ChartOptions {
  /** The model's predictions, one a sample. */
  fitted: VectorLike;
  /** Actual minus predicted, one a sample. */
  residuals: VectorLike;
  /** What is predicted, with its unit; default "fitted value". */
  xTitle?: string;
  /** Default "residual (actual - fitted)". */
  yTitle?: string;
  /** More points than this are sampled; default 2000. */
  maxPoints?: number;
}

const KNOWN: OptionKinds<ResidualPlotOptions> = {
  ...CHART_OPTIONS, fitted: "other", residuals: "other", xTitle: "text?", yTitle: "text?", maxPoints: "other",
};

/**
 * Residuals against fitted values, with the line at zero: a good fit leaves no pattern.
 * @throws InputError when columns differ in length or hold anything but finite numbers
 */
export function residualPlot(options: ResidualPlotOptions): Chart {
  checkOptions("residualPlot", options, KNOWN);
  const { xTitle = "fitted value", yTitle = "residual (actual - fitted)", maxPoints } = options;
  const points = choosePoints(["fitted", options.fitted], ["residuals", options.residuals], maxPoints);
  const count = points.y.length;
  const mean = points.y.reduce((sum, value) => sum + value, 0) / count;
  const rootMeanSquare = Math.sqrt(points.y.reduce((sum, value) => sum + value ** 2, 0) / count);
  return assembleChart(options, {
    title: "Residuals",
    description:
      `Residuals of ${count} samples against their ${xTitle} (${span(rangeOf(points.x))}): ` +
      `mean ${formatNumber(mean, 3)}, root mean square ${formatNumber(rootMeanSquare, 4)}, ` +
      `${span(rangeOf(points.y))}.`,
    notes: points.notes,
    layer: [
      {
        data: { values: points.drawn },
        mark: { type: "point", opacity: points.drawn.length > 300 ? 0.45 : 0.7 },
        encoding: {
          x: { field: "x", type: "quantitative", title: xTitle, scale: { zero: false } },
          y: { field: "y", type: "quantitative", title: yTitle },
          tooltip: [
            { field: "x", type: "quantitative", title: xTitle },
            { field: "y", type: "quantitative", title: "residual" },
          ],
        },
      },
      { data: { values: [{}] }, mark: { type: "rule", strokeWidth: 2, opacity: 0.9 }, encoding: { y: { datum: 0 } } },
    ],
  });
}
