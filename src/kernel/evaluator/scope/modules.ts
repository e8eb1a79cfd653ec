import Module, { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";
import type { CompiledModule } from "../../parts";
import { type ModuleBox, fill } from "./moduleBox";

/** Slope's own packages: what a notebook outside of any project falls back to. */
const ownFolder = path.resolve(__dirname, "../../../../..");

/** What a local module may be called by, besides its whole name. */
const endings = ["", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json", "/index.ts", "/index.tsx", "/index.js"];

interface Instance {
  exports: unknown;
  /** False while it runs. */
  hasRun: boolean;
}

/** A module that `require` cannot load, for it is an ES module that awaits. */
interface Unloaded extends Error {
  unloaded?: { specifier: string; from: string };
}

/** Loads modules: packages by `require`, ES modules that it cannot load by `import()`, local ones as they were compiled. */
export class Modules {
  private readonly compiled = new Map<string, CompiledModule>();
  private readonly instances = new Map<string, Instance>();
  private readonly boxes = new Map<string, ModuleBox>();
  /** ES modules that `import()` has loaded, by who wants what. */
  private readonly imported = new Map<string, unknown>();
  /** What `require` is in cells. */
  readonly require: NodeJS.Require;

  constructor(folder: string, private readonly provided: Record<string, () => unknown>) {
    this.require = this.requireOf(path.join(folder, "cell.js"));
  }

  /** Takes local modules that are new or changed; they run when they are next loaded. */
  receive(modules: CompiledModule[]): void {
    // none runs now: one that has not ended was interrupted
    for (const [file, { hasRun }] of this.instances) if (!hasRun) this.instances.delete(file);
    for (const module of modules) {
      this.compiled.set(module.path, module);
      this.instances.delete(module.path);
    }
  }

  /** The box of a module by its load key. */
  box(key: string): ModuleBox {
    let box = this.boxes.get(key);
    if (!box) this.boxes.set(key, box = { e: undefined, d: undefined, n: undefined });
    return box;
  }

  /** Loads what a cell imports and puts it into its box. */
  async load(key: string): Promise<void> {
    const [loaded] = await this.loaded(key.replace(/#\d+$/, ""));
    fill(this.box(key), loaded);
  }

  /** Loads a package if it can be loaded. */
  preload(name: string): void {
    try {
      this.require(name);
    } catch {
      // the cell that imports it hears of it
    }
  }

  /** What `import(specifier)` gives in a cell. */
  async import(specifier: string): Promise<unknown> {
    const box: ModuleBox = { e: undefined, d: undefined, n: undefined };
    const [loaded] = await this.loaded(specifier);
    fill(box, loaded);
    return box.n;
  }

  /** A module in an array, so that one that has a `then` is not waited for. */
  private async loaded(specifier: string): Promise<[unknown]> {
    for (;;) {
      try {
        return [this.require(specifier)];
      } catch (error) {
        const unloaded = (error as Unloaded | undefined)?.unloaded;
        if (!unloaded) throw error;
        this.imported.set(nameOf(unloaded), await importer(unloaded.from)(unloaded.specifier));
      }
    }
  }

  /** `require` as a file has it. */
  private requireOf(file: string): NodeJS.Require {
    const native = createRequire(file);
    const require = (specifier: string): unknown => this.requireFrom(file, native, specifier);
    return Object.assign(require, { resolve: native.resolve, cache: native.cache, extensions: native.extensions, main: native.main });
  }

  private requireFrom(file: string, native: NodeJS.Require, specifier: string): unknown {
    const provided = this.provided[specifier];
    if (provided) return provided();
    const local = this.localPath(file, specifier);
    if (local) return this.instance(local);
    const wanted = { specifier, from: file };
    if (this.imported.has(nameOf(wanted))) return this.imported.get(nameOf(wanted));
    try {
      return native(resolvable(native, specifier) ? specifier : fallback(specifier));
    } catch (error) {
      if (isOnlyImportable(error)) (error as Unloaded).unloaded ??= wanted;
      throw error;
    }
  }

  /** The compiled module that a file means; nothing for packages and files nobody compiled. */
  private localPath(file: string, specifier: string): string | undefined {
    if (!/^\.{0,2}\//.test(specifier) && !path.isAbsolute(specifier) && specifier !== "." && specifier !== "..") return undefined;
    const whole = path.resolve(path.dirname(file), specifier);
    const names = [...endings.map((ending) => whole + ending), whole.replace(/\.([cm]?)js(x?)$/, ".$1ts$2")];
    return names.find((name) => this.compiled.has(name));
  }

  private instance(file: string): unknown {
    const known = this.instances.get(file);
    if (known) return known.exports;
    const { javascript } = this.compiled.get(file)!;
    const module: Instance = { exports: {}, hasRun: false };
    this.instances.set(file, module);
    try {
      const source = `(function (exports, require, module, __filename, __dirname) {\n${javascript}\n})`;
      const run = new Script(source, { filename: file, lineOffset: -1 }).runInThisContext() as (...parts: unknown[]) => void;
      run.call(module.exports, module.exports, this.requireOf(file), module, file, path.dirname(file));
      module.hasRun = true;
    } catch (error) {
      this.instances.delete(file);
      throw error;
    }
    return module.exports;
  }
}

function nameOf({ specifier, from }: { specifier: string; from: string }): string {
  return `${from}\n${specifier}`;
}

function isOnlyImportable(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ERR_REQUIRE_ESM" || code === "ERR_REQUIRE_ASYNC_MODULE" || code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
}

function resolvable(native: NodeJS.Require, specifier: string): boolean {
  try {
    native.resolve(specifier);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND";
  }
}

/** Where Slope itself has the package, if it has it. */
function fallback(specifier: string): string {
  const own = createRequire(path.join(ownFolder, "cell.js"));
  return !/^[./]/.test(specifier) && resolvable(own, specifier) ? own.resolve(specifier) : specifier;
}

/** `import()` as a file has it: a CommonJS module in its place hands it out. */
function importer(file: string): (specifier: string) => Promise<unknown> {
  const module = new Module(file) as Module & { _compile(source: string, file: string): void };
  module._compile("module.exports = (specifier) => import(specifier);", file);
  return module.exports as (specifier: string) => Promise<unknown>;
}
