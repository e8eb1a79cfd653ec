import type { NotebookDocument } from "../run";
import type { HowMade, ParameterLine } from "./howMade";
import { escapeHtml } from "./htmlText";

/** The foot of a report: how it was made, and the notebook itself to take along. */
export function howMadeHtml(made: HowMade, attachment: string): string {
  const facts: [string, string][] = [
    ["Seed", escapeHtml(made.seed)],
    ["Data", made.data.map(({ name, sha256 }) => `${escapeHtml(name)}, SHA-256 <code>${sha256}</code>`).join("<br>") || "no data files"],
    ["Versions", escapeHtml(made.versions.join(", "))],
    ["Notebook", attachment],
  ];
  return `<section id="how-made" aria-labelledby="how-made-heading">
<h2 id="how-made-heading">How this report was made</h2>
<p>${escapeHtml(made.origin)}</p>
${made.parameters.length > 0 ? parameterTable(made.parameters) : ""}
<dl>
${facts.map(([name, text]) => `<dt>${name}</dt><dd>${text}</dd>`).join("\n")}
</dl>
</section>`;
}

function parameterTable(parameters: readonly ParameterLine[]): string {
  const rows = parameters.map(({ name, value, changedFrom, meaning }) => {
    const shown = changedFrom === undefined
      ? `<code>${escapeHtml(value)}</code>`
      : `<strong><code>${escapeHtml(value)}</code></strong> changed from <code>${escapeHtml(changedFrom)}</code>`;
    const row = changedFrom === undefined ? "<tr>" : '<tr class="changed">';
    return `${row}<th scope="row"><code>${escapeHtml(name)}</code></th><td>${shown}</td><td>${escapeHtml(meaning)}</td></tr>`;
  });
  return `<table class="parameters">
<thead><tr><th scope="col">Parameter</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>`;
}

/** The notebook as a link that saves it: its cells, with the values of this run, without their outputs. */
export function attachedNotebook(notebook: NotebookDocument, name: string): string {
  const cells = notebook.cells.map((cell) => (cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell));
  const data = Buffer.from(JSON.stringify({ ...notebook, cells }, undefined, 1)).toString("base64");
  return `<a download="${escapeHtml(name)}.ipynb" href="data:application/x-ipynb+json;base64,${data}">Save ${escapeHtml(name)}.ipynb</a> (its cells with the values above, to run again)`;
}
