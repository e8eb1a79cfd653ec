import { inspect } from "node:util";

/** A model answer as code: a function by its source, anything else as one would type it. */
export function writeAnswer(answer: unknown): string {
  if (typeof answer === "function") return withoutIndent(asTyped(answer.toString()));
  if (typeof answer === "string") return JSON.stringify(answer);
  if (ArrayBuffer.isView(answer)) return writeAnswer(Array.from(answer as Float64Array));
  return inspect(answer, { colors: false, depth: 4, maxArrayLength: 20, breakLength: 100 });
}

/** {@link writeAnswer} as Markdown: a line within the text, or a block when there are several or it is a function. */
export function answerMarkdown(answer: unknown): string {
  const code = writeAnswer(answer);
  return typeof answer === "function" || code.includes("\n") ? `\`\`\`ts\n${code}\n\`\`\`` : `\`${code}\``;
}

/**
 * Takes away what compiling a cell puts around names: tslab `exports.name` and `(0, slope_1.name)`, our own kernel
 * `$name.v` and `(0, $name.v)`.
 */
function asTyped(code: string): string {
  return code
    .replace(/\(0, (slope_\d+\.[\p{L}\w$]+|\$[\p{L}\w$]+\.v)\)/gu, "$1")
    .replace(/(?<![\p{L}\w$])(?:exports|slope_\d+)\.(?=[\p{L}_$])/gu, "")
    .replace(/(?<![\p{L}\w$])\$([\p{L}\w$]+)\.v(?![\p{L}\w$])/gu, "$1");
}

/** Moves the lines after the first to the left, as far as they go together: they kept the indent of their cell. */
function withoutIndent(code: string): string {
  const [first, ...rest] = code.split("\n");
  const indents = rest.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)![0].length);
  const indent = Math.min(...indents, Infinity);
  return [first, ...rest.map((line) => line.slice(Math.min(indent, line.length)))].join("\n");
}
