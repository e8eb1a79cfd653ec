import path from "node:path";
import { pathToFileURL } from "node:url";
import { types } from "node:util";
import { Script } from "node:vm";
import type { CompiledCell } from "../../parts";
import { speakAsWritten } from "../errors/asWritten";
import type { ModuleBox } from "./moduleBox";
import { Modules } from "./modules";

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
  /** The source map of the script, as JSON; empty for JSON modules. */
  sourceMap: string;
}

/** What a {@link Scope} needs to know of the kernel it runs in. */
export interface ScopeOptions {
  /** Where modules are looked up from: the notebook's folder. */
  folder: string;
  /** Modules that the kernel itself gives, by the name they are imported with, such as "tslab". */
  provided?: Record<string, () => unknown>;
}

/** A variable that cells share. */
interface Box {
  v: unknown;
}

/** What the JavaScript of a cell reaches of the kernel. */
interface Helpers {
  box(key: string): Box;
  module(key: string): ModuleBox;
  import(specifier: unknown): Promise<unknown>;
  /** Says that names have their values. */
  declared(...names: string[]): void;
  /** Is told of what a `catch` catches. */
  caught(error: unknown): void;
  meta: { url: string; dirname: string; filename: string };
}

type CellFunction = (helpers: Helpers, require: NodeJS.Require, exports: object, file: string, folder: string) =>
  LastValue | undefined | Promise<LastValue | undefined>;

/** The names and modules of a notebook, and how cells run among them. */
export class Scope {
  private readonly known = new Map<string, ScriptSource>();
  private readonly boxes = new Map<string, Box>();
  private readonly modules: Modules;
  private readonly lacking = new Map<number, Set<string>>();
  private readonly exports = {};
  private readonly file: string;
  private readonly meta: Helpers["meta"];

  constructor(private readonly options: ScopeOptions) {
    this.file = path.join(options.folder, "cell.js");
    this.meta = { url: pathToFileURL(this.file).href, dirname: options.folder, filename: this.file };
    this.modules = new Modules(options.folder, options.provided ?? {});
  }

  /** What runs or has run, by script name as it stands in stacks (a local module's name is its path). */
  get sources(): ReadonlyMap<string, ScriptSource> {
    return this.known;
  }

  /**
   * Runs a cell: loads what it imports, then its code.
   *
   * @returns what its last expression gave; undefined when it does not end in one
   * @throws what the cell throws, as it is
   */
  async run(compiled: CompiledCell): Promise<LastValue | undefined> {
    const { cell, code, javascript, sourceMap, imports, modules } = compiled;
    const name = `cell ${cell}`;
    this.known.set(name, { cell, code, sourceMap });
    for (const module of modules) this.known.set(module.path, { sourceMap: module.sourceMap });
    this.lacking.set(cell, new Set(compiled.names));
    this.modules.receive(modules);
    for (const key of imports) await this.modules.load(key);
    const run = new Script(javascript, { filename: name }).runInThisContext() as CellFunction;
    const result = run.call(globalThis, this.helpers(cell), this.modules.require, this.exports, this.file, this.options.folder);
    const last = types.isPromise(result) ? await result : result;
    this.lacking.delete(cell);
    return last;
  }

  /** Loads packages ahead of the cell that imports them, which is told what goes wrong. */
  preload(packages: string[]): void {
    for (const name of packages) this.modules.preload(name);
  }

  /** Names that a failed cell declares but did not get to: {@link Checker.retract} is to be told. */
  missing(cell: number): string[] {
    return [...this.lacking.get(cell) ?? []];
  }

  private helpers(cell: number): Helpers {
    return {
      box: (key) => this.box(key),
      module: (key) => this.modules.box(key),
      import: async (specifier) => this.modules.import(String(specifier)),
      declared: (...names) => names.forEach((name) => this.lacking.get(cell)?.delete(name)),
      caught: speakAsWritten,
      meta: { ...this.meta },
    };
  }

  private box(key: string): Box {
    let box = this.boxes.get(key);
    if (!box) this.boxes.set(key, box = { v: undefined });
    return box;
  }
}
