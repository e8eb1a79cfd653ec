import path from "node:path";
import { refuse } from "../errors";
import { displayPath, findNotebook, notebookNames, notebooksFolder, notebookToText, textToNotebook } from "../run";
import { readWords, type Command } from "./command";

export const text: Command = {
  usage: "01 [--out file.ts]",
  summary: "write a notebook as TypeScript with // %% between its cells (default: into build/notebooks/)",
  async run(words) {
    const { values, positionals } = readWords(words, { out: { type: "string" } });
    if (positionals.length !== 1) refuse("notebook", `one of ${notebookNames().join(", ")}`, positionals.join(" ") || "none");
    const notebook = findNotebook(positionals[0]!);
    const target = path.resolve(values.out ?? `build/notebooks/${path.basename(notebook, ".ipynb")}.ts`);
    await notebookToText(notebook, target);
    console.log(displayPath(target));
    return 0;
  },
};

export const notebook: Command = {
  usage: "file.ts [--out file.ipynb]",
  summary: "write such TypeScript back as a notebook (default: of its name in notebooks/); unchanged cells keep their outputs",
  async run(words) {
    const { values, positionals } = readWords(words, { out: { type: "string" } });
    const source = positionals.length === 1 && positionals[0]!.endsWith(".ts") ? path.resolve(positionals[0]!) : undefined;
    if (source === undefined) refuse("text", "one file name ending in .ts", positionals.join(" ") || "none");
    const target = path.resolve(values.out ?? path.join(notebooksFolder, `${path.basename(source, ".ts")}.ipynb`));
    await textToNotebook(source, target);
    console.log(displayPath(target));
    return 0;
  },
};
