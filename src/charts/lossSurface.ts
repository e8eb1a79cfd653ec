import { refuse } from "../errors";
import type { Layer } from "./chart";
import { formatNumber } from "./formatNumber";
import { regionsAbove, type Grid } from "./sublevels";

/** A loss as a function of two parameters. */
export type Loss = (x: number, y: number) => number;

const side = 151;
const lightest = [247, 250, 253] as const;
const darkest = [104, 140, 178] as const;
/** Around each region, and around the legend's squares: the lightest would be lost on a white page. */
const outline = "#5b7ea3";

/** A loss measured on a grid; where it is not finite, as high as its highest. */
export interface Surface extends Grid {
  /** The smallest loss known: on the grid or at the given minimum. */
  lowest: number;
}

/**
 * Measures a loss over two parameters.
 * @throws InputError when it is nowhere finite
 */
export function measureSurface(
  loss: Loss,
  [x0, x1]: [number, number],
  [y0, y1]: [number, number],
  minimum?: { x: number; y: number },
): Surface {
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

/**
 * Heights above the minimum: from what 1 % of the plane lies below to what 97 % does, evenly in the logarithm.
 * @throws InputError when the surface is flat
 */
export function levelsOf({ values, lowest }: Surface, count: number): number[] {
  const sorted = values
    .map((value) => value - lowest)
    .filter((height) => height > 0)
    .sort();
  if (sorted.length === 0) refuse("loss", "a surface that is not flat", `${lowest} everywhere`);
  const low = sorted[Math.floor(sorted.length * 0.01)]!;
  const high = sorted[Math.floor(sorted.length * 0.97)]!;
  return Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));
}

/** The surface as filled contours, lightest where the loss is lowest. */
export function mapLayer(
  { side: points, values, lowest }: Surface,
  levels: number[],
  size: { width: number; height: number },
): Layer {
  // a loss is nearly quadratic around its minimum: its root is nearly linear, which interpolates best
  const grid = { side: points, values: values.map((value) => Math.sqrt(Math.max(0, value - lowest))) };
  const regions = regionsAbove(grid, levels.map(Math.sqrt), size);
  const whole = {
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [0, 0],
          [0, size.height],
          [size.width, size.height],
          [size.width, 0],
          [0, 0],
        ],
      ],
    ],
  };
  const labels = [lowest, ...levels.map((level) => lowest + level)].map((value) => formatNumber(value, 3));
  const names = labels.map((label, i) =>
    i === 0
      ? `from ${label} (lowest)`
      : `from ${labels.indexOf(label) === i ? label : formatNumber(lowest + levels[i - 1]!, 7)}`,
  );
  return {
    data: { values: [whole, ...regions].map((geometry, i) => ({ type: "Feature", geometry, level: names[i]! })) },
    projection: { type: "identity", scale: 1, translate: [0, 0] },
    mark: { type: "geoshape", stroke: outline, strokeWidth: 0.6, strokeOpacity: 0.7 },
    encoding: {
      color: {
        field: "level",
        type: "ordinal",
        scale: { domain: names, range: names.map((_, i) => shade(i / (names.length - 1))) },
        legend: { title: "loss", symbolType: "square", symbolStrokeColor: outline, symbolStrokeWidth: 0.6, symbolSize: 150 },
      },
      tooltip: { field: "level", type: "nominal", title: "loss" },
    },
  };
}

function shade(share: number): string {
  const [red, green, blue] = lightest.map((start, i) => Math.round(start + (darkest[i]! - start) * share));
  return `rgb(${red},${green},${blue})`;
}
