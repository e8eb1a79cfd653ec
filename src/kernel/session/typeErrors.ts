import { readFileSync } from "node:fs";
import type { CellError, Diagnostic } from "../parts";
import { bold, red } from "../quote/colours";
import { quoteLine } from "../quote/quoteLine";

/** What a reader is told when a cell has type errors: each with its place, the line quoted, the fault underlined. */
export function typeErrors(cell: number, code: string, diagnostics: Diagnostic[]): CellError {
  return {
    ename: "TypeScriptError",
    evalue: diagnostics[0]?.message ?? "",
    traceback: diagnostics.flatMap((diagnostic) => describe(cell, code, diagnostic)),
  };
}

function describe(cell: number, source: string, { file, code, message, line, column, endLine, endColumn }: Diagnostic): string[] {
  const place = { line, column, endColumn: endLine === line ? Math.max(endColumn, column + 1) : Infinity };
  return [
    `${red(`TypeScriptError TS${code}`)}: ${bold(message)}`,
    `    at ${file ?? `cell ${cell}`}, line ${line}, column ${column}`,
    ...quoteLine(file === undefined ? source : textOf(file), place, 0),
  ];
}

/** A local module's text; none when it went away meanwhile. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
