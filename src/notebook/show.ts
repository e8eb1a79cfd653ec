import { renderValue } from "../display";
import { send } from "./transport";

/**
 * Shows a value below the cell: charts live, DataFrames and Series as tables, arrays with type and shape, anything
 * with `[Symbol.for("Jupyter.display")]()` as it wants to be shown, and everything else as text.
 * Outside a notebook it prints the text.
 * @returns a promise only when the value shows itself asynchronously; `await` it then
 */
export function show(value: unknown): void | Promise<void> {
  const display = renderValue(value);
  return display instanceof Promise ? display.then(send) : send(display);
}
