import { refuse, requireFinite, requireInteger } from "../errors";
import { assembleChart, requireNames, seriesLegend, sizeOf, type Chart, type ChartOptions, type Layer } from "./chart";
import { formatNumber, rounded } from "./formatNumber";
import { regionsAbove, type Grid } from "./sublevels";
import { neutralColor, seriesColors } from "./theme";

/** The way of one optimizer through the parameter plane; it may leave the picture or end in infinities. */
export interface Trajectory {
  name: string;
  /** First parameter, one a step, the start first. */
  x: ArrayLike<number>;
  /** Second parameter, one a step, the start first. */
  y: ArrayLike<number>;
}

export interface LossContourOptions extends ChartOptions {
  /** The loss as a function of two parameters. */
  loss: (x: number, y: number) => number;
  /** Smallest and largest first parameter. */
  xDomain: readonly [number, number];
  /** Smallest and largest second parameter. */
  yDomain: readonly [number, number];
  /** Paths drawn on the surface. */
  trajectories?: readonly Trajectory[];
  /** Where the loss is smallest; marked with a cross. */
  minimum?: { x: number; y: number };
  /** How many contour levels; default 10, evenly spaced in the logarithm of the loss above its minimum. */
  levels?: number;
  /** What the first parameter is; default "x". */
  xTitle?: string;
  /** What the second parameter is; default "y". */
  yTitle?: string;
}

const side = 151;
const mostSteps = 250;
const lightest = [247, 250, 253] as const;
const darkest = [104, 140, 178] as const;

/**
 * The surface of a loss with two parameters as a map of contours, with the paths of optimizers on it.
 * @throws InputError when a domain is empty, the loss is nowhere finite, a path has no step, or names repeat
 */
export function lossContour(options: LossContourOptions): Chart {
  const { loss, trajectories = [], minimum, xTitle = "x", yTitle = "y" } = options;
  const size = sizeOf(options, { width: 460, height: 380 });
  const xDomain = readDomain("xDomain", options.xDomain);
  const yDomain = readDomain("yDomain", options.yDomain);
  const names = requireNames("trajectories", trajectories);
  const surface = measure(loss, xDomain, yDomain, minimum);
  const levels = levelsOf(surface, requireInteger("levels", options.levels ?? 10, 2, 40));
  const paths = trajectories.map((path) => readPath(path, loss, xDomain, yDomain));
  const position = {
    x: { field: "x", type: "quantitative" as const, title: xTitle, scale: { domain: xDomain, nice: false, zero: false }, axis: { grid: false } },
    y: { field: "y", type: "quantitative" as const, title: yTitle, scale: { domain: yDomain, nice: false, zero: false }, axis: { grid: false } },
  };
  return assembleChart({ ...options, ...size }, {
    title: `Loss over ${xTitle} and ${yTitle}`,
    description: describe(options, surface.lowest, paths),
    notes: paths.filter(({ leaves }) => leaves !== undefined).map(({ name, leaves }) => `${name} leaves the picture at step ${leaves}`),
    resolve: { scale: { color: "independent" } },
    layer: [mapLayer(surface, levels, size), frameLayer(xDomain, yDomain, position), ...pathLayers(paths, names, position, size.width), ...minimumLayers(minimum, position)],
  });
}

function readDomain(what: string, domain: readonly [number, number]): [number, number] {
  const [low, high] = [requireFinite(what, domain[0]), requireFinite(what, domain[1])];
  if (low >= high) refuse(what, "its smallest value first", `[${low}, ${high}]`);
  return [low, high];
}

interface Surface extends Grid {
  /** The smallest loss known: on the grid or at the given minimum. */
  lowest: number;
}

