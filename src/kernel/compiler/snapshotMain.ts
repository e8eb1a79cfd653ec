/**
 * What `node --build-snapshot` runs, with what the snapshot is to know. It loads the checker and what cells are likely to
 * use and import, so that a process started from the snapshot has all that parsed, bound and half checked. A snapshot's program is one script,
 * no module, and its `require` knows Node's own modules only: the few lines below load the checker's files instead.
 */
(function buildSnapshot() {
  const fs = require("node:fs") as typeof import("node:fs");
  const path = require("node:path") as typeof import("node:path");
  const { startupSnapshot } = require("node:v8") as typeof import("node:v8");
  const { Script } = require("node:vm") as typeof import("node:vm");

  const loaded = new Map<string, { exports: unknown }>();

  function load(file: string): unknown {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const folder = path.dirname(file);
    const source = `(function (exports, require, module, __filename, __dirname) {${oneByte(fs.readFileSync(file, "utf8"))}\n})`;
    const run = new Script(source, { filename: file }).runInThisContext() as (...parts: unknown[]) => void;
    run.call(module.exports, module.exports, (name: string) => requireFrom(folder, name), module, file, folder);
    return module.exports;
  }

  /** A script in which every character takes one byte: TypeScript's, kept for as long as it runs, is nine million long. */
  function oneByte(source: string): string {
    const escaped = source.replace(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return Buffer.from(escaped, "latin1").toString("latin1");
  }

  function requireFrom(folder: string, name: string): unknown {
    if (name.startsWith(".")) return load(`${path.resolve(folder, name).replace(/\.js$/, "")}.js`);
    return name.startsWith("@tslab/") ? load(engineFile(folder)) : require(name);
  }

  /** TypeScript's one file, in the nearest `node_modules`. */
  function engineFile(folder: string): string {
    const file = path.join(folder, "node_modules/@tslab/typescript-for-tslab/lib/typescript.js");
    return fs.existsSync(file) ? file : engineFile(path.dirname(folder));
  }

  const { warmEnvironment } = load(path.join(__dirname, "warm.js")) as typeof import("./warm");
  const { serve } = load(path.join(__dirname, "serve.js")) as typeof import("./serve");
  const environment = warmEnvironment(process.argv[2] as import("./snapshotFile").Knowledge);

  startupSnapshot.setDeserializeMainFunction(() => serve(process.argv[1]!, environment));
})();
