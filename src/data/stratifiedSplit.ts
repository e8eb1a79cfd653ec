import { toVector, type VectorLike } from "../arrays";
import { refuse, requireFraction, requireOptions } from "../errors";
import { Random } from "../random";
import type { SplitOptions } from "./trainTestSplit";

/** Where the rows stand that are learned from, and those held out. */
export interface SplitIndices {
  /** The rows to learn from, counted from 0, shuffled. */
  trainIndices: Uint32Array;
  /** The rows held out, shuffled. */
  testIndices: Uint32Array;
}

/**
 * Splits rows at random so that each label has the same share in both parts, as nearly as whole rows allow: the rows
 * that scikit-learn's `train_test_split` chooses when `stratify` is the target and `random_state` the seed.
 * @param target the label of each row
 * @throws InputError when a label has fewer than two rows, or a part fewer rows than there are labels
 *
 * @example const { trainIndices, testIndices } = stratifiedSplit(images.labels, { testFraction: 0.2, seed: 1 });
 */
export function stratifiedSplit(target: VectorLike, options: SplitOptions = {}): SplitIndices {
  const { testFraction = 0.25, seed = 0 } = requireOptions("stratifiedSplit", options, { testFraction: 0, seed: 0 });
  const labels = toVector(target);
  requireFraction("testFraction", testFraction);
  const groups = rowsByLabel(labels);
  const testRows = Math.ceil(testFraction * labels.length);
  if (Math.min(testRows, labels.length - testRows) < groups.length) {
    refuse("testFraction", `a number that leaves each part a row of each of ${groups.length} labels`, testFraction);
  }
  const random = new Random(seed);
  const counts = groups.map((rows) => rows.length);
  const train = allot(counts, labels.length - testRows, random);
  const test = allot(counts.map((count, k) => count - train[k]!), testRows, random);
  const drawn = groups.map((rows) => random.permutation(rows.length).map((place) => rows[place]!));
  const shuffled = (rows: number[]) => random.permutation(rows.length).map((place) => rows[place]!);
  return {
    trainIndices: shuffled(drawn.flatMap((rows, k) => Array.from(rows.subarray(0, train[k]!)))),
    testIndices: shuffled(drawn.flatMap((rows, k) => Array.from(rows.subarray(train[k]!, train[k]! + test[k]!)))),
  };
}

/** The rows of each label, by ascending label. */
function rowsByLabel(labels: Float64Array): number[][] {
  const groups = new Map<number, number[]>();
  labels.forEach((label, row) => {
    const rows = groups.get(label);
    if (rows) rows.push(row);
    else groups.set(label, [row]);
  });
  for (const [label, rows] of groups) {
    if (rows.length < 2) refuse(`target, label ${label}`, "at least two rows, one for each part", rows.length);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, rows]) => rows);
}

/**
 * How many of `total` rows each label gets: its share rounded down, and one more where most was cut off, ties drawn by
 * lot.
 */
function allot(counts: readonly number[], total: number, random: Random): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => (count / all) * total);
  const given = shares.map(Math.floor);
  const rests = shares.map((share, k) => share - given[k]!);
  let left = total - given.reduce((sum, count) => sum + count, 0);
  for (const rest of [...new Set(rests)].sort((a, b) => b - a)) {
    if (left === 0) break;
    const places = rests.flatMap((other, k) => (other === rest ? [k] : []));
    const lot = random.permutation(places.length).slice(0, left);
    lot.forEach((place) => given[places[place]!]!++);
    left -= lot.length;
  }
  return given;
}
