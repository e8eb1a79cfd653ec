import type { CellError, Outcome } from "../parts";
import type { Content, Request } from "../wire";
import { settle } from "./compile";
import { field } from "./content";
import { documentationPage, nameAskedAbout } from "./documentationPage";
import type { Kernel } from "./kernel";
import { packagesToPreload } from "./preload";
import { evaluateExpressions } from "./userExpressions";

const evalue = "stopped while its types were being checked";
const INTERRUPTED: CellError = { ename: "KeyboardInterrupt", evalue, traceback: [`KeyboardInterrupt: ${evalue}`] };

/** Runs a cell: checks its types, evaluates it, shows its result or its error, keeps it in the history. */
export async function execute(kernel: Kernel, request: Request): Promise<Content> {
  const { cells, front, history, outputs } = kernel;
  const code = field(request, "code", "string");
  const silent = field(request, "silent", "boolean", false);
  const stored = !silent && field(request, "store_history", "boolean", true);
  const expressions = field(request, "user_expressions", "object", {});
  const { header, identities } = request;
  const owner = { header, identities, silent, allowStdin: field(request, "allow_stdin", "boolean", true) };
  const cell = stored ? cells.counted(owner) : cells.hidden(owner);
  const execution_count = cells.count;
  const announce = () => {
    if (stored) history.begin(cell, code);
    if (!silent) front.publish(header, "execute_input", { code, execution_count });
  };

  const asked = nameAskedAbout(code);
  if (asked) {
    announce();
    return { status: "ok", execution_count, user_expressions: {}, payload: await documentationPage(kernel, cell, asked) };
  }

  const running = run(kernel, cell, code, placeOf(request));
  announce(); // while the checker is at work
  const outcome = await running;
  if (outcome.status === "error") {
    outputs.fail(cell, outcome.error);
    return { status: "error", execution_count, ...outcome.error, user_expressions: {}, payload: [] };
  }
  outputs.flush();
  if (outcome.result) {
    const { data, metadata } = outcome.result;
    if (!silent) front.publish(header, "execute_result", { execution_count, data, metadata });
    if (stored) history.end(cell, data["text/plain"]);
  }
  return { status: "ok", execution_count, user_expressions: await evaluateExpressions(kernel, owner, expressions), payload: [] };
}

/** Checks and runs a cell; names that it declares but did not get to, having failed before, leave the scope again. */
async function run({ checker, evaluator, interrupts }: Kernel, cell: number, code: string, place?: string): Promise<Outcome> {
  const packages = packagesToPreload(code);
  if (packages.length > 0) evaluator.preload(cell, packages);
  const settling = settle(checker.compile(cell, code), cell, code);
  const settled = await interrupts.until(settling);
  if (!settled) {
    checker.abandon(cell);
    void settling.then((late) => ("compiled" in late ? checker.retract(cell, late.compiled.names) : undefined));
    return { status: "error", error: INTERRUPTED };
  }
  if ("error" in settled) return { status: "error", error: settled.error };
  const outcome = await evaluator.run(settled.compiled, place);
  if (outcome.status === "error" && outcome.missing?.length) await checker.retract(cell, outcome.missing);
  return outcome;
}

/** The cell's name in its notebook, as JupyterLab and VS Code tell it. */
function placeOf({ metadata: { cellId } }: Request): string | undefined {
  return typeof cellId === "string" ? cellId : undefined;
}
