import type { CellError } from "../parts";
import type { Content } from "../wire";
import type { Owner } from "./cells";
import { settle } from "./compile";
import type { Kernel } from "./kernel";

/** Evaluates the expressions that a front end wants to know after a cell, each to a value or to an error of its own. */
export async function evaluateExpressions(kernel: Kernel, owner: Owner, expressions: Record<string, unknown>): Promise<Content> {
  const values: Content = {};
  for (const [name, expression] of Object.entries(expressions)) values[name] = await evaluate(kernel, owner, String(expression));
  return values;
}

async function evaluate({ cells, checker, evaluator }: Kernel, owner: Owner, expression: string): Promise<Content> {
  const cell = cells.hidden(owner);
  const settled = await settle(checker.compileExpression(cell, expression), cell, expression);
  if ("error" in settled) return failed(settled.error);
  const outcome = await evaluator.run(settled.compiled);
  if (outcome.status === "error") return failed(outcome.error);
  const { data, metadata } = outcome.result ?? { data: { "text/plain": "undefined" }, metadata: {} };
  return { status: "ok", data, metadata };
}

const failed = ({ ename, evalue, traceback }: CellError): Content => ({ status: "error", ename, evalue, traceback });
