import { readFileSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import type { CellError } from "../../parts";
import type { Failure } from "../activity";
import type { ScriptSource } from "../scope";
import { messageAsWritten } from "./asWritten";
import { quoteLine } from "../../quote/quoteLine";
import { bold, dim, red } from "../../quote/colours";

type Sources = ReadonlyMap<string, ScriptSource>;

/** Calls shown of libraries, and causes of causes of causes. */
const MOST_FOREIGN = 6;
const MOST_CAUSES = 5;

/** One call of a stack. */
interface Call {
  /** The function's name, where it has one. */
  name: string;
  file: string;
  line: number;
  column: number;
}

const UNAWAITED = "    It is of a promise that nothing awaits: with `await` before it the cell waits, and fails at that line.";

/** What was thrown as Jupyter's protocol has it: a cell may throw anything. `folder` is where the notebook stands. */
export function describeError({ error: thrown, unawaited }: Failure, sources: Sources, folder: string): CellError {
  try {
    const traceback = writeError(thrown, { sources, folder, seen: new Set() });
    if (unawaited) traceback.push(dim(UNAWAITED));
    return { ename: nameOf(thrown), evalue: messageOf(thrown), traceback };
  } catch (error) {
    const evalue = `what was thrown cannot be described (${String(error)})`;
    return { ename: "Error", evalue, traceback: [`Error: ${evalue}`] };
  }
}

interface Context {
  sources: Sources;
  folder: string;
  seen: Set<unknown>;
}

function writeError(thrown: unknown, context: Context): string[] {
  const head = `${red(nameOf(thrown))}: ${bold(messageOf(thrown))}`;
  if (!isError(thrown)) return [head];
  context.seen.add(thrown);
  return [head, ...writeCalls(thrown, context), ...writeDetails(thrown), ...writeCauses(thrown, context)];
}

/** The calls, innermost first: lines of the reader's own with the code, some of libraries. */
function writeCalls(error: Error, context: Context): string[] {
  const calls = upToOutermost(readCalls(error), context);
  let foreign = 0;
  let quoted = false;
  return calls.flatMap((call, i) => {
    if (isSame(call, calls[i - 1])) return isSame(call, calls[i + 1]) ? [] : [dim("    … and so on")];
    const code = codeOf(call, context);
    const place = `    at ${placeOf(call, context)}${call.name === "" ? "" : `, in ${call.name}`}`;
    if (code === undefined) return ++foreign > MOST_FOREIGN ? [] : [dim(place)];
    const before = quoted ? 0 : 2;
    quoted = true;
    return [place, ...quoteLine(code, call, before)];
  });
}

/** Without Node's inner calls, and without those that stand around the reader's outermost. */
function upToOutermost(calls: Call[], { sources }: Context): Call[] {
  const outermost = calls.map(({ file }) => sources.has(file)).lastIndexOf(true);
  const shown = outermost < 0 ? calls : calls.slice(0, outermost + 1);
  return shown.filter(({ file }) => !file.startsWith("node:internal/"));
}

/** Whether a call is the other one again, as in a recursion. */
function isSame(call: Call, other: Call | undefined): boolean {
  return call.file === other?.file && call.line === other.line && call.column === other.column;
}

/** The calls in `error.stack`. */
function readCalls(error: Error): Call[] {
  const lines = typeof error.stack === "string" ? error.stack.split("\n") : [];
  return lines.flatMap((line) => {
    const match = /^ {4}at (?:(.+) \((.+):(\d+):(\d+)\)|(?:async )?(.+):(\d+):(\d+))$/.exec(line);
    if (!match) return [];
    const [, name = "", ...rest] = match;
    const [file, row, column] = name === "" ? rest.slice(3) : rest;
    return [{ name: name.replace(/^(?:async )?(?:Object\.)?/, ""), file: file!, line: Number(row), column: Number(column) }];
  });
}

/** The TypeScript around a call; undefined for code that is not the reader's. */
function codeOf({ file }: Call, { sources }: Context): string | undefined {
  const source = sources.get(file);
  if (!source || source.code !== undefined) return source?.code;
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function placeOf({ file, line, column }: Call, { sources, folder }: Context): string {
  if (sources.get(file)?.cell !== undefined) return `${file}, line ${line}`;
  if (!path.isAbsolute(file)) return `${file}:${line}:${column}`;
  const relative = path.relative(folder, file);
  const modules = relative.lastIndexOf("node_modules");
  return `${modules < 0 ? relative : relative.slice(modules)}:${line}:${column}`;
}

/** What else an error says of itself, such as the `code` and `path` of a file that is not there. */
function writeDetails(error: Error): string[] {
  const known = new Set(["name", "message", "stack", "cause", "errors"]);
  const details = Object.fromEntries(Object.entries(error).filter(([key]) => !known.has(key)));
  return Object.keys(details).length === 0 ? [] : [`    ${inspect(details).replace(/\n/g, "\n    ")}`];
}

function writeCauses(error: Error, context: Context): string[] {
  const causes = [
    ...("cause" in error ? [["Caused by", error.cause] as const] : []),
    ...(Array.isArray((error as AggregateError).errors)
      ? (error as AggregateError).errors.map((inner: unknown, i: number) => [`Error ${i + 1}`, inner] as const)
      : []),
  ];
  return causes.flatMap(([title, cause]) => {
    if (context.seen.has(cause) || context.seen.size > MOST_CAUSES) return [];
    const [first, ...rest] = writeError(cause, context);
    return [`${title}: ${first}`, ...rest];
  });
}

function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === "[object Error]";
}

/** "TypeError", the name of a class of the reader's own, or "Uncaught" for what is no error. */
function nameOf(thrown: unknown): string {
  if (!isError(thrown)) return "Uncaught";
  const own = thrown.constructor?.name;
  return (thrown.name === "Error" && own ? own : String(thrown.name)) || "Error";
}

function messageOf(thrown: unknown): string {
  return isError(thrown) ? messageAsWritten(thrown) : inspect(thrown);
}
