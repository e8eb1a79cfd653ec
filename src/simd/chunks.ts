import type { Matrix } from "../arrays";
import { runBoth } from "./secondThread";
import { Workspace, type KernelCall, type Layout } from "./workspace";

/** From n (d + 1)^2 of this size on a second thread pays. */
const LARGE = 20_000_000;
/** Rows in a chunk of both sides are a multiple of this, the rows that a kernel takes at a time. */
const UNIT = 256;
const UNITS = 16;

/**
 * Rows of the two sides in one round: sides are summed apart, so that two threads can share them. The first side's thread
 * copies the rows of both, which costs about 10 / d of what a kernel does with them; the second gets as many more to do.
 */
export function chunkRows(columns: number): readonly [number, number] {
  const second = UNITS / 2 + Math.min(UNITS / 4, Math.round((UNITS / 2) * (10 / columns)));
  return [UNIT * (UNITS - second), UNIT * second];
}

/** Where a chunk's features and targets stand. */
export interface ChunkPlace {
  readonly features: number;
  readonly targets: number;
}

/** Room for a chunk of the first side, and for two of the second: while one is worked on, the next is copied. */
export function chunkPlaces(layout: Layout, columns: number): readonly [ChunkPlace, ChunkPlace, ChunkPlace] {
  const [first, second] = chunkRows(columns);
  const place = (rows: number) => ({ features: layout.numbers(rows * columns), targets: layout.numbers(rows) });
  return [place(first), place(second), place(second)];
}

/**
 * Sends rows through kernels, chunk by chunk, by two threads where there is much to do.
 * @param rows how many, from the first
 * @param callOf the call for a chunk: the addresses of its features, of its targets and past the last of these, and
 * which side it belongs to
 */
export function forEachChunk(
  workspace: Workspace, places: readonly [ChunkPlace, ChunkPlace, ChunkPlace], features: Matrix, target: Float64Array,
  rows: number, callOf: (addresses: [number, number, number], side: 0 | 1) => KernelCall,
): void {
  const { columns, values } = features;
  const [ofFirst, ofSecond] = chunkRows(columns);
  const copied = (from: number, count: number, place: ChunkPlace, side: 0 | 1): KernelCall | null => {
    const end = Math.min(from + count, rows);
    if (from >= end) return null;
    workspace.write(place.features, values.subarray(from * columns, end * columns));
    workspace.write(place.targets, target.subarray(from, end));
    return callOf([place.features, place.targets, place.targets + 8 * (end - from)], side);
  };
  const large = rows * (columns + 1) ** 2 >= LARGE;
  const round = ofFirst + ofSecond;
  let second = copied(ofFirst, ofSecond, places[1], 1);
  for (let from = 0, count = 1; from < rows; from += round, count++) {
    runBoth(workspace, () => {
      second = copied(from + round + ofFirst, ofSecond, places[1 + (count % 2)], 1);
      return copied(from, ofFirst, places[0], 0)!;
    }, second, large);
  }
}
