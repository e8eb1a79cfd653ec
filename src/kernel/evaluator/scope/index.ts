import type { CompiledCell } from "../../parts";

/** What a cell's last expression gave; in an object, so that a promise among it is not waited for. */
export interface LastValue {
  value: unknown;
}

/** The text behind a running script, for tracebacks. */
export interface ScriptSource {
  /** The cell's number; undefined for a local module. */
  cell?: number;
  /** The TypeScript as its author wrote it; undefined for a local module, whose text is in its file. */
  code?: string;
  /** The source map of the script, as JSON. */
  sourceMap: string;
}

/** What a {@link Scope} needs to know of the kernel it runs in. */
export interface ScopeOptions {
  /** Where modules are looked up from: the notebook's folder. */
  folder: string;
  /** Modules that the kernel itself gives, by the name they are imported with, such as "tslab". */
  provided?: Record<string, () => unknown>;
}

/** The names and modules of a notebook, and how cells run among them. */
export class Scope {
  /** What runs or has run, by script name as it stands in stacks (a local module's name is its path). */
  readonly sources: ReadonlyMap<string, ScriptSource> = new Map();

  constructor(_options: ScopeOptions) {}

  /**
   * Runs a cell: loads what it imports, then its code. Synchronous code can be interrupted by SIGINT.
   *
   * @returns what its last expression gave; undefined when it does not end in one
   * @throws what the cell throws, as it is
   */
  run(_compiled: CompiledCell): Promise<LastValue | undefined> {
    throw new Error("being written");
  }

  /** Names that a failed cell declares but did not get to: {@link Checker.retract} is to be told. */
  missing(_cell: number): string[] {
    throw new Error("being written");
  }
}

/** Calls a function so that SIGINT ends what it does synchronously (with ERR_SCRIPT_EXECUTION_INTERRUPTED). */
export function interruptible<T>(_work: () => T): T {
  throw new Error("being written");
}
