import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Completeness, Completions } from "../../src/kernel/parts";
import { Cells } from "./stageCells";

const cells = new Cells();
after(() => cells.close());

/** The completions where `|` stands. */
function complete(code: string): Promise<Completions> {
  return cells.checker.complete(code.replace("|", ""), code.indexOf("|"));
}

async function completed(code: string): Promise<string> {
  const { start, end, matches } = await complete(code);
  const text = code.replace("|", "");
  return text.slice(0, start) + matches[0]?.text + text.slice(end);
}

describe("completion", () => {
  before(() => cells.value('import * as tf from "@tensorflow/tfjs-node"; const tensor = tf.scalar(1); const 学习率 = 0.1; const record = { alpha: 1, beta: "b" }; undefined'));

  it("replaces what was typed of a name", async () => {
    assert.equal(await completed("Math.sq|"), "Math.sqrt");
    assert.equal(await completed("[1].ma| + 1"), "[1].map + 1");
    assert.equal(await completed("recor|.alpha"), "record.alpha");
    assert.equal(await completed("Math.fl|oor(1)"), "Math.floor(1)");
    assert.equal(await completed("record.|"), "record.alpha");
    assert.equal(await completed("const own = 1;\now|"), "const own = 1;\nown");
    assert.equal(await completed("'😀' + 学|"), "'😀' + 学习率");
    assert.equal(await completed("math.|; Mat|".replace("|", "")), "math.; Math");
  });

  it("finds names that differ in case, or hold what was typed", async () => {
    assert.equal(await completed("record.ALPH|"), "record.alpha");
    assert.ok((await complete("tensor.um|")).matches.some(({ text }) => text === "cumsum"));
  });

  it("offers the notebook's own names before all others", async () => {
    const own = (await complete("|")).matches.map(({ text }) => text);
    assert.ok(own.includes("tensor") && own.indexOf("tensor") < own.indexOf("Array"), own.slice(0, 20).join(" "));
    assert.equal((await complete("const zero = 1; |")).matches.slice(0, 20).some(({ text }) => text === "zero"), true);
  });

  it("knows the kinds", async () => {
    const { matches } = await complete("tensor.ad|");
    assert.deepEqual(matches[0], { text: "add", kind: "method" });
  });

  it("finds object keys, files to import, and members in the same cell's imports", async () => {
    assert.equal(await completed("const r: { gamma: number } = { ga| }"), "const r: { gamma: number } = { gamma }");
    cells.write("beside.ts", "export const besideMe = 1;");
    assert.equal(await completed('import { besideMe } from "./besi|"'), 'import { besideMe } from "./beside"');
    assert.equal(await completed('import * as beside from "./beside"; beside.be|'), 'import * as beside from "./beside"; beside.besideMe');
    assert.equal(await completed('import { besi| } from "./beside"'), 'import { besideMe } from "./beside"');
  });

  it("offers nothing in comments and broken places, and does not break", async () => {
    assert.deepEqual((await complete("// Math.|")).matches, []);
    for (const code of ["|", ".|", "((|", "'|", "`${|", "class {|", "import |", "\ud83d|"]) await complete(code);
  });

  it("of a tensor's members is quick", async () => {
    const times: number[] = [];
    for (let i = 0; i < 21; i += 1) {
      const start = performance.now();
      assert.ok((await complete("tensor.|")).matches.length > 100);
      times.push(performance.now() - start);
    }
    console.log(`completion of a tensor's members: ${times[0]!.toFixed(0)} ms first, ${times.sort((a, b) => a - b)[10]!.toFixed(1)} ms median`);
  });
});

describe("inspection", () => {
  const inspect = (code: string, detail: 0 | 1 = 0) => cells.checker.inspect(code.replace("|", ""), code.indexOf("|"), detail);

  it("gives the type and the documentation", async () => {
    const { found, text, markdown } = await inspect("tf.sca|lar(1)");
    assert.equal(found, true);
    assert.match(text, /scalar\(value: .*\): tf\.Scalar/);
    assert.match(text, /Creates rank-0/);
    assert.match(markdown, /```typescript\n/);
    assert.doesNotMatch(text, /@param/);
  });

  it("says more when asked for more", async () => {
    assert.match((await inspect("tf.sca|lar(1)", 1)).text, /@param value — The value of the scalar/);
  });

  it("works at the end of a name, on names of earlier cells, and behind a parenthesis", async () => {
    assert.match((await inspect("record|")).text, /const record: \{/);
    assert.match((await inspect("record.alpha|")).text, /alpha: number/);
    assert.match((await inspect("Math.max(1, |")).text, /max\(\.\.\.values: number\[\]\): number/);
    assert.match((await inspect("/** Doubles. */ function twice(n: number) { return 2 * n }\ntwi|ce")).text, /Doubles\./);
  });

  it("finds nothing where nothing is", async () => {
    for (const code of ["|", "nobody|", "  |  ", "1 + |"]) assert.equal((await inspect(code)).found, false, code);
  });
});

describe("whether a cell is complete", () => {
  const answers: [code: string, answer: Completeness][] = [
    ["", { status: "complete" }],
    ["1 + 1", { status: "complete" }],
    ["for (const i of [1]) {\n  i;\n}", { status: "complete" }],
    ["await Promise.resolve(1)", { status: "complete" }],
    ["const a: number = 'wrong type'", { status: "complete" }],
    ["for (let i = 0; i < 3; i++) {", { status: "incomplete", indent: "  " }],
    ["if (true) {\n  f(1)", { status: "incomplete", indent: "  " }],
    ["const list = [\n  1,", { status: "incomplete", indent: "  " }],
    ["f(1, ", { status: "incomplete", indent: "  " }],
    ["const x =", { status: "incomplete", indent: "" }],
    ["type A =", { status: "incomplete", indent: "" }],
    ["let x: ", { status: "incomplete", indent: "" }],
    ["try { f() }", { status: "incomplete", indent: "" }],
    ["1 +", { status: "incomplete", indent: "" }],
    ["`text", { status: "incomplete", indent: "" }],
    ["`text ${", { status: "incomplete", indent: "  " }],
    ["/* remark", { status: "incomplete", indent: "" }],
    ["class A {\n  m() {", { status: "incomplete", indent: "    " }],
    ["import { a", { status: "incomplete", indent: "  " }],
    ["import", { status: "incomplete", indent: "" }],
    ["f();\nimport ", { status: "incomplete", indent: "" }],
    ["export", { status: "incomplete", indent: "" }],
    ["export type", { status: "incomplete", indent: "" }],
    ["export async", { status: "incomplete", indent: "" }],
    ["export interface", { status: "incomplete", indent: "" }],
    ["const", { status: "incomplete", indent: "" }],
    ["if (a) f(); else", { status: "incomplete", indent: "" }],
    ["'text", { status: "invalid" }],
    ["else", { status: "invalid" }],
    ["import 5", { status: "invalid" }],
    ["import\n\n\n", { status: "invalid" }],
    ["const\n\n\n", { status: "invalid" }],
    ["let 1x", { status: "invalid" }],
    ["}", { status: "invalid" }],
    ["f(1))", { status: "invalid" }],
    ["if (true) {\n\n\n", { status: "invalid" }],
  ];
  for (const [code, answer] of answers) {
    it(`${JSON.stringify(code)}: ${answer.status}`, async () => assert.deepEqual(await cells.checker.isComplete(code), answer));
  }
});
