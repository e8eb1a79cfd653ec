import { toVector, type VectorLike } from "../arrays";
import { refuse } from "../errors";
import {
  assembleChart, CHART_OPTIONS, checkOptions, requireNames, type Chart, type ChartOptions, type OptionKinds,
} from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { logAxis } from "./logAxis";
import { rangeOf } from "./reduce";
import { neutralColor, seriesColors } from "./theme";

/** Options of {@link spectrumPlot}. By default 46 pixels high a matrix. */
export interface SpectrumPlotOptions extends ChartOptions {
  /** Eigenvalues of one or several matrices, a row each. */
  spectra: readonly { name: string; values: VectorLike }[];
  /** What the eigenvalues are; default "eigenvalue". */
  xTitle?: string;
}

interface Spectrum {
  name: string;
  positive: Float64Array;
  /** How many eigenvalues are zero or negative and have no place on a log axis. */
  unplaceable: number;
  smallest: number;
  largest: number;
  /** The largest over the smallest; infinite when one is zero or negative. */
  condition: number;
}

const rowHeight = 46;

const KNOWN: OptionKinds<SpectrumPlotOptions> = { ...CHART_OPTIONS, spectra: "list", xTitle: "text?" };

/**
 * The eigenvalues of symmetric matrices as ticks on a log axis, a row a matrix, each with its condition number: how far
 * the steepest and the flattest direction of a loss lie apart.
 * @throws InputError when there is no spectrum, one has no positive eigenvalue or a number that is not finite, or names
 * repeat
 */
export function spectrumPlot(options: SpectrumPlotOptions): Chart {
  checkOptions("spectrumPlot", options, KNOWN);
  const { xTitle = "eigenvalue" } = options;
  const names = requireNames("spectra", options.spectra);
  if (names.length === 0) refuse("spectra", "at least one", options.spectra);
  const spectra = options.spectra.map(read);
  const x = {
    field: "value",
    type: "quantitative" as const,
    title: xTitle,
    scale: { type: "log" as const, nice: false, padding: 14 },
    axis: { ...logAxis, grid: false },
  };
  const y = {
    field: "name",
    type: "nominal" as const,
    title: null,
    sort: names,
    axis: { labelLimit: 200, grid: false, ticks: false, domain: false },
  };
  return assembleChart(
    { height: rowHeight * names.length, ...options },
    {
      title: "How far apart the curvatures lie",
      description: `Ticks on a log axis: ${spectra.map(describe).join("; ")}.`,
      notes: spectra
        .filter(({ unplaceable }) => unplaceable > 0)
        .map(({ name, unplaceable }) => `${name}: ${unplaceable} at zero or below, not on the log axis`),
      layer: [
        {
          data: { values: spectra.map(({ name, smallest, largest }) => ({ name, value: rounded(smallest), end: rounded(largest) })) },
          mark: { type: "rule", strokeWidth: 1.5, opacity: 0.7 },
          encoding: { x, x2: { field: "end" }, y },
        },
        {
          data: {
            values: spectra.flatMap(({ name, positive }) =>
              Array.from(positive, (value) => ({ name, value: rounded(value) })),
            ),
          },
          mark: { type: "tick", color: seriesColors[0]!, thickness: 2.5, size: 18, opacity: 0.9 },
          encoding: {
            x,
            y,
            tooltip: [
              { field: "name", type: "nominal", title: "matrix" },
              { field: "value", type: "quantitative", title: xTitle, format: ".4~g" },
            ],
          },
        },
        {
          data: {
            values: spectra.map(({ name, smallest, largest, condition }) => ({
              name,
              value: rounded(Math.sqrt(smallest) * Math.sqrt(largest)),
              words: `κ = ${short(condition)}`,
            })),
          },
          mark: { type: "text", color: neutralColor, baseline: "bottom", dy: -10 },
          encoding: { x, y, text: { field: "words", type: "nominal" } },
        },
      ],
    },
  );
}

function read({ name, values: list }: { name: string; values: VectorLike }): Spectrum {
  const values = toVector(list, `spectrum "${name}"`);
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) refuse(`spectrum "${name}"`, "a positive eigenvalue", values);
  const [smallest, largest] = rangeOf(positive);
  const unplaceable = values.length - positive.length;
  return { name, positive, unplaceable, smallest, largest, condition: unplaceable > 0 ? Infinity : largest / smallest };
}

/** Three digits, and a power of ten for what is large. */
function short(condition: number): string {
  if (condition === Infinity) return "∞";
  return condition < 1e6 ? formatNumber(condition, 3) : condition.toExponential(2).replace("+", "");
}

function describe({ name, positive, smallest, largest, condition }: Spectrum): string {
  const ends = `from ${formatNumber(smallest, 3)} to ${formatNumber(largest, 3)}`;
  return `${name}, ${positive.length} ${ends}, condition number ${short(condition)}`;
}
