import type { TopLevelSpec } from "vega-lite";
import { refuse, requireList, requireOptions, requirePositive } from "../errors";
import { theme } from "./theme";

/** A picture as data: a Vega-Lite 5 specification with its data inside. */
export type Chart = TopLevelSpec;

/** What every chart can be told. */
export interface ChartOptions {
  /** The line on top; each chart has a sensible one of its own. */
  title?: string;
  /** One sentence that says what the picture shows (its alternative text); each chart writes its own. */
  description?: string;
  /** Width of the plotting area in pixels; default 520, unless the chart says otherwise. */
  width?: number;
  /** Height of the plotting area in pixels; default 320, unless the chart says otherwise. */
  height?: number;
}

/** What stands in each of a chart's options; without a question mark it has to be given. */
export type OptionKinds<Options> = Readonly<Record<keyof Options, Kind | `${Kind}?` | "other">>;

type Kind = "text" | "list" | "function" | "scale";

const fits: Record<Kind, { rule: string; test(value: unknown): boolean }> = {
  text: { rule: "a text", test: (value) => typeof value === "string" },
  list: { rule: "a list", test: Array.isArray },
  function: { rule: "a function", test: (value) => typeof value === "function" },
  scale: { rule: 'one of "linear", "log"', test: (value) => value === "linear" || value === "log" },
};

/** The kinds of {@link ChartOptions}. */
export const CHART_OPTIONS: OptionKinds<ChartOptions> = {
  title: "text?", description: "text?", width: "other", height: "other",
};

/**
 * Refuses an option that a chart does not have, and one of another kind.
 * @throws InputError with its name
 */
export function checkOptions<Options extends object>(chart: string, options: Options, known: OptionKinds<Options>): void {
  requireOptions(chart, options, known);
  for (const name of Object.keys(known) as (keyof Options & string)[]) {
    const [kind, optional] = known[name].split(/(?=\?)/) as [Kind | "other", "?"?];
    const value = options[name];
    if (kind === "other" || (optional && value === undefined)) continue;
    if (!fits[kind].test(value)) refuse(name, fits[kind].rule, value);
  }
}

type LayeredChart = Extract<Chart, { layer: unknown }>;

/** One layer of a chart. */
export type Layer = LayeredChart["layer"][number];

interface Content extends Pick<LayeredChart, "data" | "params" | "transform" | "resolve"> {
  title: string;
  description: string;
  /** What the reader must know to read the picture right, below the title. */
  notes?: readonly string[];
  layer: Layer[];
}

export const defaultSize = { width: 520, height: 320 };

/** Puts a chart together: schema, size, theme, titles and description around its layers. */
export function assembleChart(options: ChartOptions, content: Content): Chart {
  const { title, description, notes = [], ...rest } = content;
  const { width, height } = sizeOf(options);
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: { text: options.title ?? title, ...(notes.length > 0 && { subtitle: [...notes] }) },
    description: [options.description ?? description, ...notes.map(asSentence)].join(" "),
    width,
    height,
    config: theme,
    ...rest,
  };
}

/** The chart's size in pixels, checked. */
export function sizeOf(options: ChartOptions, fallback = defaultSize): { width: number; height: number } {
  return {
    width: requirePositive("width", options.width ?? fallback.width),
    height: requirePositive("height", options.height ?? fallback.height),
  };
}

/** About how wide a letter of a legend or a word in a picture is, in pixels. */
export const letterWidth = 6.4;
const symbolWidth = 40;

/** A legend for series above the picture, in as many columns as fit: beside it, a notebook would cut it off. */
export function seriesLegend(names: readonly string[], width = defaultSize.width) {
  const columnWidth = symbolWidth + letterWidth * Math.max(...names.map((name) => name.length));
  const columns = Math.min(names.length, Math.max(1, Math.floor(width / columnWidth)));
  return { orient: "top" as const, direction: "horizontal" as const, columns, title: null };
}

/** Refuses names that are empty or given twice: a legend could not tell them apart. */
export function requireNames(what: string, named: readonly { name: string }[]): string[] {
  const names = requireList(what, named, "a list of objects with a name").map((one) => one?.name);
  names.forEach((name, i) => {
    if (typeof name !== "string" || name === "") refuse(`${what}, name ${i}`, "a word", name);
    if (names.indexOf(name) !== i) refuse(`${what}, name ${i}`, "a name of its own", name);
  });
  return names;
}

/** A title from words that may stand elsewhere in a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function asSentence(note: string): string {
  return note.endsWith(".") ? note : `${note}.`;
}
