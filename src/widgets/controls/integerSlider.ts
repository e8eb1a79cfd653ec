import { requireInteger, requireOptions } from "../../errors";
import type { Control } from "./control";
import { requireRange, requireWhole } from "./numbers";
import { SLIDER_OPTIONS, sliderControl, type SliderOptions } from "./slider";

/** Options of {@link integerSlider}. */
export interface IntegerSliderOptions extends SliderOptions {
  /** Where it stands at first. Default the middle, rounded. */
  value?: number;
  /** From one integer to the next. Default 1. */
  step?: number;
}

/**
 * A slider for an integer from `minimum` to `maximum`.
 * @throws InputError when a number is no integer, minimum is not below maximum, the value outside, or an option is unknown
 */
export function integerSlider(minimum: number, maximum: number, options: IntegerSliderOptions = {}): Control<number> {
  return integerControl("integerSlider", minimum, maximum, requireOptions("integerSlider", options, SLIDER_OPTIONS));
}

/** {@link integerSlider} as part of a control named `what`. */
export function integerControl(
  what: string, minimum: number, maximum: number, options: IntegerSliderOptions,
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
