import { requireOptions } from "../../errors";
import { labelledModel, labelStyle } from "../models";
import { Control } from "./control";

/** Options of {@link text}. */
export interface TextOptions {
  /** What is written there at first. Default nothing. */
  value?: string;
  /** Grey words that stand there as long as nothing is written. Default none. */
  placeholder?: string;
  /** The words before it. Default none; in `interact` the name of the value, in words. */
  label?: string;
}

/** A line to write in. @throws InputError when an option is unknown */
export function text(options: TextOptions = {}): Control<string> {
  const { value = "", placeholder = "", label = "" } =
    requireOptions("text", options, { value: "", placeholder: "", label: "" });
  const style = labelStyle("Text", { background: null, font_size: null, text_color: null });
  return new Control({
    model: labelledModel("Text", style, { value, placeholder, description: label, continuous_update: true }),
    read: (state) => state.get("value") as string,
    write: (written) => ({ value: written }),
    print: (written) => JSON.stringify(written),
  });
}
