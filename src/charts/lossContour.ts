import { refuse, requireFinite, requireInteger } from "../errors";
import { assembleChart, requireNames, sizeOf, type Chart, type ChartOptions, type Layer } from "./chart";
import { formatNumber } from "./formatNumber";
import { levelsOf, mapLayer, measureSurface, type Loss } from "./lossSurface";
import { neutralColor } from "./theme";
import { pathLayers, readPath, type Path, type Position, type Trajectory } from "./trajectories";

export interface LossContourOptions extends ChartOptions {
  /** The loss as a function of two parameters. */
  loss: Loss;
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
  const surface = measureSurface(loss, xDomain, yDomain, minimum);
  const levels = levelsOf(surface, requireInteger("levels", options.levels ?? 10, 2, 40));
  const paths = trajectories.map((path) => readPath(path, loss, xDomain, yDomain));
  const position = {
    x: {
      field: "x",
      type: "quantitative" as const,
      title: xTitle,
      scale: { domain: xDomain, nice: false, zero: false },
      axis: { grid: false },
    },
    y: {
      field: "y",
      type: "quantitative" as const,
      title: yTitle,
      scale: { domain: yDomain, nice: false, zero: false },
      axis: { grid: false },
    },
  };
  return assembleChart(
    { ...options, ...size },
    {
      title: `Loss over ${xTitle} and ${yTitle}`,
      description: describe(options, surface.lowest, paths),
      notes: paths
        .filter(({ leaves }) => leaves !== undefined)
        .map(({ name, leaves }) => `${name} leaves the picture at step ${leaves}`),
      resolve: { scale: { color: "independent" } },
      layer: [
        mapLayer(surface, levels, size),
        frameLayer(xDomain, yDomain, position),
        ...pathLayers(paths, names, position, size.width),
        ...minimumLayers(minimum, position),
      ],
    },
  );
}

function readDomain(what: string, domain: readonly [number, number]): [number, number] {
  const [low, high] = [requireFinite(what, domain[0]), requireFinite(what, domain[1])];
  if (low >= high) refuse(what, "its smallest value first", `[${low}, ${high}]`);
  return [low, high];
}

/** The outline, which also brings the axes. */
function frameLayer([x, x2]: [number, number], [y, y2]: [number, number], position: Position): Layer {
  return {
    data: { values: [{ x, x2, y, y2 }] },
    mark: { type: "rect", filled: false, stroke: neutralColor, strokeWidth: 1 },
    encoding: { ...position, x2: { field: "x2" }, y2: { field: "y2" } },
  };
}

function minimumLayers(minimum: { x: number; y: number } | undefined, position: Position): Layer[] {
  if (minimum === undefined) return [];
  const values = [{ x: requireFinite("minimum.x", minimum.x), y: requireFinite("minimum.y", minimum.y) }];
  return [
    {
      data: { values },
      mark: {
        type: "point",
        filled: true,
        shape: "cross",
        angle: 45,
        color: "#111",
        stroke: "white",
        strokeWidth: 1,
        size: 130,
        opacity: 1,
        tooltip: { content: "data" },
      },
      encoding: position,
    },
  ];
}

function describe({ xTitle = "x", yTitle = "y", minimum }: LossContourOptions, lowest: number, paths: Path[]): string {
  const place = minimum
    ? ` at (${formatNumber(minimum.x, 4)}, ${formatNumber(minimum.y, 4)}), marked with a cross`
    : "";
  const ends = paths.map(({ name, end }) => {
    const at = `(${formatNumber(end.x, 4)}, ${formatNumber(end.y, 4)})`;
    return `${name} ends after ${end.step} steps at ${at} with loss ${formatNumber(end.loss, 4)}`;
  });
  const tail = ends.length > 0 ? `; from the white circle, ${ends.join("; ")}` : "";
  const bottom = `its smallest value is ${formatNumber(lowest, 4)}${place}`;
  return `Contour map of the loss over ${xTitle} and ${yTitle}: ${bottom}${tail}.`;
}
