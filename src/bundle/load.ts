import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import path from "node:path";
import { Script } from "node:vm";
import { type Bundled, readBundle, wrap } from "./bundle";

type Modules = Map<string, Bundled>;

/** Node's own list of what is loaded: modules of a bundle are entered there, for others may require them too. */
const loaded = require.cache;

/** Runs a program: its modules come out of its bundle, as far as there is one and their files still say the same. */
export function start(program: string): void {
  load(program, readBundle(program)?.modules ?? new Map());
}

/** Loads in the same way what the module that calls this, and gives its file, is about to require. */
export function loadAhead(file: string): void {
  const modules: Modules = readBundle(file)?.modules ?? new Map();
  for (const target of Object.values(modules.get(file)?.requires ?? {})) load(target, modules);
}

function load(file: string, modules: Modules): unknown {
  const known = loaded[file];
  if (known) return known.exports;
  const bundled = modules.get(file);
  if (!bundled || readFileSync(file, "utf8") !== bundled.text) return require(file);
  modules.delete(file); // its text is not needed twice
  const module = Object.assign(new Module(file), { filename: file });
  loaded[file] = module;
  const script = new Script(wrap(bundled.text), { filename: file, cachedData: bundled.code });
  const run = script.runInThisContext() as (...parts: unknown[]) => void;
  try {
    run.call(module.exports, module.exports, requireOf(file, bundled, modules), module, file, path.dirname(file));
  } catch (error) {
    delete loaded[file];
    throw error;
  }
  module.loaded = true;
  return module.exports;
}

/** `require` as a bundled module has it. */
function requireOf(file: string, { requires }: Bundled, modules: Modules): NodeJS.Require {
  const native = createRequire(file);
  const require = (name: string): unknown => (requires[name] === undefined ? native(name) : load(requires[name], modules));
  return Object.assign(require, { resolve: native.resolve, cache: native.cache, extensions: native.extensions, main: native.main });
}
