import type { VectorLike } from "../arrays";
import { assembleChart, CHART_OPTIONS, checkOptions, type Chart, type ChartOptions, type OptionKinds } from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { choosePoints, withMargin } from "./points";
import { rangeOf } from "./reduce";
import { neutralColor } from "./theme";

/** Options of {@link predictionPlot}. 380 x 380 pixels by default. */
export interface PredictionPlotOptions extends ChartOptions {
  /** The true values, one a sample. */
  actual: VectorLike;
  /** The model's predictions, one a sample. */
  predicted: VectorLike;
  /** Default "actual"; say the unit. */
  xTitle?: string;
  /** Default "predicted"; say the unit. */
  yTitle?: string;
  /** More points than this are sampled; default 2000. */
  maxPoints?: number;
}

const KNOWN: OptionKinds<PredictionPlotOptions> = {
  ...CHART_OPTIONS, actual: "other", predicted: "other", xTitle: "text?", yTitle: "text?", maxPoints: "other",
};

/**
 * Predictions against the truth on equal axes; on the diagonal a prediction is exact.
 * @throws InputError when columns differ in length or hold anything but finite numbers
 */
export function predictionPlot(options: PredictionPlotOptions): Chart {
  checkOptions("predictionPlot", options, KNOWN);
  const { xTitle = "actual", yTitle = "predicted", maxPoints } = options;
  const points = choosePoints(["actual", options.actual], ["predicted", options.predicted], maxPoints);
  const [xRange, yRange] = [rangeOf(points.x), rangeOf(points.y)];
  const range: [number, number] = [Math.min(xRange[0], yRange[0]), Math.max(xRange[1], yRange[1])];
  const domain = withMargin(range);
  const error = rootMeanSquaredError(points.x, points.y);
  return assembleChart(
    { width: 380, height: 380, ...options },
    {
      title: "Predicted against actual",
      description:
        `Predictions of ${points.x.length} samples against their actual values, with the diagonal of exact ` +
        `predictions: the root mean squared error is ${formatNumber(error, 4)}.`,
      notes: points.notes,
      layer: [
        {
          data: { values: points.drawn },
          mark: { type: "point", opacity: points.drawn.length > 300 ? 0.45 : 0.7 },
          encoding: {
            x: { field: "x", type: "quantitative", title: xTitle, scale: { domain, nice: false, zero: false } },
            y: { field: "y", type: "quantitative", title: yTitle, scale: { domain, nice: false, zero: false } },
            tooltip: [
              { field: "x", type: "quantitative", title: xTitle },
              { field: "y", type: "quantitative", title: yTitle },
            ],
          },
        },
        {
          data: { values: range.map((value) => ({ value: rounded(value) })) },
          mark: { type: "line", strokeWidth: 2, opacity: 0.9, color: neutralColor },
          encoding: { x: { field: "value", type: "quantitative" }, y: { field: "value", type: "quantitative" } },
        },
      ],
    },
  );
}

function rootMeanSquaredError(actual: Float64Array, predicted: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += (actual[i]! - predicted[i]!) ** 2;
  return Math.sqrt(sum / actual.length);
}
