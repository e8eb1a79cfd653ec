import path from "node:path";
import { refuse } from "../errors";
import { displayPath, findNotebook, NotebookError, notebookNames, runNotebook } from "../run";
import { readWords, type Command } from "./command";
import { readTimeout, readValues, RUN_OPTIONS } from "./parameters";
import { showProgress, tookTime } from "./progress";

export const run: Command = {
  usage: "01 [--set name=value …] [--set-file values.yaml] [--timeout 300] [--out file.ipynb | --in-place]",
  summary: "run a notebook in a clean kernel and write it with its outputs (default: into reports/)",
  async run(words) {
    const { values, positionals } = readWords(words, {
      ...RUN_OPTIONS, out: { type: "string" }, "in-place": { type: "boolean" },
    });
    if (positionals.length !== 1) refuse("notebook", `one of ${notebookNames().join(", ")}`, positionals.join(" ") || "none");
    if (values.out !== undefined && values["in-place"]) refuse("option", "either --out or --in-place", "both");
    if (values.out !== undefined && !values.out.endsWith(".ipynb")) refuse("--out", "a file name ending in .ipynb", values.out);
    const source = findNotebook(positionals[0]!);
    const [timeoutSeconds, settings] = [readTimeout(values), await readValues(source, values)];
    const target = values["in-place"] ? source : path.resolve(values.out ?? path.join("reports", path.basename(source)));
    try {
      const record = await runNotebook(source, target, { parameters: settings, timeoutSeconds, onCell: showProgress });
      console.log(`${displayPath(target)}  ${tookTime(record)}`);
      return 0;
    } catch (error) {
      if (!(error instanceof NotebookError)) throw error;
      console.error(error.message);
      return 1;
    }
  },
};
