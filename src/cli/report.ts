import { rm } from "node:fs/promises";
import path from "node:path";
import { refuse } from "../errors";
import { writeReport } from "../report";
import { displayPath, findNotebook, notebookNames, NotebookError, runNotebook } from "../run";
import { readWords, type Command } from "./command";
import { showProgress, tookTime } from "./progress";

export const report: Command = {
  usage: "01 [02 …] [--out reports/]",
  summary: "run notebooks in a clean kernel and write each as one HTML file that needs no network",
  async run(words) {
    const { values, positionals } = readWords(words, { out: { type: "string", default: "reports" } });
    if (positionals.length === 0) refuse("notebook", `one or more of ${notebookNames().join(", ")}`, "none");
    const notebooks = positionals.map(findNotebook);
    let code = 0;
    for (const notebook of notebooks) code = Math.max(code, await reportOne(notebook, path.resolve(values.out)));
    return code;
  },
};

/** Runs and writes one; a notebook that fails is said and does not keep the next from being written. */
async function reportOne(notebook: string, folder: string): Promise<number> {
  const name = path.basename(notebook, ".ipynb");
  try {
    const run = await runNotebook(notebook, path.join(folder, `${name}.ipynb`), { onCell: showProgress });
    const { file, bytes, faults } = await writeReport(run.target, path.join(folder, `${name}.html`), run);
    for (const fault of faults) console.error(fault);
    await rm(run.target);
    console.log(`${displayPath(file)}  ${(bytes / 1e6).toFixed(1)} MB, ${tookTime(run)}`);
    return 0;
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    console.error(error.message);
    return 1;
  }
}
