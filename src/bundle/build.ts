import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { serialize } from "node:v8";
import { Script } from "node:vm";
import { type Bundle, type Bundled, bundleFile, engine, wrap } from "./bundle";

/** What has to load quickly: the programs of the kernel's processes, and `slope` itself. */
const mains = ["../kernel/program.js", "../kernel/evaluator/program.js", "../index.js"];

/** Packages that they load at their start; others load on first use, or are the reader's to choose. */
const PACKAGES = /^(?:zeromq|cmake-ts)\b/;

/** Makes the bundles of all of them. */
export function buildBundles(): void {
  for (const name of mains) buildBundle(path.join(__dirname, name));
}

/** Makes the bundle of a module. Who loads it meanwhile finds the old one or the new, never half of one. */
export function buildBundle(main: string): void {
  const file = bundleFile(main);
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  writeFileSync(partial, serialize({ engine, modules: modulesBehind(main) } satisfies Bundle));
  renameSync(partial, file);
}

/** A file and all that it requires, by file. */
function modulesBehind(main: string): Map<string, Bundled> {
  const modules = new Map<string, Bundled>();
  const visit = (file: string) => {
    if (modules.has(file)) return;
    const text = readFileSync(file, "utf8");
    const requires = requiresOf(file, text);
    modules.set(file, { text, code: new Script(wrap(text), { filename: file }).createCachedData(), requires });
    for (const target of Object.values(requires)) visit(target);
  };
  visit(main);
  return modules;
}

/** The JavaScript files behind the names that a module requires. */
function requiresOf(file: string, text: string): Record<string, string> {
  const { resolve } = createRequire(file);
  const names = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name!);
  const files = names.filter((name) => name.startsWith(".") || PACKAGES.test(name)).map((name) => [name, resolve(name)] as const);
  return Object.fromEntries(files.filter(([, target]) => target.endsWith(".js")));
}
