import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { runNode } from "./runNode";

const folder = mkdtempSync(path.join(tmpdir(), "slope-quiet-"));
after(() => rmSync(folder, { recursive: true }));

/** A module of a package, or of the reader's own, that does something discouraged. */
function moduleAt(relative: string, source: string): string {
  const file = path.join(folder, relative);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, source);
  return JSON.stringify(file);
}

const DEPRECATED = 'require("node:util").deprecate(() => {}, "old ways", "DEP_TEST")();';

describe("warnings", () => {
  test("about deprecated calls inside packages are dropped", async () => {
    const packaged = moduleAt("node_modules/old/index.js", DEPRECATED);
    assert.equal((await runNode(`require(${packaged})`, { preload: false })).stderr.includes("DEP_TEST"), true);
    assert.equal((await runNode(`require(${packaged})`, {})).stderr, "");
  });
  test("about deprecated calls of the reader's own still appear", async () => {
    const own = moduleAt("own.js", DEPRECATED);
    assert.match((await runNode(`require(${own})`, {})).stderr, /\[DEP_TEST\] DeprecationWarning: old ways/);
  });
  test("of other kinds still appear, from packages too", async () => {
    const packaged = moduleAt("node_modules/loud/index.js", 'process.emitWarning("disk is full", "DiskWarning")');
    assert.match((await runNode(`require(${packaged})`, {})).stderr, /DiskWarning: disk is full/);
  });
});
