import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { projectRoot, runPython, type RunRecord } from "../run";
import { accessible } from "./accessible";
import { colophon } from "./colophon";
import { documentTitle, nameHeadings } from "./headings";
import { typeset, type FormulaFault } from "./mathematics";
import { pageHtml } from "./page";
import { embedPictures, shrinkPictures } from "./pictures";

/** A report that was written. */
export interface WrittenReport {
  file: string;
  bytes: number;
  /** What could not be shown as it should, one sentence each: formulas that are no TeX, pictures that are not there. */
  faults: string[];
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
  const converted = accessible(nameHeadings(await notebookHtml(notebook)));
  const typesetting = typeset(converted);
  const embedding = embedPictures(typesetting.html, path.dirname(run.source));
  const name = path.basename(file, ".html");
  const title = documentTitle(converted);
  const html = title === undefined ? `<h1>${name}</h1>\n${embedding.html}` : embedding.html;
  const body = await shrinkPictures(reportLinks(html));
  const page = pageHtml({ title: title ?? name, body, colophon: colophon(run) });
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, page);
  await rename(`${file}.part`, file);
  return { file, bytes: Buffer.byteLength(page), faults: [...typesetting.faults.map(formulaFault), ...embedding.faults] };
}

const formulaFault = ({ tex, reason }: FormulaFault) => `Not typeset: ${tex} (${reason})`;

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
