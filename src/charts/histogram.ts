import { toVector, type VectorLike } from "../arrays";
import { refuse, requireInteger } from "../errors";
import {
  assembleChart, CHART_OPTIONS, checkOptions, requireNames, seriesLegend, type Chart, type ChartOptions,
  type OptionKinds,
} from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { rangeOf } from "./reduce";
import { seriesColors } from "./theme";

/** Options of {@link histogram}. */
export interface HistogramOptions extends ChartOptions {
  /** One group of values; either this or `groups`. */
  values?: VectorLike;
  /** Several groups, drawn over one another in the same bins. */
  groups?: readonly { name: string; values: VectorLike }[];
  /** What the values are, with their unit. */
  xTitle: string;
  /** About how many bins; their edges are round numbers; default 30. */
  bins?: number;
}

interface Group {
  name: string;
  values: Float64Array;
  mean: number;
  deviation: number;
}

const KNOWN: OptionKinds<HistogramOptions> = {
  ...CHART_OPTIONS, values: "other", groups: "list?", xTitle: "text", bins: "other",
};

/**
 * How often values fall into equal bins, with each group's mean as a dashed line. Groups of different size are
 * compared by share of the group, everything else by count.
 * @throws InputError when not exactly one of `values` and `groups` is given, or a value is no finite number
 */
export function histogram(options: HistogramOptions): Chart {
  checkOptions("histogram", options, KNOWN);
  const { xTitle, bins = 30 } = options;
  const groups = readGroups(options);
  const names = requireNames("groups", groups);
  const byShare = groups.some(({ values }) => values.length !== groups[0]!.values.length);
  const yTitle = byShare ? "share of the group (%)" : "count";
  const edges = roundEdges(groups, requireInteger("bins", bins, 2, 500));
  const color = {
    field: "name",
    type: "nominal" as const,
    scale: { domain: names, range: names.map((_, i) => seriesColors[i % seriesColors.length]!) },
    legend: groups.length === 1 ? null : seriesLegend(names, options.width),
  };
  const x = {
    field: "start",
    type: "quantitative" as const,
    title: xTitle,
    scale: { zero: false, nice: false },
    axis: { grid: false },
  };
  return assembleChart(options, {
    title: `Distribution of ${xTitle}`,
    description: `Histogram of ${xTitle}: ${groups.map(describeGroup).join("; ")}.`,
    layer: [
      {
        data: { values: groups.flatMap((group) => countBins(group, edges, byShare)) },
        mark: { type: "bar", orient: "vertical", opacity: 0.55, binSpacing: 0.5 },
        encoding: {
          x,
          x2: { field: "end" },
          y: { field: "height", type: "quantitative", title: yTitle, stack: null },
          color,
          tooltip: [
            ...(groups.length > 1 ? [{ field: "name", type: "nominal" as const, title: "group" }] : []),
            { field: "start", type: "quantitative", title: "from" },
            { field: "end", type: "quantitative", title: "to" },
            { field: "height", type: "quantitative", title: yTitle, format: ".4~g" },
          ],
        },
      },
      {
        data: { values: groups.map(({ name, mean }) => ({ name, start: rounded(mean) })) },
        mark: { type: "rule", strokeWidth: 2, strokeDash: [6, 4] },
        encoding: {
          x,
          color,
          tooltip: [
            ...(groups.length > 1 ? [{ field: "name", type: "nominal" as const, title: "group" }] : []),
            { field: "start", type: "quantitative", title: "mean" },
          ],
        },
      },
    ],
  });
}

function readGroups({ values, groups, xTitle }: HistogramOptions): Group[] {
  if ((values === undefined) === (groups === undefined) || groups?.length === 0) {
    refuse("histogram", "either values or groups", values === undefined ? "neither" : "both");
  }
  return (groups ?? [{ name: xTitle, values: values! }]).map(({ name, values: list }) => {
    const numbers = toVector(list, groups ? `group "${name}"` : "values");
    const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { name, values: numbers, mean, deviation: Math.sqrt(squares / Math.max(1, numbers.length - 1)) };
  });
}

/** Whether `a` is fewer times larger or smaller than `wanted` than `b` is. */
function nearer(a: number, b: number, wanted: number): boolean {
  return Math.abs(Math.log(a / wanted)) < Math.abs(Math.log(b / wanted));
}

/** Bin edges at multiples of 1, 2 or 5 times a power of ten, about `bins` of them over all groups. */
function roundEdges(groups: Group[], bins: number): Float64Array {
  const ranges = groups.map(({ values }) => rangeOf(values));
  const low = Math.min(...ranges.map(([smallest]) => smallest));
  const high = Math.max(...ranges.map(([, largest]) => largest));
  const wanted = (high - low) / bins || Math.abs(low) * 0.1 || 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const width = power * [1, 2, 5, 10].reduce((best, factor) => (nearer(factor, best, wanted / power) ? factor : best));
  const first = Math.floor(low / width);
  const count = Math.floor(high / width) - first + 1;
  return Float64Array.from({ length: count + 1 }, (_, i) => (first + i) * width);
}

function countBins({ name, values }: Group, edges: Float64Array, byShare: boolean) {
  const counts = new Float64Array(edges.length - 1);
  const width = edges[1]! - edges[0]!;
  for (const value of values) {
    counts[Math.min(counts.length - 1, Math.max(0, Math.floor((value - edges[0]!) / width)))]!++;
  }
  const unit = byShare ? 100 / values.length : 1;
  return Array.from(counts, (count, i) => ({
    name,
    start: rounded(edges[i]!),
    end: rounded(edges[i + 1]!),
    height: rounded(count * unit),
  })).filter(({ height }) => height > 0);
}

function describeGroup({ name, values, mean, deviation }: Group): string {
  return `${name}, ${values.length} values with mean ${formatNumber(mean, 4)} and standard deviation ${formatNumber(deviation, 4)}`;
}
