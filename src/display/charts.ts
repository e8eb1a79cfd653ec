import type { Chart } from "../charts";
import type { Display } from "./display";
import { picturesAreWanted } from "./pictures";

const vegaLite = "application/vnd.vegalite.v5+json";
const scale = 2;

/**
 * A chart for every reader: live for JupyterLab and reports, a picture for pages without scripts, a sentence for the
 * rest. No HTML, which front ends would prefer to the live chart.
 * @returns undefined for what is no chart
 */
export function renderChart(value: unknown): Display | undefined {
  if (!isChart(value)) return undefined;
  const text = describeChart(value);
  const picture = picturesAreWanted() ? renderPicture(value, text) : { data: {}, metadata: {} };
  return {
    data: { [vegaLite]: value, ...picture.data, "text/plain": text },
    metadata: {
      [vegaLite]: { embed_options: { actions: { export: true, source: false, compiled: false, editor: false } } },
      ...picture.metadata,
    },
  };
}

function renderPicture(chart: Chart, alt: string): Display {
  const { renderPng } = require("../charts") as typeof import("../charts");
  const picture = renderPng(chart, { scale });
  // a PNG file states its width and height in bytes 16 to 23
  const size = { width: picture.readUInt32BE(16) / scale, height: picture.readUInt32BE(20) / scale };
  return { data: { "image/png": picture.toString("base64") }, metadata: { "image/png": { ...size, alt } } };
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
