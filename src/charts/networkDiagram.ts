import { toMatrix, toVector, type Matrix, type MatrixLike, type VectorLike } from "../arrays";
import { refuse } from "../errors";
import {
  assembleChart, capitalized, CHART_OPTIONS, checkOptions, seriesLegend, sizeOf, type Chart, type ChartOptions,
  type Layer, type OptionKinds,
} from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { neutralColor, seriesColors } from "./theme";

/** Options of {@link networkDiagram}. By default 520 pixels wide, and as high as its largest layer needs, 170 to 520. */
export interface NetworkDiagramOptions extends ChartOptions {
  /** For each layer but the inputs what its connections carry: a row a unit, a column a unit of the layer before. */
  weights: readonly MatrixLike[];
  /** What is written into the units: for each layer, the inputs first, a number a unit. Default none. */
  values?: readonly VectorLike[];
  /** What stands below each layer, the inputs first. Default none. */
  layerNames?: readonly string[];
  /** What the numbers in the units are; default "value". */
  valueTitle?: string;
  /** What the connections carry; default "weight". */
  weightTitle?: string;
}

const mostUnits = 20;
/** In pixels, from one unit's middle to the next, as long as the picture is not too high. */
const widestSpacing = 58;
const highest = 520;
const thinnest = 0.4;
/** As a share of a unit's width. */
const thickest = 0.15;
const signs = ["positive", "negative"];

const KNOWN: OptionKinds<NetworkDiagramOptions> = {
  ...CHART_OPTIONS, weights: "list", values: "list?", layerNames: "list?", valueTitle: "text?", weightTitle: "text?",
};

/**
 * A network of layers, from left to right: units as circles with a number in each, connections as lines, the thicker the
 * larger their weight is (in either direction) and coloured by its sign: activations and weights of a forward pass, errors
 * and gradients of a backward pass.
 * @throws InputError when there is no layer, the shapes of neighbouring layers or of the values do not fit, a number is
 * not finite, or a layer has more than 20 units
 */
export function networkDiagram(options: NetworkDiagramOptions): Chart {
  checkOptions("networkDiagram", options, KNOWN);
  const { layerNames, valueTitle = "value", weightTitle = "weight" } = options;
  const weights = options.weights.map((layer, k) => toMatrix(layer, `weights, layer ${k}`));
  const counts = unitCounts(weights);
  const values = options.values && readValues(options.values, counts);
  if (layerNames && layerNames.length !== counts.length) refuse("layerNames", `${counts.length} names, the inputs' first`, layerNames);
  const widest = Math.max(...counts);
  const size = sizeOf(options, { width: 520, height: Math.max(170, Math.min(highest, widestSpacing * (widest + 0.4))) });
  const diameter = Math.min(48, (0.86 * size.height) / (widest + 0.4));
  const position = {
    x: hiddenAxis("x", [-0.35, counts.length - 0.65]),
    y: hiddenAxis("y", [-0.8, widest - 0.4]),
  };
  const middle = (widest - 1) / 2;
  const heightOf = (layer: number, unit: number) => middle + (counts[layer]! - 1) / 2 - unit;
  return assembleChart({ ...options, ...size }, {
    title: `${capitalized(weightTitle)}s of a ${counts.join("-")} network`,
    description: describe(counts, weights, values, valueTitle, weightTitle),
    layer: [
      connectionLayer(weights, heightOf, position, size.width, weightTitle, thickest * diameter),
      ...unitLayers(counts, values, heightOf, position, valueTitle, diameter),
      ...(layerNames ? [nameLayer(layerNames, position)] : []),
    ],
  });
}

type Position = Record<"x" | "y", ReturnType<typeof hiddenAxis>>;
type HeightOf = (layer: number, unit: number) => number;

function unitCounts(weights: Matrix[]): number[] {
  if (weights.length === 0) refuse("weights", "at least one layer", weights);
  const counts = [weights[0]!.columns, ...weights.map(({ rows }) => rows)];
  weights.forEach(({ columns }, k) => {
    if (columns !== counts[k]) refuse(`weights, layer ${k}`, `${counts[k]} columns, one for each unit of the layer before`, columns);
  });
  const widest = Math.max(...counts);
  if (widest > mostUnits) refuse("weights", `at most ${mostUnits} units in a layer`, widest, "More cannot be told apart");
  return counts;
}

