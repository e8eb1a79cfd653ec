import assert from "node:assert/strict";
import { SourceMap, type SourceMapping } from "node:module";
import { after, beforeEach, describe, it } from "node:test";
import { Cells } from "./stageCells";

const cells = new Cells();
beforeEach(() => cells.forget());
after(() => cells.close());

/** Cells that are refused: TypeScript's number and the place. */
const refused: [sentence: string, code: string, found: [number, string][]][] = [
  ["a wrong type", 'const ok = 1;\nconst a: number = "x"', [[2322, "2:7"]]],
  ["an unknown name", "nobody", [[2304, "1:1"]]],
  ["a name that is nearly one", "consolee.log(1)", [[2552, "1:1"]]],
  ["an unknown member", "[1].lenght", [[2551, "1:5"]]],
  ["a wrong argument", "Math.max('a')", [[2345, "1:10"]]],
  ["a constant assigned to", "const c = 1; c = 2", [[2588, "1:14"]]],
  ["a name declared twice in a cell", "let a = 1; let a = 2", [[2451, "1:5"], [2451, "1:16"]]],
  ["broken syntax", "const a = ;", [[1109, "1:11"]]],
  ["a variable used before it is declared", "early; let early = 1", [[2448, "1:1"]]],
  ["return on top", "return 1", [[1108, "1:1"]]],
  ["a module that is not there", 'import { x } from "./not-there"', [[2307, "1:19"]]],
  ["a member that a module lacks", 'import { nope } from "fs"', [[2305, "1:10"]]],
  ["an expected error that does not come", "// @ts-expect-error\nlet fine: number = 1", [[2578, "1:1"]]],
];

describe("what TypeScript says against a cell", () => {
  for (const [sentence, code, found] of refused) {
    it(`refuses ${sentence}`, async () => assert.deepEqual(await cells.codes(code), found));
  }

  it("says all of a message that has reasons, and where it ends", async () => {
    const [found] = await cells.diagnostics("const point: { x: { y: number } } = { x: { y: 'no' } }");
    assert.equal(found!.message, "Type 'string' is not assignable to type 'number'.");
    assert.deepEqual([found!.endLine, found!.endColumn], [1, 45]);
    const [long] = await cells.diagnostics("const f: (a: number) => string = (a: number) => a");
    assert.match(long!.message, /number/);
  });

  it("is not as strict as a program's", async () => {
    for (const code of ["let a = null; a = 1", "function f(x) { return x }", "const o: { a?: number } = {}; o.a.toFixed"]) {
      assert.deepEqual(await cells.codes(code), [], code);
    }
  });

  it("heeds @ts-ignore and @ts-expect-error", async () => {
    assert.deepEqual(await cells.codes("// @ts-ignore\nlet a: number = 'x'\n// @ts-expect-error\nlet b: number = 'x'"), []);
  });

  it("heeds @ts-nocheck in front of a cell, but not broken syntax", async () => {
    assert.equal(await cells.value("// @ts-nocheck\nconst unchecked: number = 'x'; [missing => 1][0](unchecked.nowhere)"), 1);
    assert.deepEqual(await cells.codes("// @ts-nocheck\nconst a = ;"), [[1109, "2:11"]]);
    assert.equal(await cells.value("unchecked + 1"), "x1");
  });

  it("leaves the scope as it was when a cell is refused", async () => {
    await cells.value("let kept = 1");
    assert.equal((await cells.codes("let kept = 'text'; let lost: number = 'x'")).length, 1);
    assert.equal(await cells.value("kept + 1"), 2);
    assert.deepEqual(await cells.codes("lost"), [[2304, "1:1"]]);
  });

  it("knows what the kernel gives every cell", async () => {
    assert.deepEqual(await cells.codes("const answer: string | null = prompt('?'); const sure: boolean = confirm('?'); alert('!')"), []);
  });

  it("checks an expression without keeping its names", async () => {
    await cells.value("let a = 1");
    assert.equal((await cells.checker.compileExpression(1_000_001, "const inner = a; inner")).ok, true);
    const wrong = await cells.checker.compileExpression(1_000_002, "inner");
    assert.equal(wrong.ok, false);
  });

  it("points at the name where an earlier cell's function is called", async () => {
    await cells.value("function fail() { throw new Error('no') }");
    const { sourceMap, javascript } = await cells.compiled("let a = 1;\n  fail()");
    const lines = javascript.split("\n");
    const line = lines.findIndex((text) => text.includes("$fail.v)()"));
    const call = new SourceMap(JSON.parse(sourceMap)).findEntry(line, lines[line]!.indexOf("()")) as SourceMapping;
    assert.deepEqual([call.originalLine, call.originalColumn], [1, 2]);
  });
});
