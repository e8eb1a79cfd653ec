import { renderPng, type Chart } from "../charts";
import type { Display } from "./display";

const vegaLite = "application/vnd.vegalite.v5+json";
const scale = 2;

/**
 * A chart for every reader: live for JupyterLab and reports, a picture for pages without scripts, a sentence for the
 * rest. No HTML, which front ends would prefer to the live chart.
 * @returns undefined for what is no chart
 */
export function renderChart(value: unknown): Display | undefined {
  if (!isChart(value)) return undefined;
  const picture = renderPng(value, { scale });
  const text = describeChart(value);
  return {
    data: { [vegaLite]: value, "image/png": picture.toString("base64"), "text/plain": text },
    metadata: {
      [vegaLite]: { embed_options: { actions: { export: true, source: false, compiled: false, editor: false } } },
      // a PNG file states its width and height in bytes 16 to 23
      "image/png": { width: picture.readUInt32BE(16) / scale, height: picture.readUInt32BE(20) / scale, alt: text },
    },
  };
}

function isChart(value: unknown): value is Chart {
  const { $schema } = (value ?? {}) as { $schema?: unknown };
  return typeof $schema === "string" && $schema.includes("/vega-lite/");
}

function describeChart({ description, title }: Chart): string {
  if (description) return description;
  const text = typeof title === "object" && title !== null && "text" in title ? title.text : title;
  return `Chart${text === undefined ? "" : `: ${String(text)}`}`;
}
