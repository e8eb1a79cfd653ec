import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { testFiles } from "../../scripts/commands/test.mjs";
import { compileTypescript, typescriptIsCompiled } from "../../scripts/setup/compile.mjs";
import { ROOT } from "../../scripts/setup/places.mjs";
import { folderFor, messageOf, write } from "./stand_ins.mjs";

function clone(t) {
  const root = folderFor(t);
  const options = { target: "ES2022", module: "CommonJS", strict: true, rootDir: ".", outDir: "build", incremental: true, types: [], lib: ["ES2022"] };
  write(root, {
    "tsconfig.json": JSON.stringify({ compilerOptions: options, include: ["src", "test"] }),
    "package-lock.json": "{}",
    "src/one.ts": "export const one: number = 1;\n",
    "test/data/one.test.ts": "export {};\n",
    "test/charts/two.test.ts": "export {};\n",
    "test/setup/three.test.mjs": "",
  });
  symlinkSync(path.join(ROOT, "node_modules"), path.join(root, "node_modules"));
  return root;
}

test("compiles when a source has changed, and not otherwise; removes what deleted sources left", async (t) => {
  const root = clone(t);
  assert.equal(typescriptIsCompiled(root), false);
  await compileTypescript(root);
  assert.equal(typescriptIsCompiled(root), true);

  write(root, { "src/one.ts": "export const one: number = 11;\n" });
  rmSync(path.join(root, "test/charts/two.test.ts"));
  assert.equal(typescriptIsCompiled(root), false);
  await compileTypescript(root);
  assert.match(readFileSync(path.join(root, "build/src/one.js"), "utf8"), /11/);
  assert.equal(existsSync(path.join(root, "build/test/charts/two.test.js")), false);
  assert.equal(existsSync(path.join(root, "build/test/data/one.test.js")), true);
});

test("a type error is counted and shown, and compiled again next time", async (t) => {
  const root = clone(t);
  write(root, { "src/one.ts": "export const one: number = 'one';\n" });
  await assert.rejects(compileTypescript(root), (fault) => {
    assert.equal(fault.message, "TypeScript: expected sources without errors, received 1 error. Mend what is listed below and run the same command again.");
    assert.match(fault.details, /src\/one\.ts\(1,14\): error TS2322/);
    return true;
  });
  assert.equal(typescriptIsCompiled(root), false);
});

test("runs the tests of the rooms that are named, of all without a name, and refuses a room that is none", async (t) => {
  const root = clone(t);
  write(root, { "build/test/data/one.test.js": "", "build/test/charts/two.test.js": "", "build/test/charts/helper.js": "" });
  const [data, charts, setup] = [["data", "one.test.js"], ["charts", "two.test.js"]].map((parts) => path.join("build/test", ...parts))
    .concat(path.join("test/setup/three.test.mjs"));
  assert.deepEqual(testFiles(root, []).sort(), [charts, data, setup].sort());
  assert.deepEqual(testFiles(root, ["data"]), [data]);
  assert.deepEqual(testFiles(root, ["setup", "charts"]), [charts, setup]);
  assert.equal(await messageOf(() => testFiles(root, ["chart"])),
    'npm test: expected rooms out of charts, data, setup, received "chart". Name none to run all.');
});
