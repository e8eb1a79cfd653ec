export { checkbox, type CheckboxOptions } from "./checkbox";
export { Control } from "./control";
export { dropdown, type DropdownOptions } from "./dropdown";
export { integerSlider, type IntegerSliderOptions } from "./integerSlider";
export { logSlider, type LogSliderOptions } from "./logSlider";
export { play, type PlayOptions } from "./play";
export { slider, type SliderOptions } from "./slider";
export { text, type TextOptions } from "./text";
