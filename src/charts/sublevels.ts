import type { Spec } from "vega";
import { loadVega } from "./render";

/** A region of the plane as GeoJSON, in pixels from the top left corner. */
export interface Region {
  type: "MultiPolygon";
  coordinates: number[][][][];
}

/** Values on a square grid: row after row from the bottom, each row from the left. */
export interface Grid {
  /** Points along each side. */
  side: number;
  values: Float64Array;
}

/**
 * The regions where the values on a grid reach each threshold, by marching squares with linear interpolation.
 * @param size the picture's size in pixels, which the grid's outermost points span
 */
export function regionsAbove(
  grid: Grid,
  thresholds: readonly number[],
  size: { width: number; height: number },
): Region[] {
  const { side, values } = grid;
  const spec: Spec = {
    data: [
      {
        name: "contours",
        values: [{ width: side, height: side, values: Array.from(values) }],
        transform: [{ type: "isocontour", thresholds: [...thresholds], as: null }],
      } as NonNullable<Spec["data"]>[number],
    ],
  };
  const vega = loadVega();
  const contours = new vega.View(vega.parse(spec), { renderer: "none" }).run().data("contours") as Region[];
  // the transform puts grid point (i, j) at (i + 1/2, j + 1/2)
  const across = toPixels(size.width, side);
  const up = toPixels(size.height, side);
  return contours.map(({ type, coordinates }) => ({
    type,
    coordinates: coordinates.map((rings) =>
      rings.map((ring) => simplified(ring.map(([i, j]) => [across(i!), tenth(size.height - up(j!))]))),
    ),
  }));
}

function toPixels(length: number, side: number): (coordinate: number) => number {
  return (coordinate) => tenth(Math.min(length, Math.max(0, ((coordinate - 0.5) / (side - 1)) * length)));
}

function tenth(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** A ring without the points that lie within a sixth of a pixel of the line from the last kept one to the next. */
function simplified(ring: number[][]): number[][] {
  const kept = [ring[0]!];
  for (let i = 1; i < ring.length - 1; i++) {
    if (distance(ring[i]!, kept[kept.length - 1]!, ring[i + 1]!) > 1 / 6) kept.push(ring[i]!);
  }
  return [...kept, ring[ring.length - 1]!];
}

/** How far `point` is from the line through `start` and `end`. */
function distance(point: number[], start: number[], end: number[]): number {
  const [dx, dy] = [end[0]! - start[0]!, end[1]! - start[1]!];
  const [px, py] = [point[0]! - start[0]!, point[1]! - start[1]!];
  const length = Math.hypot(dx, dy);
  return length === 0 ? Math.hypot(px, py) : Math.abs(dx * py - dy * px) / length;
}
