import { Matrix } from "../arrays";
import { chunkPlaces, forEachChunk } from "./chunks";
import { EIGHT, REFLECTED_ROWS } from "./sizes";
import { kernelModule, Layout, Workspace } from "./workspace";

/** What {@link reflections} leaves: few rows B with B'B = A'A. */
export interface Reflected {
  /** Two (d + 1) x (d + 1) triangular factors. */
  readonly factors: readonly [Matrix, Matrix];
  /** How many rows, the first ones, went into them. */
  readonly rows: number;
}

/**
 * Reduces the rows A = (features - shifts, target - shift) to two triangular factors by Householder reflections, which
 * lose nothing to a bad condition number: A'A is the sum of the factors' squares and that of the last few rows, which do
 * not come in eights. O(n d^2), at twice the price of a Gram matrix. Null where there is no SIMD.
 * @param shifts d + 1 numbers, the last for the target
 */
export function reflections(features: Matrix, target: Float64Array, shifts: Float64Array): Reflected | null {
  if (!kernelModule()) return null;
  const rows = features.rows - (features.rows % EIGHT);
  const width = features.columns + 1;
  const layout = new Layout();
  const shiftsAt = layout.numbers(width);
  const place = () => ({ block: layout.numbers(width * REFLECTED_ROWS), factor: layout.numbers(width * width) });
  const places = [place(), place()] as const;
  const chunks = chunkPlaces(layout, features.columns);
  const workspace = new Workspace(layout);
  workspace.write(shiftsAt, shifts);
  forEachChunk(workspace, chunks, features, target, rows, (addresses, side) =>
    ["addReflections", ...addresses, shiftsAt, 8 * features.columns, places[side].block, places[side].factor, 8 * width]);
  const factorAt = (address: number): Matrix =>
    new Matrix(width, width, workspace.numbers.slice(address / 8, address / 8 + width * width));
  return { factors: [factorAt(places[0].factor), factorAt(places[1].factor)], rows };
}
