import { refuse, requireFinite, requireOptions, requirePositive } from "../errors";
import { rounded } from "./formatNumber";

/** What a slider reaches. */
export interface SliderRange {
  /** The least value, at its left end. */
  minimum: number;
  /** The largest value, at its right end. */
  maximum: number;
  /** Where it stands at first; default the middle. */
  start?: number;
  /** Default a hundredth of the range. */
  step?: number;
}

/** A slider as a parameter of a chart is bound to it. @throws InputError when its range is empty or its start outside */
export function readSlider(what: string, range: SliderRange) {
  requireOptions(`slider "${what}"`, range, { minimum: 0, maximum: 0, start: 0, step: 0 });
  const min = requireFinite(`${what}.minimum`, range.minimum);
  const max = requireFinite(`${what}.maximum`, range.maximum);
  if (min >= max) refuse(what, "a minimum below its maximum", `${min} to ${max}`);
  const value = requireFinite(`${what}.start`, range.start ?? (min + max) / 2);
  if (value < min || value > max) refuse(`${what}.start`, `a number from ${min} to ${max}`, value);
  const step = requirePositive(`${what}.step`, range.step ?? (max - min) / 100);
  return { value: rounded(value), bind: { input: "range" as const, min, max, step: rounded(step), name: `${what} ` } };
}
