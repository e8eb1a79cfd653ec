import { refuse, requireFinite, requireInteger, requirePositive } from "../errors";
import {
  assembleChart, capitalized, CHART_OPTIONS, checkOptions, requireNames, seriesLegend, type Chart,
  type ChartOptions, type Layer, type OptionKinds,
} from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { logAxis } from "./logAxis";
import { rangeOf, thinSeries } from "./reduce";
import { readRun, type Curve, type LossRun } from "./lossRun";
import { neutralColor, seriesColors } from "./theme";

/** Options of {@link lossCurve}. */
export interface LossCurveOptions extends ChartOptions {
  /** The runs, each under its name. */
  runs: readonly LossRun[];
  /** Powers of ten on the loss axis; default true. */
  logScale?: boolean;
  /** Default "step". */
  xTitle?: string;
  /** Default "loss"; say which one. */
  yTitle?: string;
  /** A level to compare with, such as the loss of the exact solution; drawn dashed. Default none; a number's name is "floor". */
  floor?: number | { name: string; value: number };
  /** Runs longer than this are thinned, keeping first, last and every spike; default 300. */
  maxPoints?: number;
}

const KNOWN: OptionKinds<LossCurveOptions> = {
  ...CHART_OPTIONS, runs: "list", logScale: "other", xTitle: "text?", yTitle: "text?", floor: "other",
  maxPoints: "other",
};

/**
 * Loss against step for one or several training runs.
 *
 * A run whose loss stops being finite, or ends more than ten times above its start, counts as diverged: a cross marks
 * where it ends or leaves the picture, and the loss axis stops at 1000 times the largest first loss
 * (10 times on a linear axis) so that the other runs stay readable.
 * @throws InputError when there is no run, a run has no finite loss (no positive one on a log axis), or names repeat
 */
export function lossCurve(options: LossCurveOptions): Chart {
  checkOptions("lossCurve", options, KNOWN);
  const { runs, logScale = true, xTitle = "step", yTitle = "loss", maxPoints = 300 } = options;
  if (runs.length === 0) refuse("runs", "at least one run", runs);
  const names = requireNames("runs", runs);
  const curves = runs.map((run) => readRun(run, logScale));
  const floor = readFloor(options.floor, logScale);
  const limit = upperLimit(curves, logScale ? 1000 : 10);
  const encodingY = {
    field: "loss",
    type: "quantitative" as const,
    title: yTitle,
    scale: {
      ...(logScale ? { type: "log" as const } : { zero: false, padding: 8 }),
      ...(limit !== undefined && { domainMax: rounded(limit), nice: false }),
    },
    ...(logScale && { axis: logAxis }),
  };
  const scale = colorScale(names, floor);
  const color = { field: "name", type: "nominal" as const, scale, legend: seriesLegend(scale.domain, options.width) };
  const x = { field: "step", type: "quantitative" as const, title: xTitle, scale: { nice: false } };
  const most = requireInteger("maxPoints", maxPoints, 10);
  return assembleChart(options, {
    title: `${capitalized(yTitle)} by ${xTitle}`,
    description: describe(curves, xTitle, yTitle, logScale, floor),
    notes: notesOn(curves),
    layer: [
      ...floorLayers(floor, color),
      {
        data: { values: curves.flatMap((curve) => pointsOf(curve, most)) },
        mark: { type: "line", clip: true },
        encoding: {
          x,
          y: encodingY,
          color,
          tooltip: [
            { field: "name", type: "nominal", title: "run" },
            { field: "step", type: "quantitative", title: xTitle },
            { field: "loss", type: "quantitative", title: yTitle, format: ".6~g" },
          ],
        },
      },
      ...divergedLayers(curves, limit, { x, color }),
    ],
  });
}

function readFloor(floor: LossCurveOptions["floor"], logScale: boolean): { name: string; value: number } | undefined {
  if (floor === undefined) return undefined;
  const { name, value } = typeof floor === "number" ? { name: "floor", value: floor } : floor;
  return {
    name: `${name}: ${formatNumber(value)}`,
    value: logScale ? requirePositive("floor", value, "On a log axis only") : requireFinite("floor", value),
  };
}

/** Where the loss axis stops, when a diverged run would squeeze the others. */
function upperLimit(curves: Curve[], factor: number): number | undefined {
  if (curves.every(({ diverged }) => diverged === undefined)) return undefined;
  const start = Math.max(...curves.map(({ first }) => Math.abs(first)));
  const highest = Math.max(...curves.map(({ loss }) => rangeOf(Float64Array.from(loss))[1]));
  return highest > factor * start ? factor * start : undefined;
}

function pointsOf({ name, steps, loss }: Curve, most: number) {
  return Array.from(thinSeries(Float64Array.from(loss), most), (i) => ({
    name,
    step: steps[i]!,
    loss: rounded(loss[i]!),
  }));
}

function floorLayers(floor: { name: string; value: number } | undefined, color: object): Layer[] {
  if (floor === undefined) return [];
  return [
    {
      data: { values: [{ name: floor.name, loss: rounded(floor.value) }] },
      mark: { type: "rule", strokeDash: [6, 4], strokeWidth: 1.5 },
      encoding: { y: { field: "loss", type: "quantitative" }, color },
    },
  ];
}

function divergedLayers(curves: Curve[], limit: number | undefined, shared: object): Layer[] {
  const values = curves.flatMap(({ name, steps, loss, diverged }) => {
    if (diverged === undefined) return [];
    const beyond = limit === undefined ? -1 : loss.findIndex((value) => value > limit);
    const end = beyond < 0 ? loss.length - 1 : beyond;
    return [{ name, step: steps[end]!, loss: rounded(Math.min(loss[end]!, limit ?? Infinity)), diverged }];
  });
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: { type: "point", shape: "cross", angle: 45, size: 170, filled: true, opacity: 1 },
      encoding: {
        ...shared,
        y: { field: "loss", type: "quantitative" },
        tooltip: [
          { field: "name", type: "nominal", title: "run" },
          { field: "diverged", type: "nominal", title: "diverged" },
        ],
      },
    },
  ];
}

function notesOn(curves: Curve[]): string[] {
  return [
    ...curves.filter(({ diverged }) => diverged).map(({ name, diverged }) => `✕ ${name} diverges: ${diverged}`),
    ...curves
      .filter(({ unplaceable }) => unplaceable > 0)
      .map(({ name, unplaceable }) => `${name}: ${unplaceable} losses of zero or below are not on the log axis`),
  ];
}

function describe(
  curves: Curve[],
  xTitle: string,
  yTitle: string,
  logScale: boolean,
  floor?: { name: string; value: number },
): string {
  const ends = curves.map(
    ({ name, first, last, steps }) =>
      `${name} from ${formatNumber(first, 4)} to ${formatNumber(last, 4)} at ${xTitle} ${steps[steps.length - 1]!}`,
  );
  const level = floor ? `, beside ${floor.name}` : "";
  return `${capitalized(yTitle)} by ${xTitle}${logScale ? " on a log axis" : ""}: ${ends.join("; ")}${level}.`;
}

function colorScale(names: string[], floor: { name: string } | undefined) {
  const colors = names.map((_, i) => seriesColors[i % seriesColors.length]!);
  return floor
    ? { domain: [...names, floor.name], range: [...colors, neutralColor] }
    : { domain: names, range: colors };
}
