import path from "node:path";
import { readNotebook, type RunRecord } from "../run";
import { parameterLines, type ParameterLine } from "./howMade";
import { escapeHtml } from "./htmlText";
import { head, type Theme } from "./page";
import { thumbnail } from "./pictures";
import { summaryOf } from "./summary";
import { writeWhole } from "./writeReport";

/** A report, for the page that lists them. */
export interface IndexEntry {
  /** What was written, beside the index. */
  files: string[];
  card: string;
}

/** In pixels: twice what is shown, for dense screens. */
const THUMBNAIL = 480;

/** Makes the card of a report while its notebook is still there. */
export async function indexEntry(notebook: string, run: RunRecord, files: string[]): Promise<IndexEntry> {
  const document = readNotebook(notebook);
  const { title, question, picture, alt } = summaryOf(document, path.basename(notebook, ".ipynb"));
  const image = picture === undefined ? "" : `<img src="${await thumbnail(picture, THUMBNAIL)}" alt="${escapeHtml(alt)}">`;
  const [first = "", ...others] = files.map((file) => path.basename(file));
  const more = others.map((file) => ` · <a href="${encodeURI(file)}">${path.extname(file).slice(1).toUpperCase()}</a>`).join("");
  return {
    files,
    card: `<article class="card">
<div class="thumbnail">${image}</div>
<div>
<h2><a href="${encodeURI(first)}">${escapeHtml(title)}</a></h2>
<p>${escapeHtml(question)}</p>
<p class="quiet">${run.cells} code cells in ${run.seconds.toFixed(1)} s${more}</p>
<ul class="values">${parameterLines(document).map(value).join("")}</ul>
</div>
</article>`,
  };
}

function value({ name, value: now, changedFrom }: ParameterLine): string {
  const text = `<code>${escapeHtml(name)} = ${escapeHtml(now)}</code>`;
  return changedFrom === undefined ? `<li>${text}</li>` : `<li><strong>${text}</strong> changed from <code>${escapeHtml(changedFrom)}</code></li>`;
}

/** Writes the page that lists reports: title, question, thumbnail, time and parameters of each. */
export async function writeIndex(entries: readonly IndexEntry[], file: string, theme: Theme = "auto"): Promise<void> {
  await writeWhole(file, `${head("Reports", theme, "none")}
<body>
<main id="text">
<h1>Reports</h1>
${entries.map(({ card }) => card).join("\n")}
</main>
</body>
</html>
`);
}
