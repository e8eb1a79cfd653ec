import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, beforeEach, describe, it } from "node:test";
import { serialize } from "node:v8";
import { bundleFile } from "../../src/kernel/bundle/bundle";
import { buildBundle } from "../../src/kernel/bundle/buildBundles";

const folder = mkdtempSync(path.join(tmpdir(), "slope-bundle-"));
const program = path.join(folder, "program.js");

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, name), text);
}

/** What the program prints. */
function run(): string {
  const starter = path.join(__dirname, "../../src/kernel/bundle/start.js");
  const code = `require(${JSON.stringify(starter)}).start(${JSON.stringify(program)})`;
  return execFileSync(process.execPath, ["-e", code], { encoding: "utf8" }).trim();
}

describe("a bundle", () => {
  after(() => {
    rmSync(folder, { recursive: true });
    rmSync(bundleFile(program), { force: true });
  });

  beforeEach(() => {
    rmSync(bundleFile(program), { force: true });
    write("program.js", 'const state = require("./state"); state.count += 1; console.log(state.origin, state.count, require("./other").count);');
    // only modules that Node itself has found know where packages would be
    write("state.js", 'exports.count = 1; exports.origin = module.paths ? "file" : "bundle";');
    write("other.js", 'exports.count = require("node:module").createRequire(__filename)("./state").count;');
  });

  it("gives a program its modules, one of each, also where one is asked for past the bundle", () => {
    assert.equal(run(), "file 2 2");
    buildBundle(program);
    assert.equal(run(), "bundle 2 2");
  });

  it("is used as far as the files still say the same", () => {
    buildBundle(program);
    write("state.js", 'exports.count = 5; exports.origin = module.paths ? "file" : "bundle";');
    assert.equal(run(), "file 6 6");
  });

  it("that is broken, or another Node's, is done without", () => {
    writeFileSync(bundleFile(program), "broken");
    assert.equal(run(), "file 2 2");
    writeFileSync(bundleFile(program), serialize({ engine: "v0", modules: new Map() }));
    assert.equal(run(), "file 2 2");
  });

  it("names scripts by their files, in whose lines they are", () => {
    write("other.js", "exports.count = new Error().stack.includes(`${__filename}:1:`);");
    buildBundle(program);
    assert.equal(run(), "bundle 2 true");
  });
});
