import { refuse, requireOptions } from "../../errors";
import { labelledModel, labelStyle } from "../models";
import { Control } from "./control";

/** Options of {@link dropdown}. */
export interface DropdownOptions<Choice> {
  /** Which is chosen at first. Default the first. */
  value?: Choice;
  /** The words before it. Default none; in `interact` the name of the value, in words. */
  label?: string;
}

/**
 * A list to choose from: words or numbers, or a record of anything by the words that stand for it.
 * @throws InputError when there is no choice, the value is none of them, or an option is unknown
 * @example
 * dropdown(["adam", "momentum"]);
 * dropdown({ Adam: adam(), Momentum: momentum() }, { label: "optimizer" });
 */
export function dropdown<const Choice extends string | number | boolean>(
  choices: readonly Choice[], options?: DropdownOptions<NoInfer<Choice>>,
): Control<Choice>;
export function dropdown<Choice>(
  choices: Readonly<Record<string, Choice>>, options?: DropdownOptions<NoInfer<Choice>>,
): Control<Choice>;
export function dropdown(
  choices: readonly unknown[] | Readonly<Record<string, unknown>>, options: DropdownOptions<unknown> = {},
): Control<unknown> {
  requireOptions("dropdown", options, { value: "", label: "" });
  const entries: [string, unknown][] = Array.isArray(choices)
    ? choices.map((choice) => [String(choice), choice])
    : Object.entries(choices);
  if (entries.length === 0) refuse("dropdown", "at least one choice", choices);
  const indexOf = (choice: unknown) => {
    const index = entries.findIndex(([, value]) => Object.is(value, choice));
    return index >= 0 ? index : refuse("dropdown, value", `one of ${entries.map(([name]) => name).join(", ")}`, choice);
  };
  return new Control({
    model: labelledModel("Dropdown", labelStyle("Description"), {
      _options_labels: entries.map(([name]) => name),
      index: "value" in options ? indexOf(options.value) : 0,
      description: options.label ?? "",
    }),
    read: (state) => entries[state.get("index") as number]![1],
    write: (choice) => ({ index: indexOf(choice) }),
    print: (choice) => entries[indexOf(choice)]![0],
  });
}

/** A type parameter in a place that does not help to find it. */
type NoInfer<Type> = [Type][Type extends unknown ? 0 : never];
