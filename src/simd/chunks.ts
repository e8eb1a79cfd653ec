import type { Matrix } from "../arrays";
import { runBoth } from "./secondThread";
import { Workspace, type KernelCall, type Layout } from "./workspace";

/** Rows handed to a kernel at a time. Even and odd chunks are worked on apart, so that two threads can share them. */
export const CHUNK = 2048;
/** From n (d + 1)^2 of this size on a second thread pays. */
const LARGE = 20_000_000;

/** Where a chunk's features and targets stand. */
export interface ChunkPlace {
  readonly features: number;
  readonly targets: number;
}

/** Room for two chunks of rows. */
export function chunkPlaces(layout: Layout, columns: number): readonly [ChunkPlace, ChunkPlace] {
  const place = () => ({ features: layout.numbers(CHUNK * columns), targets: layout.numbers(CHUNK) });
  return [place(), place()];
}

/**
 * Sends rows through kernels, chunk by chunk, by two threads where there is much to do.
 * @param rows how many, from the first
 * @param callOf the call for a chunk: the addresses of its features, of its targets and past the last of these, and
 * whether it is an even or an odd one
 */
export function forEachChunk(
  workspace: Workspace, places: readonly [ChunkPlace, ChunkPlace], features: Matrix, target: Float64Array, rows: number,
  callOf: (addresses: [number, number, number], side: 0 | 1) => KernelCall,
): void {
  const { columns, values } = features;
  const chunk = (first: number, side: 0 | 1): KernelCall => {
    const place = places[side];
    const end = Math.min(first + CHUNK, rows);
    workspace.write(place.features, values.subarray(first * columns, end * columns));
    workspace.write(place.targets, target.subarray(first, end));
    return callOf([place.features, place.targets, place.targets + 8 * (end - first)], side);
  };
  const large = rows * (columns + 1) ** 2 >= LARGE;
  for (let first = 0; first < rows; first += 2 * CHUNK) {
    const odd = first + CHUNK < rows ? chunk(first + CHUNK, 1) : null;
    runBoth(workspace, () => chunk(first, 0), odd, large);
  }
}
