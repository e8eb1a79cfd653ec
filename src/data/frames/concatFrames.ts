import type { DataFrame } from "danfojs-node";
import { cellsOf, type Cell } from "../../arrays";
import { refuse, requireList } from "../../errors";
import { assembleFrame, numberLabels } from "../frame";
import { requireFrame } from "./frameColumns";

/**
 * The rows of all frames, one frame below the other (pandas' `concat(frames, ignore_index=True)`). The columns are
 * those of all frames in the order in which they come up; NaN stands where a frame lacks a column. The rows are
 * numbered anew, because danfo allows no label twice. The frames stay as they are.
 * @throws InputError when there is no frame
 */
export function concatFrames(frames: readonly DataFrame[]): DataFrame {
  requireList("frames", frames, "a list of DataFrames").forEach((frame, k) => requireFrame(`frames[${k}]`, frame));
  if (frames.length === 0) refuse("frames", "at least one frame", frames);
  const names = [...new Set(frames.flatMap((frame) => frame.columns))];
  const places = frames.map((frame) => names.map((name) => frame.columns.indexOf(name)));
  const columns = names.map((_, j) => frames.flatMap((frame, k) =>
    (places[k]![j]! < 0 ? new Array<Cell>(frame.index.length).fill(NaN) : cellsOf(frame, places[k]![j]!))));
  const dtypes = names.map((_, j) => commonDtype(frames.flatMap((frame, k) => {
    const place = places[k]![j]!;
    if (place >= 0) return [frame.dtypes[place]!];
    return frame.index.length > 0 ? [MISSING] : [];
  })));
  return assembleFrame({ names, dtypes, columns, labels: numberLabels(columns[0]?.length ?? 0) });
}

const MISSING = "missing";

/** The type of a column whose parts have these types: NaN makes float numbers of integers, and of nothing else. */
function commonDtype(parts: readonly string[]): string {
  const dtypes = new Set(parts.filter((dtype) => dtype !== MISSING));
  if ([...dtypes].every((dtype) => dtype === "int32" || dtype === "float32")) {
    return dtypes.has("float32") || parts.includes(MISSING) ? "float32" : "int32";
  }
  return dtypes.size === 1 ? [...dtypes][0]! : "string";
}
