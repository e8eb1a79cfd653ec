import { inspect } from "node:util";
import { renderArray } from "./arrayDisplay";
import { renderChart } from "./chartDisplay";
import { isDisplayable, jupyterDisplay } from "./displayable";
import { renderFrame } from "./frameDisplay";
import { plain, send, type Display, type MimeBundle } from "./transport";

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

/** All the formats of a value, as `show` sends them. */
export function renderValue(value: unknown): Display | Promise<Display> {
  if (isDisplayable(value)) {
    const bundle = value[jupyterDisplay]();
    return bundle instanceof Promise ? bundle.then(complete) : complete(bundle);
  }
  return renderChart(value) ?? renderFrame(value) ?? renderArray(value) ?? plain(asText(value));
}

function complete(data: MimeBundle): Display {
  return { data: "text/plain" in data ? data : { ...data, "text/plain": "" }, metadata: {} };
}

function asText(value: unknown): string {
  return typeof value === "string"
    ? value
    : inspect(value, { colors: false, depth: 4, maxArrayLength: 20, breakLength: 100 });
}
