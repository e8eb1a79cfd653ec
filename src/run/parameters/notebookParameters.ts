import { refuse } from "../../errors";
import { hasTag, joined, type NotebookCell, type NotebookDocument } from "../notebookDocument";
import { readDeclarations, type Parameter } from "./declarations";
import type { ParameterValue } from "./type";

/** Values for parameters, by name. */
export type ParameterValues = Record<string, ParameterValue>;

/** The parameters of a notebook, as its first cell tagged `parameters` declares them; none without such a cell. */
export function notebookParameters({ cells }: NotebookDocument): Parameter[] {
  const cell = cells.find((candidate) => hasTag(candidate, "parameters"));
  return cell === undefined ? [] : readDeclarations(joined(cell.source));
}

/** The parameter of a name. @throws InputError that lists the right names */
export function findParameter(parameters: readonly Parameter[], name: string): Parameter {
  if (parameters.length === 0) refuse("notebook", 'a cell tagged "parameters" that declares with `let`', "none");
  const found = parameters.find((parameter) => parameter.name === name);
  return found ?? refuse("parameter", `one of ${parameters.map((parameter) => parameter.name).join(", ")}`, name);
}

const INJECTED = "injected-parameters";

/**
 * A notebook with a cell behind its parameters that sets the values, tagged `injected-parameters` as papermill does;
 * such a cell that is there already is replaced.
 */
export function injectParameters(notebook: NotebookDocument, values: ParameterValues): NotebookDocument {
  const cells = notebook.cells.filter((cell) => !hasTag(cell, INJECTED));
  const place = cells.findIndex((cell) => hasTag(cell, "parameters")) + 1;
  return { ...notebook, cells: [...cells.slice(0, place), injectedCell(notebook, values), ...cells.slice(place)] };
}

/** The assignments stand in a block, so that none is the cell's last expression, which a kernel would show. */
function injectedCell({ nbformat_minor }: NotebookDocument, values: ParameterValues): NotebookCell {
  const lines = Object.entries(values).map(([name, value]) => `  ${name} = ${JSON.stringify(value)};`);
  return {
    ...(nbformat_minor >= 5 && { id: INJECTED }),
    cell_type: "code",
    metadata: { tags: [INJECTED] },
    execution_count: null,
    outputs: [],
    source: ["// Parameters", "{", ...lines, "}"].join("\n"),
  };
}

/** The values that a run was given: what its injected cell sets, as TypeScript, by name. */
export function injectedValues({ cells }: NotebookDocument): Record<string, string> {
  const cell = cells.find((candidate) => hasTag(candidate, INJECTED));
  const lines = cell === undefined ? [] : joined(cell.source).matchAll(/^ *(\w+) = (.+);$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name!, value!]));
}
