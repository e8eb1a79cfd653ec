import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, beforeEach, describe, it } from "node:test";
import { serialize } from "node:v8";
import { bundleFile } from "../../src/bundle/bundle";
import { buildBundle } from "../../src/bundle/build";

const folder = mkdtempSync(path.join(tmpdir(), "slope-bundle-"));
const program = path.join(folder, "program.js");

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, name), text);
}

const door = JSON.stringify(path.join(__dirname, "../../src/bundle/index.js"));

/** What the program prints. */
function run(code = `require(${door}).start(${JSON.stringify(program)})`): string {
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

  it("gives a module what it is about to require, one of each", () => {
    const main = path.join(folder, "main.js");
    write("main.js", `require(${door}).loadAhead(__filename); require("./program");`);
    const load = `require(${JSON.stringify(main)})`;
    assert.equal(run(load), "file 2 2");
    buildBundle(main);
    assert.equal(run(load), "bundle 2 2");
    write("state.js", 'exports.count = 7; exports.origin = "changed";');
    assert.equal(run(load), "changed 8 8");
    rmSync(bundleFile(main));
  });

  it("loads a module that failed anew when it is asked for again", () => {
    write("state.js", 'globalThis.tries = (globalThis.tries ?? 0) + 1; if (globalThis.tries === 1) throw new Error("once"); exports.origin = "tries"; exports.count = globalThis.tries;');
    write("program.js", 'try { require("./state"); } catch {} const state = require("./state"); console.log(state.origin, state.count);');
    buildBundle(program);
    assert.equal(run(), "tries 2");
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
