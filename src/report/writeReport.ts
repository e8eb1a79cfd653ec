import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { projectRoot, runPython, type RunRecord } from "../run";
import { colophon } from "./colophon";
import { documentTitle, nameHeadings } from "./headings";
import { typeset, type FormulaFault } from "./mathematics";
import { pageHtml } from "./page";
import { shrinkPictures } from "./pictures";

/** A report that was written. */
export interface WrittenReport {
  file: string;
  bytes: number;
  /** Formulas that stayed as they were written, since they could not be typeset. */
  faults: FormulaFault[];
}

/**
 * Writes an executed notebook as one HTML file that needs no network: charts live where JavaScript runs and
 * pictures where it does not, mathematics typeset, code folded.
 *
 * @param notebook the .ipynb with its outputs
 * @param file where the report goes; a report that is there is replaced in one step
 * @param run what is known of the run that made the outputs, for the foot of the page
 */
export async function writeReport(notebook: string, file: string, run: RunRecord): Promise<WrittenReport> {
  const converted = plainCorners(nameHeadings(await notebookHtml(notebook)));
  const { html, faults } = typeset(converted);
  const name = path.basename(file, ".html");
  const title = documentTitle(converted);
  const body = await shrinkPictures(reportLinks(title === undefined ? `<h1>${name}</h1>\n${html}` : html));
  const page = pageHtml({ title: title ?? name, body, colophon: colophon(run) });
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, page);
  await rename(`${file}.part`, file);
  return { file, bytes: Buffer.byteLength(page), faults };
}

async function notebookHtml(notebook: string): Promise<string> {
  let body = "";
  const script = path.join(projectRoot, "src/report/convert.py");
  await runPython<{ body: string }>(script, [notebook], (event) => (body = event.body));
  return body;
}

/** Links between notebooks become links between their reports. */
function reportLinks(html: string): string {
  return html.replace(/(<a [^>]*href="[^":]+)\.ipynb(?=[#"])/g, "$1.html");
}

/** An empty heading of a table, as in its corner, is no heading to a screen reader. */
function plainCorners(html: string): string {
  return html.replace(/<th\b([^>]*)>((?:\s|<\/?small>)*)<\/th>/g, "<td$1>$2</td>");
}
