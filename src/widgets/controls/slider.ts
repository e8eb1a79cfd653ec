import { requireOptions, requirePositive } from "../../errors";
import { labelledModel, labelStyle, layoutModel, type State } from "../models";
import { Control } from "./control";
import { readoutFormat, requireRange, requireWithin, rounded } from "./numbers";

/** Options of a slider. */
export interface SliderOptions {
  /** Where it stands at first. Default the middle. */
  value?: number;
  /** From one number to the next. Default a hundredth of the range. */
  step?: number;
  /** The words before it. Default none; in `interact` the name of the value, in words. */
  label?: string;
}

/** The names of {@link SliderOptions}. */
export const SLIDER_OPTIONS = { value: 0, step: 0, label: "" };

/**
 * A slider for a number from `minimum` to `maximum`.
 * @throws InputError when minimum is not below maximum, the value outside, the step not positive, or an option is unknown
 */
export function slider(minimum: number, maximum: number, options: SliderOptions = {}): Control<number> {
  requireRange("slider", minimum, maximum);
  const { value = rounded((minimum + maximum) / 2), step = rounded((maximum - minimum) / 100), label } =
    requireOptions("slider", options, SLIDER_OPTIONS);
  requirePositive("slider, step", step);
  const within = (number: number) => requireWithin("slider, value", number, minimum, maximum);
  return sliderControl("FloatSlider", within, {
    value: within(value), min: minimum, max: maximum, step,
    description: label ?? "", readout_format: readoutFormat(minimum, step, value),
  });
}

/** Of label, slider and number together: enough for the slider's steps to be told apart. */
const WIDTH = "32em";

/** A control of one of the front end's sliders. @param name its class without "Model" */
export function sliderControl(name: string, check: (value: number) => number, state: State): Control<number> {
  const model = labelledModel(name, labelStyle("Slider", { handle_color: null }), {
    layout: layoutModel({ width: WIDTH }), behavior: "drag-tap", continuous_update: true, orientation: "horizontal", readout: true, ...state,
  });
  return new Control({
    model,
    read: (state) => rounded(state.get("value") as number),
    write: (value) => ({ value: check(value) }),
  });
}
