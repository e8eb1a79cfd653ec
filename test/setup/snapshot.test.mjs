import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { makeSnapshot, snapshotIsMade } from "../../scripts/setup/snapshot.mjs";
import { folderFor, write } from "./stand_ins.mjs";

const BUILDER = "build/src/kernel/prepare.js";

/** A compiled clone whose builder counts how often it runs. */
function clone(t) {
  const root = folderFor(t);
  write(root, {
    "package-lock.json": "{}",
    "build/src/one.d.ts": "export declare const one: number;",
    "build/src/one.js": "",
    [BUILDER]: 'require("node:fs").appendFileSync("runs", "x");',
  });
  return root;
}

test("makes the snapshot once, and again when the types or the checker have changed", async (t) => {
  const root = clone(t);
  const runs = () => readFileSync(path.join(root, "runs"), "utf8").length;
  assert.equal(snapshotIsMade(root), false);
  assert.equal(await makeSnapshot(root), undefined);
  assert.equal(snapshotIsMade(root), true);
  assert.equal(runs(), 1);

  write(root, { "build/src/one.js": "exports.one = 2;" });
  assert.equal(snapshotIsMade(root), true);
  for (const changed of [{ "build/src/one.d.ts": "export declare const one: string;" }, { "package-lock.json": "{ }" }, { "build/src/kernel/compiler/names.js": "" }]) {
    write(root, changed);
    assert.equal(snapshotIsMade(root), false, Object.keys(changed)[0]);
    await makeSnapshot(root);
  }
  assert.equal(runs(), 4);
});

test("says why there is none where none can be made, and does not try again until something changes", async (t) => {
  const root = clone(t);
  write(root, { [BUILDER]: "process.exit(3);" });
  assert.match(await makeSnapshot(root), /ended with code 3.*starts more slowly/);
  assert.equal(snapshotIsMade(root), true);
});
