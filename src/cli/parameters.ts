import path from "node:path";
import { refuse, requireInteger } from "../errors";
import {
  findNotebook, notebookNames, notebookParameters, rangeText, readNotebook, readSettings, readSettingsFile, typeName,
  type Parameter, type ParameterValues,
} from "../run";
import { readWords, type Command } from "./command";

export const parameters: Command = {
  usage: "01",
  summary: "list what a notebook lets one set: name, type, default, range, meaning",
  async run(words) {
    const { positionals } = readWords(words, {});
    if (positionals.length !== 1) refuse("notebook", `one of ${notebookNames().join(", ")}`, positionals.join(" ") || "none");
    const found = notebookParameters(readNotebook(findNotebook(positionals[0]!)));
    process.stdout.write(found.length === 0 ? "This notebook declares no parameters.\n" : parameterTable(found));
    return 0;
  },
};

const HEADINGS = ["name", "type", "default", "range", "meaning"];

function parameterTable(found: readonly Parameter[]): string {
  const rows = [HEADINGS, ...found.map(({ name, type, initial, meaning }) => [name, typeName(type), initial, rangeText(type), meaning])];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => `${row.map((text, column) => text.padEnd(widths[column]!)).join("  ").trimEnd()}\n`).join("");
}

/** The options of a run: other values, and how many seconds a cell may take. */
export const RUN_OPTIONS = {
  set: { type: "string", multiple: true }, "set-file": { type: "string" }, timeout: { type: "string" },
} as const;

/** The seconds that `--timeout` gives each cell; nothing when it is not there. */
export function readTimeout({ timeout }: { timeout?: string }): number | undefined {
  return timeout === undefined ? undefined : requireInteger("--timeout", Number(timeout), 1);
}

/** The values that `--set-file` and `--set` give a notebook, checked against what it declares; `--set` wins. */
export async function readValues(notebook: string, options: { set?: string[]; "set-file"?: string }): Promise<ParameterValues> {
  if (options.set === undefined && options["set-file"] === undefined) return {};
  const declared = notebookParameters(readNotebook(notebook));
  const fromFile = options["set-file"] === undefined ? {} : await readSettingsFile(declared, path.resolve(options["set-file"]));
  return { ...fromFile, ...readSettings(declared, options.set ?? []) };
}
