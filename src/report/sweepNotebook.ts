import path from "node:path";
import { renderValue, type Display } from "../display";
import { table } from "../notebook";
import { readNotebook, recordNames, sweepTable, type NotebookCell, type NotebookDocument, type SweepRun } from "../run";
import { comparisonCharts } from "./sweepCharts";
import { day, notebookName } from "./howMade";
import { escapeHtml } from "./htmlText";
import { summaryOf } from "./summary";

/**
 * The comparison of a sweep's runs as a notebook with outputs: charts of every number that they recorded, all results
 * as a table, and what failed.
 *
 * @param notebook the notebook that was run
 */
export function sweepNotebook(notebook: string, runs: readonly SweepRun[]): NotebookDocument {
  const { metadata, nbformat, cells } = readNotebook(notebook);
  const { title, question } = summaryOf({ metadata, nbformat, nbformat_minor: 5, cells }, path.basename(notebook, ".ipynb"));
  const failed = runs.filter(({ status }) => status === "failed");
  const varied = escapeHtml(Object.keys(runs[0]!.parameters).join(", "));
  const { columns, rows } = sweepTable(runs);
  const charts = recordNames(runs).flatMap((record) => comparisonCharts(runs, record).map((chart) => renderValue(chart) as Display));
  const withoutErrors = (row: readonly unknown[]) =>
    Object.fromEntries(columns.map((column, i) => [column, row[i]]).filter(([name]) => name !== "error")) as Record<string, unknown>;
  const results = renderValue(table(rows.map(withoutErrors))) as Display;
  return {
    nbformat, nbformat_minor: 5, metadata,
    cells: [
      markdown("title", `# ${title}: ${runs.length} runs\n\n**${question || "How do the runs compare?"}** ${runs.length} runs with different ${varied}.`),
      ...(charts.length > 0 ? [shown("charts", "// What the runs recorded", charts)]
        : [markdown("charts", 'The notebook records no number: call `record("name", value)` in it to compare its runs.')]),
      markdown("results", "## All runs"),
      shown("table", '// As a DataFrame\nimport { readCsv, show } from "slope";\n\nshow(await readCsv("results.csv"));', [results]),
      ...(failed.length === 0 ? [] : [
        markdown("failed", `## ${failed.length === 1 ? "One run" : `${failed.length} runs`} failed`),
        shown("errors", "// What went wrong", [failures(failed)]),
      ]),
    ],
  };
}

/** How a comparison came about, in a sentence. */
export function sweepOrigin(notebook: string, runs: readonly SweepRun[]): string {
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  return `Made on ${day(new Date())} from ${runs.length} runs of ${notebookName(notebook)}, each in a clean kernel, in ${seconds.toFixed(0)} s together.`;
}

function failures(failed: readonly SweepRun[]): Display {
  return renderValue(table(failed.map(({ parameters, error, file }) => ({ ...parameters, error, "as far as it came": file })))) as Display;
}

function markdown(id: string, source: string): NotebookCell {
  return { id, cell_type: "markdown", metadata: {}, source };
}

function shown(id: string, source: string, displays: readonly Display[]): NotebookCell {
  const outputs = displays.map(({ data, metadata }) => ({ output_type: "display_data" as const, data, metadata }));
  return { id, cell_type: "code", metadata: {}, source, execution_count: null, outputs };
}
