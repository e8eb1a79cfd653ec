import type { Series } from "danfojs-node";
import { refuse } from "../errors";

/** What a target may come as: one number a sample. */
export type VectorLike = ArrayLike<number> | Series;

/**
 * Turns a target into a Float64Array and checks every entry; a Float64Array is returned as it is.
 * @param what the caller's name for it, used in errors; default "target"
 * @throws InputError when it is empty, nested, or an entry is no finite number
 */
export function toVector(target: VectorLike, what = "target"): Float64Array {
  const values = (isSeries(target) ? target.values : target) as ArrayLike<unknown>;
  if (typeof values?.length !== "number" || values.length === 0) refuse(what, "a list of at least one number", target);
  for (let i = 0; i < values.length; i++) {
    if (typeof values[i] !== "number" || !Number.isFinite(values[i])) {
      refuse(`${what}, row ${i}`, "a finite number", values[i], "Remove or fill such rows first");
    }
  }
  return values instanceof Float64Array ? values : Float64Array.from(values as ArrayLike<number>);
}

function isSeries(value: unknown): value is Series {
  return typeof value === "object" && value !== null && "values" in value && "dtypes" in value;
}
