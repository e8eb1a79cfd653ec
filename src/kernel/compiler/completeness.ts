import type { Completeness } from "../parts";
import { parseModule } from "./sourceFiles";

const STEP = "  ";

/** Errors of the parser that more text can mend, wherever they are found. */
const UNTERMINATED = new Set([1160, 1010, 1126, 1005, 1109, 1003, 1128, 1002, 1138, 1136, 1137, 1131, 1132, 1135, 1161, 1110, 1146, 1472]);

/** Whether a cell can run as it is, may go on, or is wrong: the parser's opinion. Two empty lines end any cell. */
export function completeness(code: string): Completeness {
  const { parseDiagnostics } = parseModule("__question.ts", code);
  const first = parseDiagnostics[0];
  if (!first) return { status: "complete" };
  const isAtEnd = first.start! + first.length! >= code.trimEnd().length && UNTERMINATED.has(first.code);
  const isOpen = first.code !== 1002 && isAtEnd && (first.start! >= code.trimEnd().length || first.code === 1160 || first.code === 1010);
  if (isOpen && !/\n[^\S\n]*\n[^\S\n]*$/.test(code)) return { status: "incomplete", indent: indentAfter(code) };
  return { status: "invalid" };
}

/** The indentation of the line to come: one step more behind an opening bracket, one less behind a closing one. */
function indentAfter(code: string): string {
  const line = code.slice(code.lastIndexOf("\n") + 1);
  const current = /^\s*/.exec(line)![0];
  const bare = line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*$|\/\*.*?\*\//g, "");
  const depth = [...bare.trim()].reduce((sum, character) => sum + ("([{".includes(character) ? 1 : ")]}".includes(character) ? -1 : 0), 0);
  return depth > 0 ? current + STEP : current;
}