function measure(loss: LossContourOptions["loss"], [x0, x1]: [number, number], [y0, y1]: [number, number], minimum?: { x: number; y: number }): Surface {
  const values = new Float64Array(side * side);
  for (let j = 0; j < side; j++) {
    for (let i = 0; i < side; i++) {
      values[j * side + i] = loss(x0 + ((x1 - x0) * i) / (side - 1), y0 + ((y1 - y0) * j) / (side - 1));
    }
  }
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) refuse("loss", "a finite number somewhere in the domains", values[0]);
  const highest = finite.reduce((a, b) => Math.max(a, b));
  const bottom = minimum ? loss(minimum.x, minimum.y) : Infinity;
  const lowest = finite.reduce((a, b) => Math.min(a, b), Number.isFinite(bottom) ? bottom : Infinity);
  return { side, values: values.map((value) => (Number.isFinite(value) ? value : highest)), lowest };
}

/** Heights above the minimum: from what 1 % of the plane lies below to what 97 % does, evenly in the logarithm. */
function levelsOf({ values, lowest }: Surface, count: number): number[] {
  const sorted = values.map((value) => value - lowest).filter((height) => height > 0).sort();
  if (sorted.length === 0) refuse("loss", "a surface that is not flat", `${lowest} everywhere`);
  const low = sorted[Math.floor(sorted.length * 0.01)]!;
  const high = sorted[Math.floor(sorted.length * 0.97)]!;
  return Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));
}

function mapLayer({ side: points, values, lowest }: Surface, levels: number[], size: { width: number; height: number }): Layer {
  // a loss is nearly quadratic around its minimum: its root is nearly linear, which interpolates best
  const grid = { side: points, values: values.map((value) => Math.sqrt(Math.max(0, value - lowest))) };
  const regions = regionsAbove(grid, levels.map(Math.sqrt), size);
  const whole = { type: "MultiPolygon", coordinates: [[[[0, 0], [0, size.height], [size.width, size.height], [size.width, 0], [0, 0]]]] };
  const labels = [lowest, ...levels.map((level) => lowest + level)].map((value) => formatNumber(value, 3));
  const names = labels.map((label, i) => (i === 0 ? `from ${label} (lowest)` : `from ${labels.indexOf(label) === i ? label : formatNumber(lowest + levels[i - 1]!, 7)}`));
  return {
    data: { values: [whole, ...regions].map((geometry, i) => ({ type: "Feature", geometry, level: names[i]! })) },
    projection: { type: "identity", scale: 1, translate: [0, 0] },
    mark: { type: "geoshape", stroke: "#5b7ea3", strokeWidth: 0.6, strokeOpacity: 0.7 },
    encoding: {
      color: {
        field: "level",
        type: "ordinal",
        scale: { domain: names, range: names.map((_, i) => shade(i / (names.length - 1))) },
        legend: { title: "loss", symbolType: "square", symbolStrokeWidth: 0, symbolSize: 150 },
      },
      tooltip: { field: "level", type: "nominal", title: "loss" },
    },
  };
}

/** The outline, which also brings the axes. */
function frameLayer([x, x2]: [number, number], [y, y2]: [number, number], position: Position): Layer {
  return {
    data: { values: [{ x, x2, y, y2 }] },
    mark: { type: "rect", filled: false, stroke: neutralColor, strokeWidth: 1 },
    encoding: { ...position, x2: { field: "x2" }, y2: { field: "y2" } },
  };
}

function shade(share: number): string {
  const [red, green, blue] = lightest.map((start, i) => Math.round(start + (darkest[i]! - start) * share));
  return `rgb(${red},${green},${blue})`;
}

interface Path {
  name: string;
  steps: { name: string; step: number; x: number; y: number; loss: number }[];
  /** The first step outside the picture from which the path does not come back, or undefined. */
  leaves: number | undefined;
  end: { x: number; y: number; step: number; loss: number };
}

