import { renderReport } from "./renderReport";

/**
 * For nbconvert's exporter: prints the report of a saved notebook.
 * exportPage.js NOTEBOOK SOURCE: NOTEBOOK is the file to read, SOURCE the place that it stands for.
 */
const [notebook, source] = process.argv.slice(2) as [string, string];
renderReport(notebook, { source }).then(
  ({ html }) => process.stdout.write(html),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
