import { refuse } from "../errors";
import { seriesLegend, type Layer } from "./chart";
import { rounded } from "./formatNumber";
import type { Loss } from "./lossSurface";
import { seriesColors } from "./theme";

/** The way of one optimizer through the parameter plane; it may leave the picture or end in infinities. */
export interface Trajectory {
  name: string;
  /** First parameter, one a step, the start first. */
  x: ArrayLike<number>;
  /** Second parameter, one a step, the start first. */
  y: ArrayLike<number>;
}

const mostSteps = 250;

/** Which fields place a mark. */
export type Position = NonNullable<Extract<Layer, { mark: unknown }>["encoding"]>;

/** A trajectory as it is drawn: up to its end or one step beyond the picture. */
export interface Path {
  name: string;
  steps: { name: string; step: number; x: number; y: number; loss: number }[];
  /** The first step outside the picture from which the path does not come back, or undefined. */
  leaves: number | undefined;
  end: { x: number; y: number; step: number; loss: number };
}

/**
 * Reads a trajectory and what of it is seen.
 * @throws InputError when it has no finite start or its columns differ in length
 */
export function readPath(
  { name, x, y }: Trajectory,
  loss: Loss,
  xDomain: [number, number],
  yDomain: [number, number],
): Path {
  if (x.length !== y.length || x.length === 0)
    refuse(`trajectory "${name}", y`, `${x.length || "some"} numbers, as many as x`, y.length);
  let length = 0;
  while (length < x.length && Number.isFinite(x[length]) && Number.isFinite(y[length])) length++;
  if (length === 0) refuse(`trajectory "${name}"`, "a finite start", `(${x[0]}, ${y[0]})`);
  const inside = (i: number) =>
    x[i]! >= xDomain[0] && x[i]! <= xDomain[1] && y[i]! >= yDomain[0] && y[i]! <= yDomain[1];
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

/** Paths in their colours on a white halo, with a point for each step and a ring at the start. */
export function pathLayers(paths: Path[], names: string[], position: Position, width: number): Layer[] {
  if (paths.length === 0) return [];
  const data = { values: paths.flatMap(({ steps }) => steps) };
  const order = { field: "step", type: "quantitative" as const };
  const range = names.map((_, i) => pathColors[i % pathColors.length]!);
  const color = {
    field: "name",
    type: "nominal" as const,
    scale: { domain: names, range },
    legend: { ...seriesLegend(names, width), symbolType: "stroke" as const, symbolSize: 250 },
  };
  const tooltip = [
    { field: "name", type: "nominal" as const, title: "optimizer" },
    { field: "step", type: "quantitative" as const },
    { field: "x", type: "quantitative" as const },
    { field: "y", type: "quantitative" as const },
    { field: "loss", type: "quantitative" as const, format: ".4~g" },
  ];
  const starts = { values: paths.map(({ steps }) => steps[0]!) };
  return [
    {
      data,
      mark: { type: "line", color: "white", strokeWidth: 4.5, opacity: 0.75, clip: true },
      encoding: { ...position, detail: { field: "name" }, order },
    },
    {
      data,
      mark: { type: "line", strokeWidth: 2, clip: true, point: { size: 18, filled: true } },
      encoding: { ...position, color, order, tooltip },
    },
    {
      data: starts,
      mark: {
        type: "point",
        filled: true,
        color: "white",
        stroke: "#222",
        strokeWidth: 2,
        size: 70,
        opacity: 1,
        clip: true,
      },
      encoding: position,
    },
  ];
}

/** The series colours that stand out on the map's blues, the most different first. */
export const pathColors = [1, 2, 0, 3, 7, 4].map((i) => seriesColors[i]!);
