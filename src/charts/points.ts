import { toVector, type VectorLike } from "../arrays";
import { refuse, requireInteger } from "../errors";
import { formatNumber, rounded } from "./formatNumber";
import { samplePoints } from "./reduce";

/** How many points a chart holds unless it is told otherwise. */
const defaultMaxPoints = 2000;

/** Two columns of equal length, checked, and the points of them that are drawn. */
export interface Points {
  x: Float64Array;
  y: Float64Array;
  drawn: { x: number; y: number }[];
  /** Says that only some of the points are drawn; empty when all are. */
  notes: string[];
}

/**
 * Checks two columns and chooses the points to draw.
 * @throws InputError when a column is empty or holds anything but finite numbers, or the lengths differ
 */
export function choosePoints(
  [xName, xLike]: [string, VectorLike],
  [yName, yLike]: [string, VectorLike],
  maxPoints = defaultMaxPoints,
): Points {
  const [x, y] = equalColumns([xName, xLike], [yName, yLike]);
  const chosen = samplePoints(x, y, requireInteger("maxPoints", maxPoints, 10));
  const drawn = Array.from(chosen, (i) => ({ x: rounded(x[i]!), y: rounded(y[i]!) }));
  const notes = chosen.length < x.length ? [`A random ${chosen.length} of the ${x.length} points are drawn`] : [];
  return { x, y, drawn, notes };
}

/** Two columns as numbers. @throws InputError when their lengths differ */
export function equalColumns(
  [xName, xLike]: [string, VectorLike],
  [yName, yLike]: [string, VectorLike],
): [Float64Array, Float64Array] {
  const x = toVector(xLike, xName);
  const y = toVector(yLike, yName);
  if (x.length !== y.length) refuse(yName, `${x.length} numbers, as many as ${xName}`, y.length);
  return [x, y];
}

/** "from 1 to 5", for descriptions. */
export function span([smallest, largest]: readonly [number, number]): string {
  return `from ${formatNumber(smallest, 4)} to ${formatNumber(largest, 4)}`;
}

/** A range with a little room at both ends. */
export function withMargin([smallest, largest]: readonly [number, number], share = 0.04): [number, number] {
  const room = (largest - smallest || Math.abs(largest) || 1) * share;
  return [rounded(smallest - room), rounded(largest + room)];
}
