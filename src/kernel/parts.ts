import type { MimeBundle } from "../display";

/**
 * The kernel is three processes. The first speaks Jupyter's protocol (`wire`, `session`) and never runs user code, so
 * that it always answers; it owns a checker (`compiler`: TypeScript's checker, kept across cells) and an evaluator
 * (`evaluator`: where cells run). This file is what they say to one another: the session knows the other two only
 * through the interfaces {@link Checker} and {@link Evaluator}.
 */

/** What TypeScript has to say against a cell. Lines and columns count from 1, columns in UTF-16 units. */
export interface Diagnostic {
  /** TypeScript's number, such as 2322. */
  code: number;
  message: string;
  /** The local module that it is in, seen from the notebook's folder; absent for the cell itself. */
  file?: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** A cell ready to run. */
export interface CompiledCell {
  /** The cell's number: it names the cell in every message about it. */
  cell: number;
  /** The cell as its author wrote it: errors quote its lines. */
  code: string;
  /** The script that `evaluator/scope` runs. */
  javascript: string;
  /** The source map of `javascript`, as JSON. */
  sourceMap: string;
  /** Modules to load before it runs: local ones by their path, others as the cell names them. */
  imports: string[];
  /** The names that it gives a value for the cells after it. */
  names: string[];
  /** Local modules that are new or changed since the evaluator last got them, dependencies first. */
  modules: CompiledModule[];
}

/** A local TypeScript or JSON module. */
export interface CompiledModule {
  path: string;
  javascript: string;
  sourceMap: string;
}

/** What became of a cell's text: JavaScript, or the reasons why not. */
export type Compilation = { ok: true; compiled: CompiledCell } | { ok: false; diagnostics: Diagnostic[] };

/** Completions for the text between `start` and `end` (UTF-16 units). */
export interface Completions {
  start: number;
  end: number;
  /** Best first. `kind` is TypeScript's word, such as "method"; `signature` its one-line type, where cheap to know. */
  matches: { text: string; kind: string; signature?: string }[];
}

/** What stands under the cursor: type, documentation. */
export interface Inspection {
  found: boolean;
  /** Plain text, and the same as Markdown. */
  text: string;
  markdown: string;
}

export type Completeness = { status: "complete" | "invalid" | "unknown" } | { status: "incomplete"; indent: string };

/** TypeScript's side of the kernel: it answers while a cell runs. */
export interface Checker {
  /** Checks a cell against all cells compiled before and makes JavaScript of it. Cells that pass become scope. */
  compile(cell: number, code: string): Promise<Compilation>;
  /** Nobody waits any longer for what compiling a cell gives: it is given up unless it is through soon. */
  abandon(cell: number): void;
  /** Checks an expression against the scope, without adding to it: for `user_expressions`. */
  compileExpression(cell: number, expression: string): Promise<Compilation>;
  /** Takes names of a cell that failed before it gave them a value out of scope again. */
  retract(cell: number, names: string[]): Promise<void>;
  complete(code: string, cursor: number): Promise<Completions>;
  inspect(code: string, cursor: number, detail: 0 | 1): Promise<Inspection>;
  isComplete(code: string): Promise<Completeness>;
  /** Forgets all cells: the evaluator has started anew. */
  forget(): Promise<void>;
  /** Ends the process. */
  close(): void;
}

/** How a run ended. */
export type Outcome =
  | { status: "ok"; result?: { data: MimeBundle; metadata: MimeBundle } }
  | { status: "error"; error: CellError; /** Names that the cell declares but did not get to. */ missing?: string[] };

/** An error as Jupyter's protocol has it. */
export interface CellError {
  ename: string;
  evalue: string;
  /** Lines, ANSI colours allowed. */
  traceback: string[];
}

/** What the evaluator says on its own accord. `cell` is the cell that started it, also long after it ended. */
export type Utterance =
  | { type: "stream"; cell: number; name: "stdout" | "stderr"; text: string }
  | {
      type: "display";
      cell: number;
      data: MimeBundle;
      metadata: MimeBundle;
      displayId?: string;
      /** True to replace what an earlier display with this id shows. */
      update: boolean;
    }
  | { type: "clear"; cell: number; wait: boolean }
  /** An error nobody awaited, after its cell ended or while another runs. */
  | { type: "stray"; cell: number; error: CellError }
  /** The cell asks its reader; {@link Evaluator.answer} brings the reply, for which the cell waits. */
  | { type: "prompt"; cell: number; text: string; password: boolean }
  | { type: "comm"; cell: number; message: CommMessage }
  /** The process ended: `reason` is a sentence for the reader. A new one, with nothing in scope, is being started. */
  | { type: "died"; reason: string };

/** A message of a comm, in either direction. */
export interface CommMessage {
  type: "open" | "msg" | "close";
  id: string;
  /** Only of "open". */
  target?: string;
  data: unknown;
  metadata?: Record<string, unknown>;
  buffers?: Uint8Array[];
}

/** The side of the kernel where cells run: a process that can hang or die without the session doing so. */
export interface Evaluator {
  /**
   * Runs a cell to its end; utterances of that time arrive before the promise settles. It never rejects. `place` is the
   * cell's name in its notebook, where the front end gives one: what an earlier run of it has shown is gone.
   */
  run(compiled: CompiledCell, place?: string): Promise<Outcome>;
  /** Begins to load packages that a cell is about to import. What goes wrong is told when the cell itself imports them. */
  preload(cell: number, packages: string[]): void;
  /** Stops the running cell, whatever it does, with the error "KeyboardInterrupt"; nothing when none runs. */
  interrupt(): void;
  /** The reader's reply to a prompt; null when there is none (interrupted, or no stdin allowed). */
  answer(text: string | null): void;
  /** Brings a front end's comm message to its comm; `cell` is what its output belongs to. Ends when handlers have. */
  comm(cell: number, message: CommMessage): Promise<void>;
  /** Comms open now, by id: their targets. */
  comms(): Record<string, { target_name: string }>;
  /** Ends the process and all it has started. */
  close(): void;
}
