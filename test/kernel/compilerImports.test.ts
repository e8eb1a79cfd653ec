import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { Cells } from "./stageCells";

const cells = new Cells();
beforeEach(() => cells.forget());
after(() => cells.close());

describe("packages", () => {
  it("that are ES modules only, found through their exports map with types", async () => {
    cells.install("only-esm", { type: "module", exports: { ".": { types: "./index.d.ts", import: "./index.js" }, "./extra": { types: "./extra.d.ts", default: "./extra.js" } } }, {
      "index.js": "export const three = 3; export default () => 'default';", "index.d.ts": "export declare const three: number; export default function (): string;",
      "extra.js": "export class Extra { v = 4 }", "extra.d.ts": "export declare class Extra { v: number }",
    });
    assert.equal(await cells.value('import make, { three } from "only-esm"; import { Extra } from "only-esm/extra"; make() + three + new Extra().v'), "default34");
    assert.equal(await cells.value("make().length + three"), 10);
    assert.deepEqual(await cells.codes("const t: string = three"), [[2322, "1:7"]]);
    assert.equal(await cells.value('import * as all from "only-esm"; all.three + all.default().length'), 10);
  });

  it("that await while they load", async () => {
    cells.install("awaiting", { type: "module", exports: "./index.js", types: "./index.d.ts" }, {
      "index.js": "export const late = await Promise.resolve(5);", "index.d.ts": "export declare const late: number;",
    });
    assert.equal(await cells.value('import { late } from "awaiting"; late'), 5);
    assert.equal(await cells.value('(await import("awaiting")).late'), 5);
  });

  it("of CommonJS, with and without a default", async () => {
    cells.install("common", { main: "index.js", types: "index.d.ts" }, {
      "index.js": "module.exports = Object.assign(() => 'called', { part: 6 });", "index.d.ts": "declare const f: { (): string; part: number }; export = f;",
    });
    assert.equal(await cells.value('import common, { part } from "common"; common() + part'), "called6");
    assert.equal(await cells.value('import * as path from "node:path"; import { join } from "path"; path.basename(join("a", "b"))'), "b");
  });

  it("without types, of which anything may be said", async () => {
    cells.install("untyped", { main: "index.js" }, { "index.js": "exports.v = 7;" });
    assert.equal(await cells.value('import { v } from "untyped"; v.whatever ?? v'), 7);
  });

  it("installed while the kernel runs", async () => {
    assert.deepEqual(await cells.codes('import { n } from "new-one"'), [[2307, "1:19"]]);
    cells.install("new-one", { main: "index.js", types: "index.d.ts" }, { "index.js": "exports.n = 8;", "index.d.ts": "export declare const n: number;" });
    assert.equal(await cells.value('import { n } from "new-one"; n'), 8);
  });

  it("that tell the whole world of a name: no cell knows it before", async () => {
    cells.install("worldly", { main: "index.js", types: "index.d.ts" }, {
      "index.js": "globalThis.world = 9;", "index.d.ts": "declare global { var world: number } export {};",
    });
    assert.deepEqual(await cells.codes("world"), [[2304, "1:1"]]);
    await cells.value("let before = 1");
    assert.equal(await cells.value('import "worldly"; world + before'), 10);
    assert.equal(await cells.value("world"), 9);
  });

  it("of Slope's own where the notebook's folder has none", async () => {
    assert.equal(await cells.value('import { LinearRegression } from "slope"; new LinearRegression().fit.name'), "fit");
    assert.deepEqual(await cells.codes("const n: number = LinearRegression"), [[2322, "1:7"]]);
  });

  it("imported for a type only are not loaded", async () => {
    cells.install("explosive", { main: "index.js", types: "index.d.ts" }, { "index.js": "throw new Error('loaded');", "index.d.ts": "export interface T { a: number } export declare const v: number;" });
    assert.equal(await cells.value('import { T } from "explosive"; import type { v } from "explosive"; const t: T = { a: 1 }; t.a'), 1);
    await assert.rejects(cells.value('import { v } from "explosive"; v'), /loaded/);
  });
});

