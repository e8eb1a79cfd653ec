import { dim, red } from "./colours";

/** Scripts whose characters take two columns in a terminal, and all beyond the basic plane (emoji). */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[^\u0000-\uffff]/u;

/** What to point at: from `column` to before `endColumn`, which is one column further if it is not named. */
interface Place {
  line: number;
  column: number;
  endColumn?: number;
}

/** A line of code with carets below some of its columns, and up to `before` lines above it. All count from 1. */
export function quoteLine(code: string, { line, column, endColumn = column + 1 }: Place, before: number): string[] {
  const lines = code.split(/\r\n|\n|\r/);
  if (line > lines.length) return [];
  const first = Math.max(1, line - before);
  const width = String(line).length;
  const quoted = lines.slice(first - 1, line).map((text, i) => {
    const number = String(first + i).padStart(width);
    return first + i === line ? `    ${red(">")} ${number} | ${text}` : dim(`      ${number} | ${text}`);
  });
  const text = lines[line - 1]!;
  const indent = replaceEach(text.slice(0, column - 1), "\u3000", " ");
  const carets = replaceEach(text.slice(column - 1, endColumn - 1) || " ", "^^", "^");
  return [...quoted, `      ${" ".repeat(width)} | ${indent}${red(carets)}`];
}

/** The text with other characters in place of its wide and its narrow ones; tabs before code stay tabs. */
function replaceEach(text: string, wide: string, narrow: string): string {
  return [...text].map((character) => (character === "\t" && narrow === " " ? "\t" : WIDE.test(character) ? wide : narrow)).join("");
}
