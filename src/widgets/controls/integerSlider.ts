import { requireInteger } from "../../errors";
import type { Control } from "./control";
import { requireRange, requireWhole } from "./numbers";
import { sliderControl, type SliderOptions } from "./slider";

/**
 * A slider for an integer from `minimum` to `maximum`; the step is 1 by default.
 * @throws InputError when a number is no integer, minimum is not below maximum, or the value outside
 */
export function integerSlider(minimum: number, maximum: number, options: SliderOptions = {}): Control<number> {
  return integerControl("integerSlider", minimum, maximum, options);
}

/** {@link integerSlider} as part of a control named `what`. */
export function integerControl(
  what: string, minimum: number, maximum: number, options: SliderOptions,
): Control<number> {
  requireWhole(`${what}, minimum`, minimum);
  requireWhole(`${what}, maximum`, maximum);
  requireRange(what, minimum, maximum);
  const { value = Math.round((minimum + maximum) / 2), step = 1, label = "" } = options;
  requireInteger(`${what}, step`, step, 1);
  const within = (number: number) => requireInteger(`${what}, value`, number, minimum, maximum);
  return sliderControl("IntSlider", within, {
    value: within(value), min: minimum, max: maximum, step, description: label, readout_format: "d",
  });
}
