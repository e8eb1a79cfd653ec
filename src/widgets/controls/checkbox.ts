import { requireOptions } from "../../errors";
import { labelledModel, labelStyle } from "../models";
import { Control } from "./control";

/** Options of {@link checkbox}. */
export interface CheckboxOptions {
  /** Whether it is ticked at first. Default `false`. */
  value?: boolean;
  /** The words beside it. Default none; in `interact` the name of the value, in words. */
  label?: string;
}

/** A box to tick. @throws InputError when an option is unknown */
export function checkbox(options: CheckboxOptions = {}): Control<boolean> {
  const { value = false, label = "" } = requireOptions("checkbox", options, { value: false, label: "" });
  const style = labelStyle("Checkbox", { background: null });
  return new Control({
    model: labelledModel("Checkbox", style, { value, description: label, indent: true }),
    read: (state) => state.get("value") as boolean,
    write: (ticked) => ({ value: ticked }),
    print: (ticked) => (ticked ? "yes" : "no"),
  });
}
