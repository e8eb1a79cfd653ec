import { dim, red } from "./colours";

/** A line of code with a caret below one of its columns, and up to `before` lines above it. Both count from 1. */
export function quoteLine(code: string, line: number, column: number, before: number): string[] {
  const lines = code.split(/\r\n|\n|\r/);
  if (line > lines.length) return [];
  const first = Math.max(1, line - before);
  const width = String(line).length;
  const quoted = lines.slice(first - 1, line).map((text, i) => {
    const number = String(first + i).padStart(width);
    return first + i === line ? `    ${red(">")} ${number} | ${text}` : dim(`      ${number} | ${text}`);
  });
  const indent = lines[line - 1]!.slice(0, column - 1).replace(/[^\t]/g, " ");
  return [...quoted, `      ${" ".repeat(width)} | ${indent}${red("^")}`];
}
