import type { Completeness } from "../parts";
import { type BoundFile, ts } from "./engine";
import { parseModule } from "./sourceFiles";

const STEP = "  ";

/** Errors of the parser that more text can mend, wherever they are found. */
const UNTERMINATED = new Set([1160, 1010, 1126, 1005, 1109, 1003, 1128, 1002, 1138, 1136, 1137, 1131, 1132, 1135, 1161, 1110, 1146, 1472]);

/** What may follow words that begin a statement only together with others, which the parser takes for one error. */
const CONTINUATIONS = [' "module"', " { }", " A { }", " function f() { }"];

/** Whether a cell can run as it is, may go on, or is wrong: the parser's opinion. Two empty lines end any cell. */
export function completeness(code: string): Completeness {
  const file = parse(code);
  if (file.parseDiagnostics.length === 0 && !declaresNothing(file)) return { status: "complete" };
  if (isOpen(code, file) && !/\n[^\S\n]*\n[^\S\n]*$/.test(code)) return { status: "incomplete", indent: indentAfter(code) };
  return { status: "invalid" };
}

function isOpen(code: string, { parseDiagnostics }: BoundFile): boolean {
  const first = parseDiagnostics[0];
  if (!first) return true;
  const end = code.trimEnd().length;
  const isAtEnd = first.start! + first.length! >= end && UNTERMINATED.has(first.code);
  if (first.code !== 1002 && isAtEnd && (first.start! >= end || first.code === 1160 || first.code === 1010)) return true;
  return CONTINUATIONS.some((continuation) => parse(code.trimEnd() + continuation).parseDiagnostics.length === 0);
}

/** `const` alone, in which the parser sees no fault. */
function declaresNothing(file: BoundFile): boolean {
  const last = file.statements.at(-1);
  return last !== undefined && ts.isVariableStatement(last) && last.declarationList.declarations.length === 0;
}

function parse(code: string): BoundFile {
  return parseModule("__question.ts", code);
}

/** The indentation of the line to come: one step more behind an opening bracket, one less behind a closing one. */
function indentAfter(code: string): string {
  const line = code.slice(code.lastIndexOf("\n") + 1);
  const current = /^\s*/.exec(line)![0];
  const bare = line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*$|\/\*.*?\*\//g, "");
  const depth = [...bare.trim()].reduce((sum, character) => sum + ("([{".includes(character) ? 1 : ")]}".includes(character) ? -1 : 0), 0);
  return depth > 0 ? current + STEP : current;
}
