import type { Chart } from "../charts";

/** A chart as the page draws it. */
interface PageChart {
  /** Compiled here, so that the page need not: a quarter of its programs and half of its time. */
  vega: unknown;
  /** What the fields of its data are called on its axes and legends, for the table of its data. */
  fields: Record<string, string>;
}

const CHART = /(<figure class="chart">(?:(?!<\/figure>)[\s\S])*?<script type="application\/json">)([^<]*)(<\/script>)/g;

/** Turns the Vega-Lite specifications of the charts in a page into what the page draws. */
export function compileCharts(html: string): { html: string; faults: string[] } {
  const faults: string[] = [];
  const compiled = html.replace(CHART, (_, before: string, json: string, after: string) => {
    const chart = JSON.parse(json) as Chart;
    try {
      return `${before}${embeddedJson({ vega: compile(chart), fields: fieldNames(chart) } satisfies PageChart)}${after}`;
    } catch (error) {
      const { description } = chart as { description?: unknown };
      faults.push(`Chart not drawn, its picture stands for it: ${String(description)} (${(error as Error).message})`);
      return `${before}${embeddedJson({})}${after}`;
    }
  });
  return { html: compiled, faults };
}

/** JSON that is safe inside a script element, whatever text the data hold. */
function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, "\\u003c");
}

function compile(chart: Chart): unknown {
  const { compile: compileVegaLite } = require("vega-lite") as typeof import("vega-lite");
  const silent = { level: () => silent, error: () => silent, warn: () => silent, info: () => silent, debug: () => silent };
  return compileVegaLite(chart, { logger: silent as never }).spec;
}

/** All encoded fields with their titles, or else their own names, those of x and y first, in a specification of any depth. */
function fieldNames(part: unknown, names: Record<string, string> = {}): Record<string, string> {
  if (typeof part !== "object" || part === null) return names;
  const { field, title } = part as { field?: unknown; title?: unknown };
  if (typeof field === "string") names[field] = typeof title === "string" && title !== "" ? title : (names[field] ?? field);
  const { x, y, order: _order, data: _data, datasets: _datasets, config: _config, ...others } = part as Record<string, unknown>;
  for (const child of [x, y, ...Object.values(others)]) fieldNames(child, names);
  return names;
}
