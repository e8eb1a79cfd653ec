import type { CellError, CompiledCell, Outcome } from "../parts";
import type { Content, Request } from "../wire";
import { field } from "./content";
import { documentationPage, nameAskedAbout } from "./documentationPage";
import type { Kernel } from "./kernel";
import { typeErrors } from "./typeErrors";
import { evaluateExpressions } from "./userExpressions";

const INTERRUPTED: CellError = {
  ename: "KeyboardInterrupt",
  evalue: "",
  traceback: ["KeyboardInterrupt: stopped while its types were being checked"],
};

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
  if (stored) history.begin(cell, code);
  if (!silent) front.publish(header, "execute_input", { code, execution_count });

  const asked = nameAskedAbout(code);
  if (asked) return { status: "ok", execution_count, user_expressions: {}, payload: await documentationPage(kernel, cell, asked) };

  const outcome = await run(kernel, cell, code);
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

async function run({ checker, evaluator, interrupts }: Kernel, cell: number, code: string): Promise<Outcome> {
  const compiling = checker.compile(cell, code);
  const compilation = await interrupts.until(compiling);
  if (!compilation) {
    void compiling.then((late) => (late.ok ? checker.retract(cell, late.compiled.names) : undefined));
    return { status: "error", error: INTERRUPTED };
  }
  if (!compilation.ok) return { status: "error", error: typeErrors(cell, code, compilation.diagnostics) };
  return evaluate({ checker, evaluator }, compilation.compiled);
}

/** Runs what was compiled; names that a failing cell declares but did not get to leave the scope again. */
async function evaluate({ checker, evaluator }: Pick<Kernel, "checker" | "evaluator">, compiled: CompiledCell): Promise<Outcome> {
  const outcome = await evaluator.run(compiled);
  if (outcome.status === "error" && outcome.missing?.length) await checker.retract(compiled.cell, outcome.missing);
  return outcome;
}
