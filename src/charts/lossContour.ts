import { requireInteger } from "../errors";
import {
  assembleChart, CHART_OPTIONS, checkOptions, requireNames, sizeOf, type Chart, type ChartOptions,
  type OptionKinds,
} from "./chart";
import { formatNumber } from "./formatNumber";
import { levelsOf, mapLayer, measureSurface, type Loss } from "./lossSurface";
import { frameLayer, minimumLayers, planePosition, planeSize, readDomain } from "./parameterPlane";
import { pathLayers, readPath, type Path, type Trajectory } from "./trajectories";

/** Options of {@link lossContour}. The map is 460 x 380 pixels by default. */
export interface LossContourOptions extends ChartOptions {
  /** The loss as a function of two parameters. */
  loss: Loss;
  /** Smallest and largest first parameter. */
  xDomain: readonly [number, number];
  /** Smallest and largest second parameter. */
  yDomain: readonly [number, number];
  /** Paths drawn on the surface. Default none. */
  trajectories?: readonly Trajectory[];
  /** Where the loss is smallest; marked with a cross. Default none. */
  minimum?: { x: number; y: number };
  /** How many contour levels; default 10, evenly spaced in the logarithm of the loss above its minimum. */
  levels?: number;
  /** What the first parameter is; default "x". */
  xTitle?: string;
  /** What the second parameter is; default "y". */
  yTitle?: string;
}

const KNOWN: OptionKinds<LossContourOptions> = {
  ...CHART_OPTIONS, loss: "function", xDomain: "list", yDomain: "list", trajectories: "list?", minimum: "other",
  levels: "other", xTitle: "text?", yTitle: "text?",
};

/**
 * The surface of a loss with two parameters as a map of contours, with the paths of optimizers on it.
 * @throws InputError when a domain is empty, the loss is nowhere finite, a path has no step, or names repeat
 */
export function lossContour(options: LossContourOptions): Chart {
  checkOptions("lossContour", options, KNOWN);
  const { loss, trajectories = [], minimum, xTitle = "x", yTitle = "y" } = options;
  const size = sizeOf(options, planeSize);
  const xDomain = readDomain("xDomain", options.xDomain);
  const yDomain = readDomain("yDomain", options.yDomain);
  const names = requireNames("trajectories", trajectories);
  const surface = measureSurface(loss, xDomain, yDomain, minimum);
  const levels = levelsOf(surface, requireInteger("levels", options.levels ?? 10, 2, 40));
  const paths = trajectories.map((path) => readPath(path, loss, xDomain, yDomain));
  const position = planePosition(xDomain, yDomain, xTitle, yTitle);
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
