import { refuse, requireFinite } from "../errors";
import {
  assembleChart, capitalized, CHART_OPTIONS, checkOptions, requireNames, seriesLegend, type Chart,
  type ChartOptions, type Layer, type OptionKinds,
} from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { span, withMargin } from "./points";
import { rangeOf } from "./reduce";
import { neutralColor, seriesColors } from "./theme";

/** Options of {@link lossOverParameter}. */
export interface LossOverParameterOptions extends ChartOptions {
  /** Losses as functions of one parameter. */
  curves: readonly { name: string; loss: (theta: number) => number }[];
  /** Smallest and largest parameter. */
  domain: readonly [number, number];
  /** Points on the first curve, each with a word beside it. Default none. */
  marks?: readonly { theta: number; label: string }[];
  /** Lines through points of the first curve with a given slope: a gradient, true or claimed. Default none. */
  tangents?: readonly { theta: number; slope: number; name: string }[];
  /** What the parameter is; default "θ". */
  xTitle?: string;
  /** Default "loss". */
  yTitle?: string;
}

const samples = 201;

const KNOWN: OptionKinds<LossOverParameterOptions> = {
  ...CHART_OPTIONS, curves: "list", domain: "list", marks: "list?", tangents: "list?", xTitle: "text?",
  yTitle: "text?",
};

/**
 * A loss as a curve over its one parameter, with points on it and tangent lines of given slope.
 * @throws InputError when the domain is empty, a curve is nowhere finite, or names repeat
 */
export function lossOverParameter(options: LossOverParameterOptions): Chart {
  checkOptions("lossOverParameter", options, KNOWN);
  const { curves, marks = [], tangents = [], xTitle = "θ", yTitle = "loss" } = options;
  const [low, high] = [requireFinite("domain", options.domain[0]), requireFinite("domain", options.domain[1])];
  if (low >= high) refuse("domain", "its smallest value first", `[${low}, ${high}]`);
  if (curves.length === 0) refuse("curves", "at least one curve", curves);
  const names = requireNames("curves and tangents", [...curves, ...tangents]);
  const { loss } = curves[0]!;
  const points = curves.flatMap((curve) => sampleCurve(curve, low, high));
  const yRange = rangeOf(Float64Array.from(points, ({ loss }) => loss));
  const x = {
    field: "theta",
    type: "quantitative" as const,
    title: xTitle,
    scale: { domain: [low, high], nice: false, zero: false },
  };
  const y = {
    field: "loss",
    type: "quantitative" as const,
    title: yTitle,
    scale: { domain: withMargin(yRange, 0.08), nice: false, zero: false },
  };
  const color = {
    field: "name",
    type: "nominal" as const,
    legend: seriesLegend(names, options.width),
    scale: { domain: names, range: names.map((_, i) => seriesColors[i % seriesColors.length]!) },
  };
  const segments = tangents.flatMap((tangent) => segmentOf(tangent, loss, high - low));
  const tooltip = [
    { field: "name", type: "nominal" as const, title: "curve" },
    { field: "theta", type: "quantitative" as const, title: xTitle },
    { field: "loss", type: "quantitative" as const, title: yTitle },
  ];
  return assembleChart(options, {
    title: `${capitalized(yTitle)} over ${xTitle}`,
    description: describe(options, yRange),
    layer: [
      { data: { values: points }, mark: { type: "line", clip: true }, encoding: { x, y, color, tooltip } },
      ...(segments.length > 0 ? [tangentLayer(segments, { x, y, color })] : []),
      ...pointLayers(
        [...marks, ...tangents].map(({ theta }) => onCurve(theta, loss)),
        { x, y },
      ),
      ...labelLayers(
        marks.map(({ theta, label }) => ({ ...onCurve(theta, loss), label })),
        { x, y },
      ),
    ],
  });
}

function sampleCurve({ name, loss }: { name: string; loss: (theta: number) => number }, low: number, high: number) {
  const points = Array.from({ length: samples }, (_, i) => {
    const theta = low + ((high - low) * i) / (samples - 1);
    return { name, theta: rounded(theta), loss: rounded(loss(theta)) };
  }).filter((point) => Number.isFinite(point.loss));
  if (points.length === 0) refuse(`curve "${name}"`, "a finite loss somewhere in the domain", loss(low));
  return points;
}

function onCurve(theta: number, loss: (theta: number) => number) {
  requireFinite("theta", theta);
  return { theta: rounded(theta), loss: rounded(requireFinite(`loss at ${theta}`, loss(theta))) };
}

function segmentOf(
  { theta, slope, name }: { theta: number; slope: number; name: string },
  loss: (theta: number) => number,
  width: number,
) {
  requireFinite(`tangent "${name}", slope`, slope);
  return [-0.18 * width, 0.18 * width].map((distance) => ({
    name,
    slope,
    theta: rounded(theta + distance),
    loss: rounded(onCurve(theta, loss).loss + slope * distance),
  }));
}

function tangentLayer(values: object[], shared: object): Layer {
  return {
    data: { values: values as Record<string, unknown>[] },
    mark: { type: "line", strokeDash: [7, 5], clip: true },
    encoding: {
      ...shared,
      tooltip: [
        { field: "name", type: "nominal", title: "tangent" },
        { field: "slope", type: "quantitative" },
      ],
    },
  };
}

function pointLayers(values: { theta: number; loss: number }[], shared: object): Layer[] {
  if (values.length === 0) return [];
  return [{ data: { values }, mark: { type: "point", size: 75, color: neutralColor, opacity: 1 }, encoding: shared }];
}

function labelLayers(values: { label: string }[], shared: object): Layer[] {
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: { type: "text", color: neutralColor, align: "left", baseline: "top", fontSize: 12, dx: 7, dy: 6 },
      encoding: { ...shared, text: { field: "label", type: "nominal" } },
    },
  ];
}

function describe(options: LossOverParameterOptions, yRange: [number, number]): string {
  const { curves, domain, marks = [], tangents = [], xTitle = "θ", yTitle = "loss" } = options;
  const { loss } = curves[0]!;
  const said = [
    ...marks.map(
      ({ theta, label }) =>
        `${label} at ${xTitle} = ${formatNumber(theta, 4)} with loss ${formatNumber(loss(theta), 4)}`,
    ),
    ...tangents.map(
      ({ theta, slope, name }) => `${name}: slope ${formatNumber(slope, 4)} at ${xTitle} = ${formatNumber(theta, 4)}`,
    ),
  ];
  return (
    `${curves.map(({ name }) => name).join(" and ")}: ${yTitle} (${span(yRange)}) over ${xTitle} ${span(domain)}` +
    `${said.length > 0 ? `, with ${said.join("; ")}` : ""}.`
  );
}
