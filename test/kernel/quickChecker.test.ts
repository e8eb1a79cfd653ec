import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Environment } from "../../src/kernel/compiler/environment";
import { languageOnly } from "../../src/kernel/compiler/globals";
import { Notebook } from "../../src/kernel/compiler/notebook";
import { QuickChecker } from "../../src/kernel/compiler/quickChecker";
import { sessions } from "./corpus";

const folder = process.cwd();
const quick = new Notebook(folder, new Environment(folder, languageOnly));
const steady = new Notebook(folder, new Environment(folder));

let number = 0;

/** How many cells of a session are compiled before the first that needs more than the language. */
function compileFirst(cells: string[]): number {
  quick.forget();
  steady.forget();
  for (const [index, code] of cells.entries()) {
    number += 1;
    const compilation = QuickChecker.suits(code) ? quick.compile(number, code) : undefined;
    if (!compilation?.ok) return index;
    assert.deepEqual(compilation, steady.compile(number, code), code);
  }
  return cells.length;
}

describe("the quick checker", () => {
  it("finds nothing wrong only where the steady one finds nothing wrong, and makes the same JavaScript", () => {
    let passed = 0;
    for (const { cells } of sessions) {
      const codes = cells.map((cell) => (typeof cell === "string" ? cell : cell.code));
      for (const session of [codes, ...codes.map((code) => [code])]) passed += compileFirst(session);
    }
    assert.ok(passed > 150, `${passed} cells`);
  });

  it("has no answer when its process does not live, before that is known and after", async () => {
    const dead = new QuickChecker(folder, ["-e", ""], () => {});
    const ask = { what: "compile", cell: 1, code: "1 + 1" } as const;
    assert.equal(await dead.ask(ask), undefined);
    assert.equal(await dead.ask(ask), undefined);
  });

  it("leaves to the other what reaches beyond the cell or is there for all", () => {
    for (const code of ['import "a"', 'import("a")', 'export * from "a"', "declare global {}", "/** @module a */", "namespace a {} module b {}", "// @ts-ignore\nconst p = process"]) {
      assert.equal(QuickChecker.suits(code), false, code);
    }
    for (const code of ["process.cwd()", "Buffer.alloc(1)", 'require("node:fs")', "const wrong: string = 1", "console.table([])"]) {
      assert.equal(quick.compile(++number, code).ok, false, code);
    }
    assert.equal(QuickChecker.suits("const important = 1; important") && quick.compile(++number, "const important = 1; important").ok, true);
  });
});
