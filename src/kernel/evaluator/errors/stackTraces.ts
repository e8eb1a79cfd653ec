import { SourceMap } from "node:module";
import path from "node:path";
import type { ScriptSource } from "../scope";
import { asWritten } from "./asWritten";

/** Calls of the kernel itself, of its renderers, and of what finds modules: nobody's concern. */
const OURS = ["kernel/", "display/", "bundle/", "tensorflow/prepare.js"].map((part) => path.resolve(__dirname, "../../..") + path.normalize(`/${part}`));
/** Enough calls to reach the cell from within a library. */
const LONGEST_STACK = 50;

/** Compiled code and where each of its positions stands in TypeScript, by the name of the script. */
type Sources = ReadonlyMap<string, ScriptSource>;

const maps = new WeakMap<ScriptSource, SourceMap>();

/**
 * Makes `error.stack` name lines of TypeScript, in cells and local modules, and leave the kernel's own calls out. The
 * work is done only when somebody reads a stack.
 */
export function installStackTraces(sources: Sources): void {
  Error.stackTraceLimit = LONGEST_STACK;
  Error.prepareStackTrace = (error, calls) => {
    const lines = calls.flatMap((call) => writeCall(call, sources) ?? []);
    while (lines.length > 0 && /\(?node:[^ ]*\)?$/.test(lines.at(-1)!)) lines.pop();
    return [headOf(error), ...lines.map((line) => `    at ${line}`)].join("\n");
  };
}

/** One line of a stack; undefined for a call that a reader has no use for. */
function writeCall(call: NodeJS.CallSite, sources: Sources): string | undefined {
  const name = call.getFileName();
  if (!name || OURS.some((part) => name.startsWith(part))) return undefined;
  const source = sources.get(name);
  if (!source) return String(call);
  const position = findPosition(source, call.getLineNumber() ?? 0, call.getColumnNumber() ?? 0);
  if (!position) return undefined;
  const compiled = `${name}:${call.getLineNumber()}:${call.getColumnNumber()}`;
  return withoutCell(String(call).replace(compiled, `${name}:${position.line}:${position.column}`));
}

/** Where a position of a script stands in its TypeScript; all count from 1. */
function findPosition(source: ScriptSource, line: number, column: number): { line: number; column: number } | undefined {
  if (source.sourceMap === "") return undefined;
  let map = maps.get(source);
  if (!map) maps.set(source, (map = new SourceMap(JSON.parse(source.sourceMap))));
  const entry = map.findEntry(line - 1, column - 1);
  return "originalLine" in entry ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : undefined;
}

/** Leaves out what compiling puts around a cell and before its names. */
function withoutCell(line: string): string {
  return asWritten(line).replace(/^(?:async )?(?:Object\.|Module\.)?<anonymous> \((.*)\)$/, "$1");
}

/** The name and message of what has a stack, which need not be an error. */
function headOf(error: object): string {
  try {
    const head = Error.prototype.toString.call(error);
    return error instanceof TypeError ? asWritten(head) : head;
  } catch {
    return "Error";
  }
}
