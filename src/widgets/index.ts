export { horizontalBox, verticalBox } from "./boxes";
export { button } from "./button";
export {
  checkbox, Control, dropdown, integerSlider, logSlider, play, slider, text,
  type CheckboxOptions, type DropdownOptions, type IntegerSliderOptions, type LogSliderOptions, type PlayOptions,
  type SliderOptions, type TextOptions,
} from "./controls";
export { interact, type ValuesOf } from "./interact/interact";
export { output, Output } from "./output";
export { progress, progressBar } from "./progress/progress";
export { ProgressBar, type ProgressOptions } from "./progress/progressBar";
export { Widget } from "./widget";
