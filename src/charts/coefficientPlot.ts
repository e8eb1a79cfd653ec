import { toVector, type VectorLike } from "../arrays";
import { refuse } from "../errors";
import {
  assembleChart, capitalized, CHART_OPTIONS, checkOptions, requireNames, seriesLegend, type Chart,
  type ChartOptions, type OptionKinds,
} from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { seriesColors } from "./theme";

/** Options of {@link coefficientPlot}. By default a feature is 26 pixels high; with several fits 8, and 12 a fit. */
export interface CoefficientPlotOptions extends ChartOptions {
  /** The features, in the order of the coefficients. */
  names: readonly string[];
  /** One or several fits of the same features. */
  series: readonly { name: string; values: VectorLike }[];
  /** What the coefficients are, with their unit; default "coefficient". */
  xTitle?: string;
}

const rowHeight = 26;
const shapes = [
  "circle",
  "diamond",
  "square",
  "triangle-up",
  "cross",
  "triangle-down",
  "triangle-right",
  "triangle-left",
];

const KNOWN: OptionKinds<CoefficientPlotOptions> = { ...CHART_OPTIONS, names: "list", series: "list", xTitle: "text?" };

/**
 * Coefficients as dots, a row for each feature, so that fits can be compared.
 * @throws InputError when a fit has not one finite number for each feature, or names repeat
 */
export function coefficientPlot(options: CoefficientPlotOptions): Chart {
  checkOptions("coefficientPlot", options, KNOWN);
  const { names, series, xTitle = "coefficient" } = options;
  requireNames(
    "names",
    names.map((name) => ({ name })),
  );
  if (names.length === 0) refuse("names", "at least one feature", names);
  if (series.length === 0) refuse("series", "at least one fit", series);
  const fits = requireNames("series", series);
  const values = series.flatMap(({ name, values: list }) => {
    const numbers = toVector(list, `series "${name}"`);
    if (numbers.length !== names.length)
      refuse(`series "${name}"`, `${names.length} numbers, one a feature`, numbers.length);
    return names.map((feature, i) => ({ name, feature, value: rounded(numbers[i]!) }));
  });
  const several = series.length > 1;
  const height = names.length * Math.max(rowHeight, several ? 12 * series.length + 8 : 0);
  const named = { field: "name", type: "nominal" as const, legend: several ? seriesLegend(fits, options.width) : null };
  return assembleChart(
    { height, ...options },
    {
      title: `${capitalized(xTitle)} by feature`,
      description: `Dot plot of ${names.length} features: ${series.map((fit) => describe(fit, names)).join("; ")}.`,
      layer: [
        { data: { values: [{}] }, mark: { type: "rule", strokeWidth: 1.5 }, encoding: { x: { datum: 0 } } },
        {
          data: { values },
          mark: { type: "point", size: 70, opacity: 0.95 },
          encoding: {
            x: { field: "value", type: "quantitative", title: xTitle },
            y: { field: "feature", type: "nominal", title: null, sort: null, axis: { grid: true, labelLimit: 220 } },
            ...(several && {
              yOffset: { field: "name", type: "nominal" as const, sort: null, scale: { paddingOuter: 1 } },
            }),
            color: {
              ...named,
              scale: { domain: fits, range: fits.map((_, i) => seriesColors[i % seriesColors.length]!) },
            },
            shape: { ...named, scale: { domain: fits, range: fits.map((_, i) => shapes[i % shapes.length]!) } },
            tooltip: [
              { field: "feature", type: "nominal" },
              ...(several ? [{ field: "name", type: "nominal" as const, title: "fit" }] : []),
              { field: "value", type: "quantitative", title: xTitle },
            ],
          },
        },
      ],
    },
  );
}

function describe({ name, values }: { name: string; values: VectorLike }, names: readonly string[]): string {
  const numbers = toVector(values);
  const largest = numbers.reduce((best, value, i) => (Math.abs(value) > Math.abs(numbers[best]!) ? i : best), 0);
  return `${name}, largest for ${names[largest]} with ${formatNumber(numbers[largest]!, 4)}`;
}
