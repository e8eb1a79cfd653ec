import { labelledModel, labelStyle } from "../models";
import { Control } from "./control";

/** A box to tick; not ticked by default. */
export function checkbox({ value = false, label = "" }: { value?: boolean; label?: string } = {}): Control<boolean> {
  const style = labelStyle("Checkbox", { background: null });
  return new Control({
    model: labelledModel("Checkbox", style, { value, description: label, indent: true }),
    read: (state) => state.get("value") as boolean,
    write: (ticked) => ({ value: ticked }),
    print: (ticked) => (ticked ? "yes" : "no"),
  });
}
