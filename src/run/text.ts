import { mkdir } from "node:fs/promises";
import path from "node:path";
import { projectRoot } from "./project";
import { runPython } from "./python";

const script = path.join(projectRoot, "src/run/text.py");

/** Writes a notebook as a TypeScript file with `// %%` between its cells, Markdown as comments, without outputs. */
export async function notebookToText(notebook: string, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  await runPython(script, [notebook, target], () => {});
}

/**
 * Writes the notebook that such a TypeScript file describes. In a notebook that exists already, cells whose
 * source is unchanged keep their outputs.
 */
export async function textToNotebook(text: string, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  await runPython(script, [text, target], () => {});
}
