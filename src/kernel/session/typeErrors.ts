import { readFileSync } from "node:fs";
import type { CellError, Diagnostic } from "../parts";

const RED = "\x1b[31m";
const DIM = "\x1b[2m";
const PLAIN = "\x1b[0m";

/** Scripts whose characters take two columns in a terminal, and everything beyond the basic plane (emoji). */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[^\u0000-\uffff]/u;

/** What a reader is told when a cell has type errors: each with its place, the line quoted, the fault underlined. */
export function typeErrors(cell: number, code: string, diagnostics: Diagnostic[]): CellError {
  return {
    ename: "TypeScriptError",
    evalue: diagnostics[0]?.message ?? "",
    traceback: diagnostics.map((diagnostic) => describe(cell, code, diagnostic)),
  };
}

function describe(cell: number, source: string, { file, code, message, line, column, endLine, endColumn }: Diagnostic): string {
  const text = (file === undefined ? source : textOf(file)).split(/\r\n|\r|\n/)[line - 1] ?? "";
  const number = `${line} | `;
  const end = endLine === line ? endColumn - 1 : text.length;
  const fault = text.slice(column - 1, Math.max(end, column));
  return [
    `${file ?? `Cell [${cell}]`}, line ${line}, column ${column}: ${RED}error${PLAIN} TS${code}: ${message}`,
    `${DIM}${number}${PLAIN}${text}`,
    `${" ".repeat(number.length)}${blank(text.slice(0, column - 1))}${RED}${underline(fault)}${PLAIN}`,
  ].join("\n");
}

/** A local module's text; none when it went away meanwhile. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Nothing to see, as wide as the text: tabs stay tabs, and a wide character becomes a wide space. */
const blank = (text: string) => [...text].map((character) => (character === "\t" ? "\t" : WIDE.test(character) ? "\u3000" : " ")).join("");

const underline = (text: string) => [...(text || " ")].map((character) => (WIDE.test(character) ? "~~" : "~")).join("");
