import { inspect } from "node:util";
import { renderArray } from "./arrays";
import { renderChart } from "./charts";
import { plain, type Display } from "./display";
import { isDisplayable, jupyterDisplay } from "./displayable";
import { renderFrame } from "./frames";
import type { MimeBundle } from "./mimeBundle";

/**
 * All the formats of a value: what it says itself (`[Symbol.for("Jupyter.display")]()`), a chart, a table, an array
 * with type and shape, else text: words as they are, anything else as `console.log` writes it, without colours.
 * What a value is is told by its structure, so that nothing has to be loaded for it.
 * @returns a promise only for a value that shows itself asynchronously
 */
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
  return typeof value === "string" ? value : inspect(value, { colors: false });
}
