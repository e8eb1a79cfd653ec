import type { Cell } from "../../arrays";
import type { FrameColumn } from "./frameColumns";
import { naturalOrder, rankTexts, stableOrder } from "./order";

/** Rows put into groups by what stands in some of their columns. */
export interface Groups {
  /** The group of each row, in the order of what stands there, counted from 0; -1 for a row of no group. */
  readonly of: Int32Array;
  readonly count: number;
}

const NONE = -1;

/**
 * Puts rows of equal cells into a group: sorted, equal rows are neighbours.
 * @param columns at least one
 * @param missing whether rows with a missing cell make groups too, as if missing cells were equal
 */
export function groupsOf(columns: readonly FrameColumn[], missing: boolean): Groups {
  return columns.map((column) =>
    (column.kind === "string" ? groupsOfTexts(column.values, missing) : groupsOfKeys(column.values, missing))).reduce(intersect);
}

/** The first row of each group. */
export function firstRows({ of, count }: Groups): Uint32Array {
  const rows = new Uint32Array(count);
  for (let i = of.length - 1; i >= 0; i--) if (of[i] !== NONE) rows[of[i]!] = i;
  return rows;
}

/** The last row of each group. */
export function lastRows({ of, count }: Groups): Uint32Array {
  const rows = new Uint32Array(count);
  for (let i = 0; i < of.length; i++) if (of[i] !== NONE) rows[of[i]!] = i;
  return rows;
}

function groupsOfTexts(texts: readonly Cell[], missing: boolean): Groups {
  const { ranks, count } = rankTexts(texts);
  if (!missing || !ranks.includes(NONE)) return { of: ranks, count };
  return { of: ranks.map((rank) => (rank === NONE ? count : rank)), count: count + 1 };
}

function groupsOfKeys(keys: Float64Array, missing: boolean): Groups {
  const of = new Int32Array(keys.length);
  let count = 0;
  let before = NaN;
  let nothing = NONE;
  for (const row of stableOrder(naturalOrder(keys.length), keys, true)) {
    const key = keys[row]!;
    if (key !== key) {
      if (missing && nothing === NONE) nothing = count++;
      of[row] = nothing;
      continue;
    }
    if (key !== before) count++;
    before = key;
    of[row] = count - 1;
  }
  return { of, count };
}

/** Groups of rows that are together both ways. */
function intersect(first: Groups, second: Groups): Groups {
  const keys = new Float64Array(first.of.length);
  for (let i = 0; i < keys.length; i++) {
    const [a, b] = [first.of[i]!, second.of[i]!];
    keys[i] = a === NONE || b === NONE ? NaN : a * second.count + b;
  }
  return groupsOfKeys(keys, false);
}
