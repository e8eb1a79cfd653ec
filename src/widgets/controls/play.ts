import { requireOptions, requirePositive } from "../../errors";
import { controlsModel, labelledModel, linkModel, labelStyle } from "../models";
import type { Control } from "./control";
import { integerControl } from "./integerSlider";
import { SLIDER_OPTIONS, type SliderOptions } from "./slider";

/** Options of {@link play}. */
export interface PlayOptions extends SliderOptions {
  /** Where it stands at first. Default the minimum. */
  value?: number;
  /** From one integer to the next. Default 1. */
  step?: number;
  /** Milliseconds from one number to the next. Default 100. */
  interval?: number;
}

/**
 * Buttons that count from `minimum` to `maximum` by themselves, beside a slider that shows where they are and can be
 * moved: steps of a training run to watch. The browser counts; numbers that come while the kernel computes are left out.
 * @throws InputError when a number is no integer, minimum is not below maximum, the value outside, the interval not
 * positive, or an option is unknown
 */
export function play(minimum: number, maximum: number, options: PlayOptions = {}): Control<number> {
  const { value = minimum, step = 1, interval = 100, label } =
    requireOptions("play", options, { ...SLIDER_OPTIONS, interval: 0 });
  requirePositive("play, interval", interval);
  const slider = integerControl("play", minimum, maximum, { value, step, label });
  const buttons = labelledModel("Play", labelStyle("Description"), {
    value, min: minimum, max: maximum, step, interval, playing: false, repeat: false, show_repeat: true,
  });
  const link = linkModel([buttons, "value"], [slider.model, "value"]);
  return slider.drawnAs(controlsModel("HBox", { box_style: "", children: [buttons, slider.model] }, [link]));
}
