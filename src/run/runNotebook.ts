import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { refuse, requireInteger } from "../errors";
import { NotebookError } from "./notebookError";
import { readNotebook } from "./notebookDocument";
import { injectParameters, type ParameterValues } from "./parameters";
import { displayPath, projectRoot } from "./project";
import { runPython } from "./python";

/** A code cell of a run: its place among the cells that run, and its first line. */
export interface CellProgress {
  cell: number;
  of: number;
  line: string;
  /** How long it took; absent while it runs. */
  seconds?: number;
}

/** What is known of a finished run. */
export interface RunRecord {
  /** The notebook that was run. */
  source: string;
  /** The notebook with its outputs. */
  target: string;
  startedAt: Date;
  seconds: number;
  /** Number of code cells that were run. */
  cells: number;
}

export interface RunOptions {
  /** The longest time one cell may take, in seconds. Default 300. */
  timeoutSeconds?: number;
  /** Values for parameters, checked before: a cell that sets them is put behind the parameters cell. Default none. */
  parameters?: ParameterValues;
  /** Environment variables for the kernel, on top of this process's own. */
  environment?: NodeJS.ProcessEnv;
  /** Called when a cell starts, and again with its time when it ends. */
  onCell?: (progress: CellProgress) => void;
}

type RunEvent =
  | { event: "start" | "end"; cell: number; of: number; line: string; seconds?: number }
  | { event: "failed"; cell: number; of: number; line: string; reason: string; text: string }
  | { event: "finished"; cells: number };

/**
 * Runs a notebook from top to end in a clean kernel and writes it with its outputs to `target`, in one
 * step and only when every cell succeeded; the source is not changed unless it is the target. Cells run in the
 * notebook's own folder, as in JupyterLab.
 *
 * @throws NotebookError that names the cell, when one fails, takes too long or ends the kernel;
 *   what was reached is then in `<target's name>.failed.ipynb`.
 */
export async function runNotebook(source: string, target: string, options: RunOptions = {}): Promise<RunRecord> {
  const timeoutSeconds = requireInteger("timeoutSeconds", options.timeoutSeconds ?? 300, 1);
  const startedAt = new Date();
  const before = await readFile(source);
  await mkdir(path.dirname(target), { recursive: true });
  const partial = target.replace(/(\.ipynb)?$/, ".failed.ipynb");
  let cells = 0;
  let failure: Extract<RunEvent, { event: "failed" }> | undefined;
  const script = path.join(projectRoot, "src/run/execute.py");
  const hasParameters = Object.keys(options.parameters ?? {}).length > 0;
  if (hasParameters) await writeFile(partial, JSON.stringify(injectParameters(readNotebook(source), options.parameters!)));
  const words = [hasParameters ? partial : source, partial, path.dirname(source), String(timeoutSeconds)];
  const listen = (event: RunEvent) => {
    if (event.event === "failed") failure = event;
    else if (event.event === "finished") cells = event.cells;
    else options.onCell?.(event);
  };
  await runPython(script, words, listen, options.environment);
  if (failure) throw new NotebookError({ notebook: displayPath(source), partial: displayPath(partial), ...failure });
  if (target === source && !before.equals(await readFile(source))) {
    refuse(displayPath(source), "the file as it was when the run began", "another version", `The run is in ${displayPath(partial)}`);
  }
  await rename(partial, target);
  return { source, target, startedAt, seconds: (Date.now() - startedAt.getTime()) / 1000, cells };
}