describe("local modules", () => {
  it("are found with and without extension, beside the notebook and elsewhere", async () => {
    cells.write("beside.ts", "export const a: number = 1; export default 'default';");
    cells.write("lib/inner.ts", 'import { a } from "../beside"; export const b = a + 1; export enum Colour { Red, Green }');
    assert.equal(await cells.value('import d, { a } from "./beside"; import { b, Colour } from "./lib/inner.js"; import { a as again } from "./beside.ts"; d + a + b + again + Colour.Green'), "default1211");
  });

  it("that changed are fresh in the next cell that imports them, and functions that use them follow", async () => {
    cells.write("deep.ts", "export const version = () => 'one';");
    cells.write("shallow.ts", 'import { version } from "./deep"; export const text = () => "version " + version();');
    await cells.value('import { text } from "./shallow"; const use = () => text()');
    cells.write("deep.ts", "export const version = () => 'two';");
    assert.equal(await cells.value("use()"), "version one");
    assert.equal(await cells.value('import { text } from "./shallow"; [text(), use()].join()'), "version two,version two");
  });

  it("that changed their types leave the functions that do not fit with the old ones", async () => {
    cells.write("typed.ts", "export const f = () => 'old';");
    await cells.value('import { f } from "./typed"; const use = () => f().length');
    cells.write("typed.ts", "export const f = (n: number) => n;");
    assert.equal(await cells.value('import { f } from "./typed"; f(2)'), 2);
    assert.equal(await cells.value("use()"), 3);
  });

  it("do not lose their state while they stay the same", async () => {
    cells.write("state.ts", "export let count = 0; export const add = () => { count += 1; };");
    await cells.value('import { add } from "./state"; add()');
    assert.equal(await cells.value('import { add, count } from "./state"; add(); count'), 2);
    assert.equal(await cells.value("count"), 2);
  });

  it("with errors stop the cell, and say where", async () => {
    cells.write("wrong.ts", "export const one = 1;\nexport const n: number = 'x';");
    assert.deepEqual(await cells.codes('import { n } from "./wrong"'), [[2322, "wrong.ts2:14"]]);
    cells.write("wrong.ts", "export const n: number = 2;");
    assert.equal(await cells.value('import { n } from "./wrong"; n'), 2);
  });

  it("that await on their top are refused, and say where", async () => {
    cells.write("waits.ts", "export const f = async () => { await null; };\nexport const v = await f();");
    assert.deepEqual(await cells.codes('import { v } from "./waits"'), [[1378, "waits.ts2:18"]]);
    cells.write("waits.ts", "export const f = async () => { await null; for await (const x of [1]) return x; };");
    assert.equal(await cells.value('import { f } from "./waits"; await f()'), 1);
  });

  it("that come and go", async () => {
    assert.equal((await cells.codes('import { here } from "./coming"')).length, 1);
    cells.write("coming.ts", "export const here = true;");
    assert.equal(await cells.value('import { here } from "./coming"; here'), true);
  });

  it("in JavaScript, of both kinds", async () => {
    cells.write("old.js", "exports.u = 3;");
    cells.write("new.mjs", "export const m = 4;");
    assert.equal(await cells.value('import { u } from "./old"; import { m } from "./new.mjs"; u + m'), 7);
  });

  it("in JSON, which is fresh as well", async () => {
    cells.write("data.json", '{ "x": [1, 2] }');
    assert.equal(await cells.value('import data from "./data.json"; data.x.length'), 2);
    assert.equal((await cells.codes("data.y")).length, 1);
    cells.write("data.json", '{ "x": [1, 2, 3] }');
    assert.equal(await cells.value('import data from "./data.json"; data.x.length'), 3);
    assert.equal(await cells.value('require("./data.json").x.length'), 3);
  });

  it("by import()", async () => {
    cells.write("dynamic.ts", "export const v = 1;");
    assert.equal(await cells.value('const { v } = await import("./dynamic"); v'), 1);
    await assert.rejects(cells.value('await import(["./no", "where"].join("") as string)'), /Cannot find module/);
  });
});
