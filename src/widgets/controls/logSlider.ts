import { refuse, requireOptions, requirePositive } from "../../errors";
import type { Control } from "./control";
import { requireRange, rounded } from "./numbers";
import { SLIDER_OPTIONS, sliderControl, type SliderOptions } from "./slider";

/** Options of {@link logSlider}. */
export interface LogSliderOptions extends Omit<SliderOptions, "step"> {
  /** Where it stands at first: the number itself, not its exponent. Default the geometric middle. */
  value?: number;
  /** A step of the exponent. Default 0.1. */
  step?: number;
}

/** Exponents this near to an end count as within: the logarithm of a power of ten is not always exact. */
const ROUNDING = 1e-9;

/**
 * A slider for a positive number from `10 ** minimumExponent` to `10 ** maximumExponent`, even in its logarithm:
 * `logSlider(-4, 0)` reaches from 0.0001 to 1.
 * @throws InputError when the exponents are not in order, the value outside, the step not positive, or an option is unknown
 */
export function logSlider(
  minimumExponent: number, maximumExponent: number, options: LogSliderOptions = {},
): Control<number> {
  requireRange("logSlider, exponents", minimumExponent, maximumExponent);
  const { value = rounded(10 ** ((minimumExponent + maximumExponent) / 2)), step = 0.1, label = "" } =
    requireOptions("logSlider", options, SLIDER_OPTIONS);
  requirePositive("logSlider, step", step);
  const within = (number: number) => {
    const exponent = Math.log10(number);
    if (exponent >= minimumExponent - ROUNDING && exponent <= maximumExponent + ROUNDING) return number;
    const rule = `a number from ${rounded(10 ** minimumExponent)} to ${rounded(10 ** maximumExponent)}`;
    const isExponent = number >= minimumExponent && number <= maximumExponent;
    return refuse("logSlider, value", rule, number, isExponent ? "Pass the number itself, not its exponent" : undefined);
  };
  return sliderControl("FloatLogSlider", within, {
    value: within(value), base: 10, min: minimumExponent, max: maximumExponent, step,
    description: label, readout_format: ".3~g",
  });
}
