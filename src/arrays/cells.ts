import type { DataFrame } from "danfojs-node";
import { refuse, requireInteger } from "../errors";

/** What stands in a frame: a number, a text, a truth value; NaN, null or undefined where it is missing. */
export type Cell = number | string | boolean | null | undefined;

/** Column j of a frame, not to be changed. A frame's rows, `frame.values`, may have to be made first; its columns are there. @throws InputError when there is no such column */
export function cellsOf(frame: DataFrame, j: number): readonly Cell[] {
  if (!Array.isArray(frame?.columns)) refuse("frame", "a DataFrame", frame);
  requireInteger("column", j, 0, frame.columns.length - 1);
  // A frame that saves memory has no columns, and one to which a Series was assigned has this among them.
  const column = (frame as unknown as { $dataIncolumnFormat?: Cell[][] }).$dataIncolumnFormat?.[j];
  return Array.isArray(column) && column.length === frame.shape[0] ? column : Array.from(frame.values as Cell[][], (row) => row[j]);
}
