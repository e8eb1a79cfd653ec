import { refuse, requireFinite } from "../errors";
import type { Layer } from "./chart";
import { neutralColor } from "./theme";
import type { Position } from "./trajectories";

/** The plotting area of a plane of two parameters: its legend stands beside it. */
export const planeSize = { width: 460, height: 380 };

/** @throws InputError when a domain is empty or not finite */
export function readDomain(what: string, domain: readonly [number, number]): [number, number] {
  const [low, high] = [requireFinite(what, domain[0]), requireFinite(what, domain[1])];
  if (low >= high) refuse(what, "its smallest value first", `[${low}, ${high}]`);
  return [low, high];
}

/** Fields `x` and `y` placed in the plane, which ends where its domains do. */
export function planePosition(
  xDomain: [number, number],
  yDomain: [number, number],
  xTitle: string,
  yTitle: string,
): Position {
  return { x: axis("x", xTitle, xDomain), y: axis("y", yTitle, yDomain) };
}

function axis(field: string, title: string, domain: [number, number]) {
  return { field, type: "quantitative" as const, title, scale: { domain, nice: false, zero: false }, axis: { grid: false } };
}

/** The outline, which also brings the axes. */
export function frameLayer([x, x2]: [number, number], [y, y2]: [number, number], position: Position): Layer {
  return {
    data: { values: [{ x, x2, y, y2 }] },
    mark: { type: "rect", filled: false, stroke: neutralColor, strokeWidth: 1 },
    encoding: { ...position, x2: { field: "x2" }, y2: { field: "y2" } },
  };
}

/** The cross where the loss is smallest. */
export function minimumLayers(minimum: { x: number; y: number } | undefined, position: Position): Layer[] {
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
