import { rm } from "node:fs/promises";
import path from "node:path";
import { refuse, requireOneOf } from "../errors";
import {
  findBrowser, indexEntry, papers, renderReport, writeIndex, writeMarkdown, writePdf, writeReport,
  type IndexEntry, type Paper, type Theme, type WrittenReport,
} from "../report";
import { displayPath, findNotebook, notebookNames, NotebookError, runNotebook, type ParameterValues, type RunRecord } from "../run";
import { readWords, type Command } from "./command";
import { readTimeout, readValues, RUN_OPTIONS } from "./parameters";
import { showProgress, tookTime } from "./progress";

const FORMATS = ["html", "pdf", "md"] as const;
type Format = (typeof FORMATS)[number];

/** How the reports of one command are made. */
interface Wishes {
  folder: string;
  formats: Format[];
  timeoutSeconds?: number;
  code: boolean;
  theme: Theme;
  paper: Paper;
}

export const report: Command = {
  usage: "[01 02 …] [--set name=value …] [--set-file values.yaml] [--timeout 300] [--format html,pdf,md] "
    + "[--no-code] [--theme auto|light|dark] [--paper a4|letter] [--out reports/]",
  summary: "run notebooks (default: all) in a clean kernel and write each as a document that needs no network, and an index",
  async run(words) {
    const { values, positionals } = readWords(words, {
      ...RUN_OPTIONS,
      format: { type: "string", default: "html" },
      "no-code": { type: "boolean" },
      theme: { type: "string", default: "auto" },
      paper: { type: "string", default: "a4" },
      out: { type: "string", default: "reports" },
    });
    const wishes: Wishes = {
      folder: path.resolve(values.out),
      formats: values.format.split(",").map((format) => requireOneOf("--format", format.trim() as Format, FORMATS)),
      timeoutSeconds: readTimeout(values),
      code: !values["no-code"],
      theme: requireOneOf("--theme", values.theme as Theme, ["auto", "light", "dark"]),
      paper: requireOneOf("--paper", values.paper as Paper, papers),
    };
    if (wishes.formats.includes("pdf")) findBrowser(); // before anything runs
    const notebooks = (positionals.length > 0 ? positionals : notebookNames()).map(findNotebook);
    if (notebooks.length === 0) refuse("notebook", "at least one in notebooks/", "none");
    const settings = await Promise.all(notebooks.map((notebook) => readValues(notebook, values)));
    const entries: IndexEntry[] = [];
    for (const [i, notebook] of notebooks.entries()) {
      const entry = await reportOne(notebook, settings[i]!, wishes);
      if (entry) entries.push(entry);
    }
    if (notebooks.length > 1 && entries.length > 0) await listReports(entries, wishes);
    return entries.length < notebooks.length ? 1 : 0;
  },
};

/** Runs and writes one; a notebook that fails is said and does not keep the next from being written. */
async function reportOne(notebook: string, parameters: ParameterValues, wishes: Wishes): Promise<IndexEntry | undefined> {
  const name = path.basename(notebook, ".ipynb");
  try {
    const { folder, timeoutSeconds } = wishes;
    const run = await runNotebook(notebook, path.join(folder, `${name}.ipynb`), { parameters, timeoutSeconds, onCell: showProgress });
    const written = await writeFormats(run, path.join(folder, name), wishes);
    const entry = await indexEntry(run.target, run, written.map(({ file }) => file));
    await rm(run.target);
    for (const { file, bytes } of written) console.log(`${displayPath(file)}  ${(bytes / 1e6).toFixed(1)} MB, ${tookTime(run)}`);
    return entry;
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    console.error(error.message);
    return undefined;
  }
}

/** Writes the formats wished for and says what could not be shown; the PDF is the HTML, printed. */
async function writeFormats(run: RunRecord, stem: string, { formats, code, theme, paper }: Wishes): Promise<WrittenReport[]> {
  const written: WrittenReport[] = [];
  if (formats.includes("html")) written.push(await writeReport(run.target, `${stem}.html`, { run, code, theme }));
  if (formats.includes("pdf")) {
    const { html } = await renderReport(run.target, { run, code, theme: "light" });
    written.push(await writePdf(html, `${stem}.pdf`, paper));
  }
  if (formats.includes("md")) written.push(await writeMarkdown(run.target, `${stem}.md`, { run, code }));
  for (const fault of new Set(written.flatMap(({ faults }) => faults))) console.error(fault);
  return written;
}

async function listReports(entries: readonly IndexEntry[], { folder, theme }: Wishes): Promise<void> {
  const file = path.join(folder, "index.html");
  await writeIndex(entries, file, theme);
  console.log(`${displayPath(file)}  ${entries.length === 1 ? "1 report" : `${entries.length} reports`}`);
}