function readPath({ name, x, y }: Trajectory, loss: LossContourOptions["loss"], xDomain: [number, number], yDomain: [number, number]): Path {
  if (x.length !== y.length || x.length === 0) refuse(`trajectory "${name}", y`, `${x.length || "some"} numbers, as many as x`, y.length);
  let length = 0;
  while (length < x.length && Number.isFinite(x[length]) && Number.isFinite(y[length])) length++;
  if (length === 0) refuse(`trajectory "${name}"`, "a finite start", `(${x[0]}, ${y[0]})`);
  const inside = (i: number) => x[i]! >= xDomain[0] && x[i]! <= xDomain[1] && y[i]! >= yDomain[0] && y[i]! <= yDomain[1];
  let lastInside = x.length - 1;
  while (lastInside >= 0 && !(lastInside < length && inside(lastInside))) lastInside--;
  // one step beyond the edge shows where the path goes; more would only be cut off
  const shown = Math.min(length, lastInside + 2);
  const every = Math.max(1, Math.ceil(shown / mostSteps));
  const steps: Path["steps"] = [];
  for (let i = 0; i < shown; i++) {
    if (i % every === 0 || i === shown - 1) {
      steps.push({ name, step: i, x: rounded(x[i]!), y: rounded(y[i]!), loss: rounded(loss(x[i]!, y[i]!)) });
    }
  }
  const last = length - 1;
  return {
    name,
    steps,
    leaves: lastInside === x.length - 1 ? undefined : lastInside + 1,
    end: { x: x[last]!, y: y[last]!, step: last, loss: loss(x[last]!, y[last]!) },
  };
}

type Position = NonNullable<Extract<Layer, { mark: unknown }>["encoding"]>;

function pathLayers(paths: Path[], names: string[], position: Position, width: number): Layer[] {
  if (paths.length === 0) return [];
  const data = { values: paths.flatMap(({ steps }) => steps) };
  const order = { field: "step", type: "quantitative" as const };
  const range = names.map((_, i) => pathColors[i % pathColors.length]!);
  const color = { field: "name", type: "nominal" as const, scale: { domain: names, range }, legend: { ...seriesLegend(names, width), symbolType: "stroke" as const, symbolSize: 250 } };
  const tooltip = [
    { field: "name", type: "nominal" as const, title: "optimizer" },
    { field: "step", type: "quantitative" as const },
    { field: "x", type: "quantitative" as const },
    { field: "y", type: "quantitative" as const },
    { field: "loss", type: "quantitative" as const, format: ".4~g" },
  ];
  const starts = { values: paths.map(({ steps }) => steps[0]!) };
  return [
    { data, mark: { type: "line", color: "white", strokeWidth: 4.5, opacity: 0.75, clip: true }, encoding: { ...position, detail: { field: "name" }, order } },
    {
      data,
      mark: { type: "line", strokeWidth: 2, clip: true, point: { size: 18, filled: true } },
      encoding: { ...position, color, order, tooltip },
    },
    { data: starts, mark: { type: "point", filled: true, color: "white", stroke: "#222", strokeWidth: 2, size: 70, opacity: 1, clip: true }, encoding: position },
  ];
}

/** The series colours that stand out on the map's blues, the most different first. */
const pathColors = [1, 2, 0, 3, 7, 4].map((i) => seriesColors[i]!);

function minimumLayers(minimum: { x: number; y: number } | undefined, position: Position): Layer[] {
  if (minimum === undefined) return [];
  const values = [{ x: requireFinite("minimum.x", minimum.x), y: requireFinite("minimum.y", minimum.y) }];
  return [
    { data: { values }, mark: { type: "point", filled: true, shape: "cross", angle: 45, color: "#111", stroke: "white", strokeWidth: 1, size: 130, opacity: 1, tooltip: { content: "data" } }, encoding: position },
  ];
}

function describe({ xTitle = "x", yTitle = "y", minimum }: LossContourOptions, lowest: number, paths: Path[]): string {
  const place = minimum ? ` at (${formatNumber(minimum.x, 4)}, ${formatNumber(minimum.y, 4)}), marked with a cross` : "";
  const ends = paths.map(
    ({ name, end }) =>
      `${name} ends after ${end.step} steps at (${formatNumber(end.x, 4)}, ${formatNumber(end.y, 4)}) with loss ${formatNumber(end.loss, 4)}`,
  );
  const tail = ends.length > 0 ? `; from the white circle, ${ends.join("; ")}` : "";
  return `Contour map of the loss over ${xTitle} and ${yTitle}: its smallest value is ${formatNumber(lowest, 4)}${place}${tail}.`;
}
