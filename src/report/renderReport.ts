import path from "node:path";
import { projectRoot, readNotebook, runPython, type RunRecord } from "../run";
import { accessible } from "./accessible";
import { compileCharts } from "./charts";
import { documentTitle, nameHeadings } from "./headings";
import { howMade } from "./howMade";
import { attachedNotebook, howMadeHtml } from "./howMadeHtml";
import { escapeHtml } from "./htmlText";
import { typeset, type FormulaFault } from "./mathematics";
import { pageHtml, type Theme } from "./page";
import { embedPictures, shrinkPictures } from "./pictures";

/** How a report is made. */
export interface ReportOptions {
  /** What is known of the run that made the outputs. Default nothing: they were saved by someone. */
  run?: RunRecord;
  /** Where the notebook came from, when that is not the file given: its pictures are looked for there. */
  source?: string;
  /** How the outputs came about, in a sentence, when no single run made them. */
  origin?: string;
  /** Whether code is in it, folded. Default true. */
  code?: boolean;
  /** Default "auto": light or dark as the reader's system has it. */
  theme?: Theme;
}

/** A report as one HTML document. */
export interface RenderedReport {
  html: string;
  /** What could not be shown as it should, one sentence each: formulas that are no TeX, pictures that are not there. */
  faults: string[];
}

/**
 * An executed notebook as one HTML document that needs no network: charts live where JavaScript runs and pictures
 * where it does not, mathematics typeset, code folded, the notebook itself attached.
 *
 * @param notebook the .ipynb with its outputs
 */
export async function renderReport(notebook: string, options: ReportOptions = {}): Promise<RenderedReport> {
  const { source = options.run?.source ?? notebook, code = true, theme = "auto" } = options;
  const document = readNotebook(notebook);
  const [cells, made] = await Promise.all([notebookHtml(notebook, code), howMade(document, source, options)]);
  const converted = accessible(nameHeadings(cells));
  const typesetting = typeset(converted);
  const embedding = embedPictures(typesetting.html, path.dirname(source));
  const charts = compileCharts(embedding.html);
  const name = path.basename(source, ".ipynb");
  const title = documentTitle(converted);
  const html = title === undefined ? `<h1>${escapeHtml(name)}</h1>\n${charts.html}` : charts.html;
  const footer = howMadeHtml(made, attachedNotebook(document, name));
  return {
    html: pageHtml({ title: title ?? name, body: await shrinkPictures(reportLinks(html)), footer, theme }),
    faults: [...typesetting.faults.map(formulaFault), ...embedding.faults, ...charts.faults],
  };
}

const formulaFault = ({ tex, reason }: FormulaFault) => `Not typeset: ${tex} (${reason})`;

async function notebookHtml(notebook: string, code: boolean): Promise<string> {
  let body = "";
  const script = path.join(projectRoot, "src/report/convert.py");
  await runPython<{ body: string }>(script, [notebook, ...(code ? [] : ["--no-code"])], (event) => (body = event.body));
  return body;
}

/** Links between notebooks become links between their reports. */
function reportLinks(html: string): string {
  return html.replace(/(<a [^>]*href="[^":]+)\.ipynb(?=[#"])/g, "$1.html");
}
