import { labelledModel, labelStyle } from "../models";
import { Control } from "./control";

/** Options of {@link text}. */
export interface TextOptions {
  value?: string;
  /** Grey words that stand there as long as nothing is written. */
  placeholder?: string;
  label?: string;
}

/** A line to write in. */
export function text({ value = "", placeholder = "", label = "" }: TextOptions = {}): Control<string> {
  const style = labelStyle("Text", { background: null, font_size: null, text_color: null });
  return new Control({
    model: labelledModel("Text", style, { value, placeholder, description: label, continuous_update: true }),
    read: (state) => state.get("value") as string,
    write: (written) => ({ value: written }),
    print: (written) => JSON.stringify(written),
  });
}
