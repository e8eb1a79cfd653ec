import type { DataFrame } from "danfojs-node";
import { cellsOf } from "../../arrays";
import { refuse, requireInteger, requireList } from "../../errors";
import { assembleFrame, type Label } from "../frame";
import { requireFrame } from "./frameColumns";

/**
 * The rows at these positions, counted from 0, in the order given; their labels go with them (pandas' `take`).
 * @throws InputError when a position is not in the frame, or stands twice: danfo allows no label twice
 */
export function takeRows(frame: DataFrame, positions: ArrayLike<number>): DataFrame {
  requireFrame("frame", frame);
  requireList("positions", positions, "a list of rows' positions");
  const rows = frame.index.length;
  const taken = new Uint8Array(rows);
  for (let i = 0; i < positions.length; i++) {
    const position = requireInteger(`positions[${i}]`, positions[i]!, 0, rows - 1);
    if (taken[position]++ > 0) refuse(`positions[${i}]`, "no position twice, because danfo allows no label twice", position);
  }
  return selectRows(frame, positions);
}

/**
 * The frame without the rows that have these labels (pandas' `drop(index=labels)`).
 * @throws InputError when there is no row of a label
 */
export function dropRows(frame: DataFrame, labels: Label | readonly Label[]): DataFrame {
  requireFrame("frame", frame);
  const dropped = new Set(Array.isArray(labels) ? labels : [labels]);
  const present = new Set(frame.index);
  for (const label of dropped) {
    if (!present.has(label)) refuse("labels", "labels of rows", label);
  }
  return selectRows(frame, positionsWhere(frame.index.length, (i) => !dropped.has(frame.index[i]!)));
}

/** The rows at positions known to be right, no two the same. */
export function selectRows(frame: DataFrame, positions: ArrayLike<number>): DataFrame {
  const columns = frame.columns.map((_, j) => {
    const cells = cellsOf(frame, j);
    return typeof cells[0] === "number" ? pickNumbers(cells as readonly number[], positions) : pick(cells, positions);
  });
  const labels = pick(frame.index as readonly Label[], positions);
  return assembleFrame({ names: frame.columns, dtypes: frame.dtypes, columns, labels });
}

function pick<Value>(values: readonly Value[], positions: ArrayLike<number>): Value[] {
  const picked = new Array<Value>(positions.length);
  for (let i = 0; i < positions.length; i++) picked[i] = values[positions[i]!]!;
  return picked;
}

/** The same, which makes a list of eight bytes a number as long as it has never made another. */
function pickNumbers(values: readonly number[], positions: ArrayLike<number>): number[] {
  const picked = new Array<number>(positions.length);
  for (let i = 0; i < positions.length; i++) picked[i] = values[positions[i]!]!;
  return picked;
}

/** The positions below `rows` that pass the test. */
export function positionsWhere(rows: number, test: (position: number) => boolean): Uint32Array {
  const positions = new Uint32Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) if (test(i)) positions[count++] = i;
  return positions.subarray(0, count);
}
