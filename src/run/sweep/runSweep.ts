import { mkdirSync } from "node:fs";
import path from "node:path";
import { recordedIn, type RecordedValue } from "../../notebook";
import { NotebookError } from "../notebookError";
import { readNotebook } from "../notebookDocument";
import type { ParameterValues } from "../parameters";
import { runNotebook, type RunOptions } from "../runNotebook";
import { sourceChecksum, SweepState, type SweepRun } from "./state";

export interface SweepOptions extends Pick<RunOptions, "timeoutSeconds"> {
  /** Called when a run has ended, in the order in which they end; `resumed` for one that an earlier sweep made. */
  onRun?: (run: SweepRun, progress: { ended: number; of: number; resumed: boolean }) => void;
  /** Called first when runs of an older version of the notebook are forgotten. */
  onOutdated?: (count: number) => void;
}

/** Runs go in pairs: a notebook's kernel keeps about one core busy. */
const AT_ONCE = 2;

/**
 * Runs a notebook once for each set of values, two at a time, in clean kernels. Runs that the folder holds already, of
 * the same cells and values, are not made again; failed ones are. A run that fails does not stop the others.
 *
 * @param folder receives every run's notebook, and what is known of them
 * @returns the runs, in the order of `plan`
 */
export async function runSweep(notebook: string, plan: readonly ParameterValues[], folder: string, options: SweepOptions = {}): Promise<SweepRun[]> {
  mkdirSync(folder, { recursive: true });
  const state = new SweepState(folder, sourceChecksum(notebook));
  if (state.outdated > 0) options.onOutdated?.(state.outdated);
  let ended = 0;
  const end = (run: SweepRun, resumed: boolean) => options.onRun?.(run, { ended: ++ended, of: plan.length, resumed });
  const isDone = (parameters: ParameterValues) => state.get(parameters)?.status === "done";
  for (const parameters of plan.filter(isDone)) end(state.get(parameters)!, true);
  const waiting = plan.filter((parameters) => !isDone(parameters));
  const work = async () => {
    for (let parameters = waiting.shift(); parameters; parameters = waiting.shift()) {
      const run = await runOnce(notebook, folder, { parameters, timeoutSeconds: options.timeoutSeconds });
      state.save(run);
      end(run, false);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return plan.map((parameters) => state.get(parameters)!);
}

async function runOnce(
  notebook: string, folder: string, options: RunOptions & { parameters: ParameterValues },
): Promise<SweepRun> {
  const { parameters } = options;
  const file = `${fileName(parameters)}.ipynb`;
  const started = Date.now();
  try {
    const { target, seconds } = await runNotebook(notebook, path.join(folder, file), options);
    return { parameters, status: "done", seconds, records: recordsIn(target), file };
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    return { parameters, status: "failed", seconds: (Date.now() - started) / 1000, records: {}, file: path.basename(error.partial), error: error.reason };
  }
}

/** The run's values as a file name: "learningRate=0.1 beta=0.9". */
function fileName(parameters: ParameterValues): string {
  const words = Object.entries(parameters).map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  return words.join(" ").replace(/[^\w.=+-]+/g, "_").slice(0, 120);
}

/** What a run's notebook recorded, by name. */
export function recordsIn(file: string): Record<string, RecordedValue> {
  const outputs = readNotebook(file).cells.flatMap((cell) => cell.outputs ?? []);
  return Object.fromEntries(outputs.flatMap(({ data }) => (data && recordedIn(data) ? [recordedIn(data)!] : [])));
}
