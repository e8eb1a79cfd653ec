import type { DataFrame } from "danfojs-node";
import { refuse, requireBoolean, requireList, requireOptions } from "../../errors";
import { frameColumn, namesOf, requireFrame } from "./frameColumns";
import { naturalOrder, sortKeys, stableOrder } from "./order";
import { selectRows } from "./takeRows";

/** Options of {@link sortValues}. */
export interface SortOptions {
  /** Smallest first; one for all columns, or one for each. Default true. */
  ascending?: boolean | readonly boolean[];
}

/**
 * The rows sorted by one column, or by the first of several, then the second, …: pandas' `sort_values(kind="stable")`.
 * Equal rows keep their order, missing values come last both ways, texts stand in the order of their code points, and
 * each row keeps its label.
 * @throws InputError when there is no such column, or values of several kinds stand in it
 */
export function sortValues(
  frame: DataFrame, by: string | readonly string[], options: SortOptions = {},
): DataFrame {
  const { ascending = true } = requireOptions("sortValues", options, { ascending: true });
  requireFrame("frame", frame);
  const names = namesOf("by", by);
  if (names.length === 0) refuse("by", "at least one column", by);
  const ways = typeof ascending === "boolean" ? names.map(() => ascending) : requireList("ascending", ascending, "true, false or a list of them");
  ways.forEach((way, k) => requireBoolean(`ascending[${k}]`, way));
  if (ways.length !== names.length) refuse("ascending", `${names.length} truth values, one a column`, ways.length);
  let order = naturalOrder(frame.index.length);
  for (let k = names.length - 1; k >= 0; k--) order = stableOrder(order, sortKeys(frameColumn(frame, names[k]!)), ways[k]!);
  return selectRows(frame, order);
}