function readValues(values: readonly VectorLike[], counts: number[]): Float64Array[] {
  if (values.length !== counts.length) refuse("values", `${counts.length} lists, the inputs' first`, values.length);
  return values.map((list, layer) => {
    const numbers = toVector(list, `values, layer ${layer}`);
    if (numbers.length !== counts[layer]) refuse(`values, layer ${layer}`, `${counts[layer]} numbers, one a unit`, numbers.length);
    return numbers;
  });
}

function hiddenAxis(field: "x" | "y", domain: [number, number]) {
  return { field, type: "quantitative" as const, axis: null, scale: { domain, nice: false, zero: false } };
}

function connectionLayer(
  weights: Matrix[], heightOf: HeightOf, position: Position, width: number, weightTitle: string, widest: number,
): Layer {
  const largest = Math.max(...weights.map(({ values }) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)));
  const values = weights.flatMap((layer, k) =>
    Array.from(layer.values, (weight, index) => {
      const [unit, from] = [Math.floor(index / layer.columns), index % layer.columns];
      return {
        x: k, y: rounded(heightOf(k, from)), x2: k + 1, y2: rounded(heightOf(k + 1, unit)),
        weight: Number(weight.toPrecision(4)), sign: signs[weight < 0 ? 1 : 0], from: from + 1, unit: unit + 1,
        thickness: rounded(thinnest + (widest - thinnest) * (largest === 0 ? 0 : Math.abs(weight) / largest)),
      };
    }),
  );
  return {
    data: { values },
    mark: { type: "rule", strokeCap: "round" },
    encoding: {
      ...position,
      x2: { field: "x2" },
      y2: { field: "y2" },
      strokeWidth: { field: "thickness", type: "quantitative", scale: null },
      color: {
        field: "sign",
        type: "nominal",
        scale: { domain: signs, range: seriesColors.slice(0, 2) },
        legend: { ...seriesLegend(signs, width), title: `${weightTitle}, thick where large:`, symbolType: "stroke" },
      },
      tooltip: [
        { field: "weight", type: "quantitative", title: weightTitle },
        { field: "from", type: "quantitative", title: "from unit" },
        { field: "unit", type: "quantitative", title: "to unit" },
      ],
    },
  };
}

function unitLayers(
  counts: number[], values: Float64Array[] | undefined, heightOf: HeightOf, position: Position, valueTitle: string, diameter: number,
): Layer[] {
  const units = counts.flatMap((count, layer) =>
    Array.from({ length: count }, (_, unit) => ({
      x: layer, y: rounded(heightOf(layer, unit)), unit: unit + 1,
      ...(values && { value: Number(values[layer]![unit]!.toPrecision(4)), label: shortLabel(values[layer]![unit]!) }),
    })),
  );
  const circle: Layer = {
    data: { values: units },
    mark: { type: "point", shape: "circle", filled: true, fill: "white", stroke: neutralColor, strokeWidth: 1.5, size: rounded((Math.PI / 4) * diameter ** 2), opacity: 1 },
    encoding: {
      ...position,
      tooltip: [{ field: "unit", type: "quantitative", title: "unit" }, ...(values ? [{ field: "value", type: "quantitative" as const, title: valueTitle }] : [])],
    },
  };
  if (!values) return [circle];
  const words: Layer = {
    data: { values: units },
    mark: { type: "text", color: "#111", fontSize: rounded(Math.min(12, diameter / 2.8)) },
    encoding: { ...position, text: { field: "label", type: "nominal" } },
  };
  return [circle, words];
}

/** At most six letters, for a circle has no room for more. */
function shortLabel(value: number): string {
  const size = Math.abs(value);
  return size > 0 && (size < 0.01 || size >= 1e4) ? value.toExponential(0) : formatNumber(value, 2);
}

function nameLayer(names: readonly string[], position: Position): Layer {
  return {
    data: { values: names.map((name, x) => ({ name, x, y: position.y.scale.domain[0]! })) },
    mark: { type: "text", color: neutralColor, fontSize: 12, fontWeight: 600, baseline: "top", dy: 2 },
    encoding: { ...position, text: { field: "name", type: "nominal" } },
  };
}

function describe(counts: number[], weights: Matrix[], values: Float64Array[] | undefined, valueTitle: string, weightTitle: string): string {
  const all = weights.flatMap((layer) => Array.from(layer.values));
  const [low, high] = [Math.min(...all), Math.max(...all)].map((weight) => formatNumber(weight, 3));
  const outputs = values?.at(-1);
  const shown = outputs ? `; ${valueTitle} of the last layer: ${Array.from(outputs, (value) => formatNumber(value, 3)).join(", ")}` : "";
  return `Diagram of a ${counts.join("-")} network; ${weightTitle}s from ${low} to ${high}${shown}.`;
}
