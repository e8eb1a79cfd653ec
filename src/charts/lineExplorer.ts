import type { VectorLike } from "../arrays";
import { assembleChart, CHART_OPTIONS, checkOptions, type Chart, type ChartOptions, type OptionKinds } from "./chart";
import { formatNumber } from "./formatNumber";
import { choosePoints, withMargin } from "./points";
import { rangeOf } from "./reduce";
import { readSlider, type SliderRange } from "./slider";
import { neutralColor, seriesColors } from "./theme";

/** Options of {@link lineExplorer}. */
export interface LineExplorerOptions extends ChartOptions {
  /** Across: one number a sample. */
  x: VectorLike;
  /** Up: one number a sample. */
  y: VectorLike;
  /** What the reader may set the slope to, in units of y per unit of x. */
  slope: SliderRange;
  /** What the reader may set the intercept to, in units of y. */
  intercept: SliderRange;
  /** What x is, with its unit. */
  xTitle: string;
  /** What y is, with its unit. */
  yTitle: string;
  /** More points than this are sampled, and the error shown is that of the sample; default 300. */
  maxPoints?: number;
}

const KNOWN: OptionKinds<LineExplorerOptions> = {
  ...CHART_OPTIONS, x: "other", y: "other", slope: "other", intercept: "other", xTitle: "text", yTitle: "text",
  maxPoints: "other",
};

/**
 * A line the reader moves: two sliders in the chart set slope and intercept, and the line, the residuals and the
 * mean squared error follow, also in an exported report.
 * @throws InputError when a slider's range is empty or its start outside, or the columns are not as in `scatterWithFit`
 */
export function lineExplorer(options: LineExplorerOptions): Chart {
  checkOptions("lineExplorer", options, KNOWN);
  const { xTitle, yTitle, maxPoints = 300 } = options;
  const points = choosePoints(["x", options.x], ["y", options.y], maxPoints);
  const slope = readSlider("slope", options.slope);
  const intercept = readSlider("intercept", options.intercept);
  const xEnds = withMargin(rangeOf(points.x));
  const x = {
    field: "x",
    type: "quantitative" as const,
    title: xTitle,
    scale: { domain: xEnds, nice: false, zero: false },
  };
  const yScale = { domain: withMargin(rangeOf(points.y), 0.25), zero: false };
  const error = meanSquaredError(points.drawn, slope.value, intercept.value);
  return assembleChart(options, {
    title: "Move the line: slope and intercept",
    description:
      `${points.drawn.length} points of ${yTitle} against ${xTitle}, a line moved by two sliders, its residuals and its ` +
      `mean squared error: ${formatNumber(error, 4)} at slope ${formatNumber(slope.value, 4)} ` +
      `and intercept ${formatNumber(intercept.value, 4)}.`,
    notes: points.notes,
    params: [
      { name: "slope", ...slope },
      { name: "intercept", ...intercept },
    ],
    data: { values: points.drawn },
    transform: [
      { calculate: "intercept + slope * datum.x", as: "predicted" },
      { calculate: "datum.y - datum.predicted", as: "residual" },
    ],
    layer: [
      {
        mark: { type: "rule", color: seriesColors[1]!, strokeWidth: 1.3, opacity: 0.65, clip: true },
        encoding: { x, y: { field: "y", type: "quantitative" }, y2: { field: "predicted" } },
      },
      {
        mark: { type: "point", opacity: 0.8 },
        encoding: {
          x,
          y: { field: "y", type: "quantitative", title: yTitle, scale: yScale },
          tooltip: [
            { field: "x", type: "quantitative", title: xTitle },
            { field: "y", type: "quantitative", title: yTitle },
            { field: "residual", type: "quantitative", format: ".4~g" },
          ],
        },
      },
      {
        data: { values: xEnds.map((end) => ({ x: end })) },
        transform: [{ calculate: "intercept + slope * datum.x", as: "y" }],
        mark: { type: "line", color: seriesColors[0]!, clip: true },
        encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } },
      },
      {
        transform: [
          { calculate: "datum.residual * datum.residual", as: "square" },
          { aggregate: [{ op: "mean", field: "square", as: "error" }] },
          { calculate: "'mean squared error ' + format(datum.error, '.4~g')", as: "words" },
        ],
        mark: {
          type: "text",
          color: neutralColor,
          align: "left",
          baseline: "top",
          fontSize: 13,
          fontWeight: 600,
          dx: 6,
          dy: 4,
        },
        encoding: { x: { value: 0 }, y: { value: 0 }, text: { field: "words", type: "nominal" } },
      },
    ],
  });
}

function meanSquaredError(points: { x: number; y: number }[], slope: number, intercept: number): number {
  return points.reduce((sum, { x, y }) => sum + (y - intercept - slope * x) ** 2, 0) / points.length;
}
