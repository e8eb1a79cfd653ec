import { renderValue, runningKernel } from "../display";
import { send } from "./transport";

/**
 * Shows a value below the cell: charts live, DataFrames and Series as tables, arrays with type and shape, anything
 * with `[Symbol.for("Jupyter.display")]()` as it wants to be shown, and everything else as text.
 * Outside a notebook it prints the text.
 * @returns a promise only when the value shows itself asynchronously; `await` it then
 */
export function show(value: unknown): void | Promise<void> {
  const display = renderValue(value);
  if (!(display instanceof Promise)) return send(display);
  const shown = display.then(send);
  // a cell that does not await it ends with it all the same, so that a saved notebook has it
  runningKernel()?.keepRunning(shown.catch(() => {}));
  return shown;
}
