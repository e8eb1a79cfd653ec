import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "./folders";
import { Stage, textOf } from "./stageEvaluator";

describe("the result of a cell", () => {
  const stage = new Stage();
  after(() => stage.evaluator.close());

  for (const [code, text] of [
    ["1 + 1", "2"],
    ["'words'", "words"],
    ["({ a: { b: { c: { d: 1 } } } })", "{ a: { b: { c: [Object] } } }"],
    ["null", "null"],
    ["10n ** 20n", "100000000000000000000n"],
    ["new Map([[1, new Set(['a'])]])", "Map(1) { 1 => Set(1) { 'a' } }"],
    ["Float32Array.of(1.5, 2)", "Float32Array(2) [1.5, 2.0]"],
    ["Promise.resolve(3)", "Promise { 3 }"],
    ["await Promise.resolve(4)", "4"],
    ["(function named() {})", "[Function: named]"],
    ["new Proxy({ a: 1 }, {})", "{ a: 1 }"],
  ] as const) {
    it(`${code} is ${text.replace(/\n/g, " ")}`, async () => assert.equal(await stage.result(code), text));
  }

  it("is none for undefined and for statements", async () => {
    assert.equal(await stage.result("undefined"), undefined);
    assert.equal(await stage.result("const a = 1;"), undefined);
    assert.equal(await stage.result("for (const i of [1]) i;"), undefined);
    assert.equal(await stage.result("void 0"), undefined);
  });

  it("is an error with its stack in the cell's lines", async () => {
    assert.equal(await stage.result(`\n// a comment\nnew RangeError("far")`), `RangeError: far\n    at cell ${stage.cell}:3:1`);
  });

  it("is a tensor's type, shape and values", async () => {
    assert.equal(
      await stage.result(`import * as tf from "@tensorflow/tfjs-node"; tf.tensor2d([[1, 2], [3, 4]])`),
      "Tensor float32 [2, 2]\n[[1, 2],\n [3, 4]]",
    );
    assert.match((await stage.result(`const gone = tf.tensor1d([1]); gone.dispose(); gone`))!, /disposed/);
  });

  it("is what a value says itself, also asynchronously, and its error when it cannot", async () => {
    const { outcome } = await stage.run(`({ [Symbol.for("Jupyter.display")]: async () => ({ "text/html": "<b>b</b>", "text/plain": "b" }) })`);
    assert.deepEqual(outcome, { status: "ok", result: { data: { "text/html": "<b>b</b>", "text/plain": "b" }, metadata: {} } });
    const error = await stage.error(`({ [Symbol.for("Jupyter.display")]: () => { throw new TypeError("no picture"); } })`);
    assert.deepEqual([error.ename, error.evalue], ["TypeError", "no picture"]);
  });

  it("is JSON through and through", async () => {
    const { outcome } = await stage.run(
      `({ [Symbol.for("Jupyter.display")]: () => ({ "application/json": { at: new Date(0), f() {} }, "image/png": Uint8Array.of(1, 2), "text/plain": "" }) })`,
    );
    assert.ok(outcome.status === "ok");
    assert.deepEqual(outcome.result!.data, { "application/json": { at: "1970-01-01T00:00:00.000Z" }, "image/png": "AQI=", "text/plain": "" });
  });
});

describe("tslab's module", () => {
  const stage = new Stage();
  after(() => stage.evaluator.close());

  it("shows every format", async () => {
    const { heard } = await stage.run(`
      import * as tslab from "tslab";
      const { display } = tslab;
      display.html("<b>"); display.markdown("**b**"); display.latex("$b$"); display.svg("<svg/>"); display.javascript("1");
      display.text("t"); display.png(Uint8Array.of(1)); display.jpeg(Uint8Array.of(2)); display.gif(Uint8Array.of(3));
      display.pdf(Uint8Array.of(4)); display.raw("text/x", "raw"); display.raw("image/x", Uint8Array.of(5));`);
    assert.deepEqual(
      heard.map((said) => said.type === "display" && !said.update && said.displayId === undefined && said.data),
      [
        { "text/html": "<b>" }, { "text/markdown": "**b**" }, { "text/latex": "$b$" }, { "image/svg+xml": "<svg/>" },
        { "text/javascript": "1" }, { "text/plain": "t" }, { "image/png": "AQ==" }, { "image/jpeg": "Ag==" },
        { "image/gif": "Aw==" }, { "application/pdf": "BA==" }, { "text/x": "raw" }, { "image/x": "BQ==" },
      ],
    );
  });

  it("updates what newDisplay has shown", async () => {
    const { heard } = await stage.run(`const d = tslab.newDisplay(); d.text("a"); d.html("b"); tslab.newDisplay().text("c");`);
    const shown = heard.flatMap((said) => (said.type === "display" ? [said] : []));
    assert.deepEqual(shown.map(({ update }) => update), [false, true, false]);
    assert.equal(shown[0]!.displayId, shown[1]!.displayId);
    assert.notEqual(shown[0]!.displayId, shown[2]!.displayId);
  });

  it("tells the versions, and is there for require too", async () => {
    assert.match((await stage.result(`tslab.versions.tslab + " " + tslab.versions.node`))!, /^\d+\.\d+\.\d+ v\d+/);
    assert.equal(await stage.result(`require("tslab").display === tslab.display`), "true");
  });
});

describe("a package that is preloaded", () => {
  const folder = temporaryFolder("preload");
  mkdirSync(path.join(folder, "node_modules/counted"), { recursive: true });
  writeFileSync(path.join(folder, "node_modules/counted/index.js"), 'globalThis.times = (globalThis.times ?? 0) + 1; console.log("loads"); module.exports = { times };');
  const stage = new Stage({ folder });
  after(() => stage.evaluator.close());

  it("is loaded once, prints at its cell, and is a mistake of the cell's only where there is none", async () => {
    stage.evaluator.preload(1, ["counted", "not-there"]);
    assert.equal(await stage.result('require("counted").times'), "1");
    assert.equal(textOf(stage.heard, "stdout", 1), "loads\n");
    assert.equal((await stage.error('require("not-there")')).ename, "Error");
  });
});
