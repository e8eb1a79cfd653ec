import { writeFile } from "node:fs/promises";
import path from "node:path";
import { refuse } from "../errors";
import { sweepNotebook, sweepOrigin, writeReport } from "../report";
import { displayPath, findNotebook, notebookNames, notebookParameters, planRuns, readNotebook, runSweep, sweepCsv, type SweepRun } from "../run";
import { readWords, type Command } from "./command";
import { readTimeout, RUN_OPTIONS } from "./parameters";

export const sweep: Command = {
  usage: "01 --set name=1,2,3 [--set other=a,b] [--random 20 [--seed 0]] [--timeout 300] [--out folder]",
  summary: "run a notebook with every combination of values (or random ones, also from ranges: name=0.01..1[:log]) "
    + "and compare what it records",
  async run(words) {
    const { values, positionals } = readWords(words, {
      set: RUN_OPTIONS.set, timeout: RUN_OPTIONS.timeout, random: { type: "string" }, seed: { type: "string" }, out: { type: "string" },
    });
    if (positionals.length !== 1) refuse("notebook", `one of ${notebookNames().join(", ")}`, positionals.join(" ") || "none");
    if (values.seed !== undefined && values.random === undefined) refuse("--seed", "--random beside it", "none");
    const notebook = findNotebook(positionals[0]!);
    const plan = planRuns(notebookParameters(readNotebook(notebook)), values.set ?? [], {
      random: values.random === undefined ? undefined : Number(values.random),
      seed: values.seed === undefined ? undefined : Number(values.seed),
    });
    const folder = path.resolve(values.out ?? path.join("reports", `sweep-${path.basename(notebook, ".ipynb")}`));
    const runs = await runSweep(notebook, plan, folder, {
      timeoutSeconds: readTimeout(values),
      onOutdated: (count) => console.error(`The notebook has changed: ${count} earlier ${count === 1 ? "run counts" : "runs count"} no more.`),
      onRun: showRun,
    });
    await writeResults(notebook, runs, folder);
    const failed = runs.filter(({ status }) => status === "failed").length;
    if (failed > 0) console.error(`${failed} of ${runs.length} runs failed: the comparison lists them.`);
    return failed > 0 ? 1 : 0;
  },
};

function showRun({ parameters, records, seconds, error }: SweepRun, { ended, of, resumed }: { ended: number; of: number; resumed: boolean }): void {
  const pairs = (values: Record<string, unknown>, between: string) =>
    Object.entries(values).map(([name, value]) => `${name}${between}${Array.isArray(value) ? JSON.stringify(value) : String(value)}`).join(" ");
  const time = resumed ? "earlier" : `${seconds.toFixed(1)} s`;
  const outcome = error === undefined ? pairs(records, " ") : `failed: ${error}`;
  process.stderr.write(`[${String(ended).padStart(String(of).length)}/${of}] ${time.padStart(8)}  ${pairs(parameters, "=")}  ${outcome}\n`);
}

async function writeResults(notebook: string, runs: readonly SweepRun[], folder: string): Promise<void> {
  const [results, comparison] = ["results.csv", "comparison.ipynb"].map((name) => path.join(folder, name)) as [string, string];
  await writeFile(results, sweepCsv(runs));
  await writeFile(comparison, JSON.stringify(sweepNotebook(notebook, runs), undefined, 1));
  const { file, faults } = await writeReport(comparison, path.join(folder, "comparison.html"), { origin: sweepOrigin(notebook, runs), code: false });
  for (const fault of faults) console.error(fault);
  console.log(`${displayPath(file)}  ${runs.length} runs`);
  console.log(displayPath(results));
}
