import type { DataFrame } from "danfojs-node";
import { cellsOf } from "../../arrays";
import { refuse, requireList } from "../../errors";
import { assembleFrame, type Label } from "../frame";
import { placeOf, requireFrame } from "./frameColumns";

/**
 * The frame with these columns only, in the order given: pandas' `frame[["a", "b"]]`.
 * @throws InputError when there is no such column, or one is asked for twice
 */
export function selectColumns(frame: DataFrame, columns: readonly string[]): DataFrame {
  requireFrame("frame", frame);
  requireList("columns", columns, 'a list of names such as ["weight"]');
  const places = columns.map((name) => placeOf(frame, name));
  const twice = columns.find((name, k) => columns.indexOf(name) !== k);
  if (columns.length === 0 || twice !== undefined) {
    refuse("columns", "at least one name, none of them twice", columns.join(", "));
  }
  return assembleFrame({
    names: columns,
    dtypes: places.map((place) => frame.dtypes[place]!),
    columns: places.map((place) => cellsOf(frame, place).slice()),
    labels: (frame.index as Label[]).slice(),
  });
}
