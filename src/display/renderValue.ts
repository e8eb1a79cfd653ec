import { inspect, types } from "node:util";
import { renderArray } from "./arrays";
import { renderChart } from "./charts";
import { plain, type Display } from "./display";
import { isDisplayable, jupyterDisplay } from "./displayable";
import { renderFrame } from "./frames";
import { renderLayers } from "./layers";
import type { MimeBundle } from "./mimeBundle";

/**
 * All the formats of a value: what it says itself (`[Symbol.for("Jupyter.display")]()`), a chart, a table, an array
 * with type and shape, a model's layers, else text: words as they are, anything else as `console.log` writes it, without colours.
 * What a value is is told by its structure, so that nothing has to be loaded for it; one that throws when it is looked
 * at is text.
 * @returns a promise only for a value that shows itself asynchronously
 */
export function renderValue(value: unknown): Display | Promise<Display> {
  if (!canBeLookedAt(value)) return plain(asText(value));
  if (!isDisplayable(value)) return renderKnown(value) ?? plain(asText(value));
  const complete = (bundle: MimeBundle) => (isBundle(bundle) ? completed(bundle) : plain(asText(value)));
  const bundle = value[jupyterDisplay]();
  return bundle instanceof Promise ? bundle.then(complete) : complete(bundle);
}

function renderKnown(value: unknown): Display | undefined {
  return renderChart(value) ?? renderFrame(value) ?? renderArray(value) ?? renderLayers(value);
}

/** Some proxies throw whatever they are asked. */
function canBeLookedAt(value: unknown): boolean {
  try {
    if (types.isProxy(value)) isDisplayable(value);
    return true;
  } catch {
    return false;
  }
}

/** What cells give for a bundle may be anything. */
function isBundle(bundle: unknown): bundle is MimeBundle {
  return typeof bundle === "object" && bundle !== null;
}

function completed(data: MimeBundle): Display {
  return { data: "text/plain" in data ? data : { ...data, "text/plain": "" }, metadata: {} };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : inspect(value, { colors: false });
}
