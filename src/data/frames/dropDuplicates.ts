import type { DataFrame } from "danfojs-node";
import { refuse, requireOneOf, requireOptions } from "../../errors";
import { frameColumn, namesOf, requireFrame } from "./frameColumns";
import { firstRows, groupsOf, lastRows } from "./groups";
import { positionsWhere, selectRows } from "./takeRows";

/** Options of {@link dropDuplicates}. */
export interface DuplicatesOptions {
  /** The columns by which rows count as equal. Default: all. */
  subset?: string | readonly string[];
  /** Which of several equal rows stays: the first, the last or none of them. Default "first". */
  keep?: "first" | "last" | "none";
}

/**
 * The frame with equal rows once (pandas' `drop_duplicates`, polars' `unique`); missing cells count as equal.
 * The rows keep their order and their labels.
 * @throws InputError when there is no such column, or values of several kinds stand in it
 */
export function dropDuplicates(frame: DataFrame, options: DuplicatesOptions = {}): DataFrame {
  requireFrame("frame", frame);
  const { subset = frame.columns, keep = "first" } = requireOptions("dropDuplicates", options, { subset: "", keep: "" });
  requireOneOf("keep", keep, ["first", "last", "none"]);
  const rows = frame.index.length;
  const columns = namesOf("subset", subset).map((name) => frameColumn(frame, name));
  if (columns.length === 0 && rows > 0) refuse("subset", "at least one column", subset);
  const groups = groupsOf(columns, true);
  const first = firstRows(groups);
  const last = lastRows(groups);
  return selectRows(frame, positionsWhere(rows, (i) => {
    const group = groups.of[i]!;
    return (keep === "last" || first[group] === i) && (keep === "first" || last[group] === i);
  }));
}
