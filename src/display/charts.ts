import type { Config } from "vega-lite";
import type { Chart } from "../charts";
import type { Display } from "./display";
import { picturesAreWanted } from "./pictures";

const vegaLite = "application/vnd.vegalite.v5+json";
const scale = 2;

/** Of axes, and of grids and frames: both are seen on white and on near-black. */
const lineColor = "#888";
const faintColor = "#8884";

/**
 * Words in the colour of the page's text, on the page itself. As parts of the page (SVG) they follow JupyterLab's theme
 * at once; what Lab chooses by itself when it draws a chart would stay. A chart's own `config` goes before this.
 */
const asThePage: Config = {
  background: "transparent",
  title: { color: "currentColor", subtitleColor: "currentColor" },
  style: { "guide-label": { fill: "currentColor" }, "guide-title": { fill: "currentColor" } },
  axis: { domainColor: lineColor, tickColor: lineColor, gridColor: faintColor },
  view: { stroke: faintColor },
};

/** How JupyterLab draws a chart. */
const embedOptions = {
  renderer: "svg",
  config: asThePage,
  actions: { export: true, source: false, compiled: false, editor: false },
};

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
      [vegaLite]: { embed_options: embedOptions },
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
