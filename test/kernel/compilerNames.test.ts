import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { Cells } from "./stageCells";

const cells = new Cells();
beforeEach(() => cells.forget());
after(() => cells.close());

/** Cells that run one after another, and what the last gives. */
const gives: [sentence: string, cells: string[], value: unknown][] = [
  ["a function sees what a later cell assigns", ["let x = 1; function f() { return x; } f()", "x = 5", "f()"], 5],
  ["a function sees a name declared anew with the same type", ["let rate = 0.1; const f = () => rate", "let rate = 0.5", "f()"], 0.5],
  ["a function calls what a later cell makes of the function it calls", ["function g() { return 1 } const f = () => g()", "function g() { return 2 }", "f()"], 2],
  ["code is strict, as TypeScript takes it to be: what cannot be assigned to is not passed over in silence", ["const fixed: any = Object.freeze({ a: 1 })", "try { fixed.a = 2 } catch (error) { (error as Error).name }", "let seen: any; try { fixed.a = 2 } catch (error) { seen = error }; seen instanceof TypeError"], true],
  ["a function in a block hides another only there", ["function f(): number { function g() { return 1 } { function g() { return 2 } g() } return g() }\nf()"], 1],
  ["a function keeps a name that is declared anew with another type", ["let x = 1; const f = () => x + 1", 'let x = "text"', "[f(), x].join()"], "2,text"],
  ["a constant declared anew with the same type is seen", ["const rate = 0.1; const f = () => rate", "const rate = 0.5", "f()"], 0.5],
  ["a type and a value of the same name live side by side", ["type Both = number", "const Both = 2", "const b: Both = Both; b"], 2],
  ["a value takes the place of a class", ["class A {}", "const A = 1", "A"], 1],
  ["a variable of an earlier cell is taken by a shorthand property", ["let x = 1", "({ x }).x"], 1],
  ["an earlier variable is taken apart", ["const earlier = { a: 1, b: { c: [2, 3] }, d: 4 }", "const { a: first, b: { c: [, second] }, ...rest } = earlier; [first, second, rest.d].join()"], "1,3,4"],
  ["earlier variables are assigned to by patterns", ["let a = 1, b = 2, c = 0", "[a, b] = [b, a]; ({ c = 7 } = {} as { c?: number }); [a, b, c].join()"], "2,1,7"],
  ["patterns with computed names and defaults", ['const key = "k"; const source: Record<string, number> = { k: 3 }', "let { [key]: v, w = 4 } = source; [v, w].join()"], "3,4"],
  ["assignments, increments, typeof", ["let n = 1", "n += 2; n++; `${n--} ${n} ${typeof n}`"], "4 3 number"],
  ["an earlier function called gets no this", ["function self(this: unknown) { return this === undefined || this === globalThis }", "self()"], true],
  ["nor does one called in brackets, or with a type said", ["function self(this: unknown) { return this === undefined || this === globalThis }", "[(self)(), self!(), (self as any)(), (<any>self)(), (self satisfies any)?.(), (self as any)`a`].join()"], "true,true,true,true,true,true"],
  ["a tagged template of an earlier cell", ["const tag = (strings: TemplateStringsArray, ...values: number[]) => strings.raw.join('|') + values", "tag`a${1}b`"], "a|b1"],
  ["functions keep the name of their variable", ["const arrow = () => 1, classy = class {}, { inner = function () {} } = {}", "[arrow.name, classy.name, inner.name].join()"], "arrow,classy,inner"],
  ["functions keep it also when their type is said", ["const arrow = (() => 1) as any, made = <any>function () {}", "arrow.name + made.name"], "arrowmade"],
  ["functions take the name of the variable that they are assigned to", ["let f: any, g: any, h: any, i: any", "f = () => 1; g ??= class {}; [h = function () {}] = []; ({ q: i = () => 2 } = {} as any); [f.name, g.name, h.name, i.name].join()"], "f,g,h,i"],
  ["a function that is the result has no name of the kernel's, nor if its type is said", ["((() => 1) as any)", "((() => 1) as any).name"], ""],
  ["a function that is the result has no name of the kernel's", ["(() => 1)", "(() => 1).name"], ""],
  ["a class makes an instance of itself while it is declared", ["class Single { static only = new Single(); value = 3 }", "Single.only.value"], 3],
  ["classes extend those of earlier cells", ["class Animal { name() { return 'animal' } }", "class Cat extends Animal { override name() { return `cat, ${super.name()}` } }", "new Cat().name()"], "cat, animal"],
  ["enumerations, constant ones too", ["enum E { A, B = 5 } const enum C { X = 3 }", "`${E.B} ${E[0]} ${C.X}`"], "5 A 3"],
  ["namespaces", ["namespace N { export const v = 1; export namespace M { export const w = v + 1 } }", "N.v + N.M.w"], 3],
  ["a function with properties", ["function f() { return f.count } namespace f { export let count = 2 }", "f.count = 4; f()"], 4],
  ["export says nothing more", ["export const a = 1; export function f() { return a } export class K { v = f() } export default f", "new K().v"], 1],
  ["var in blocks and loops belongs to the cell", ["for (var i = 0; i < 3; i++) {} for (var k of [7, 8]) {} for (var p in { q: 1 }) {} if (i) { var deep = i }", "[i, k, p, deep].join()"], "3,8,q,3"],
  ["let in loops does not", ["let i = 9; for (let i = 0; i < 3; i++) {}", "i"], 9],
  ["parameters hide names of cells", ["let x = 1", "const f = (x: number, { y } = { y: x }) => x + y; f(10)"], 20],
  ["generators and async functions", ["function* g() { yield 1; yield 2 } async function h() { return [...g()] }", "(await h()).join()"], "1,2"],
  ["names with underscores in front", ["let __u = 1, _v = 2", "__u + _v"], 3],
  ["names that the compiler likes for itself", ["let $cell = 1; let $x = 2; let x = 3", "$cell + $x + x"], 6],
  ["names from Chinese texts", ["const 学习率 = 0.1, π = Math.PI", "学习率 * Math.round(π)"], 0.30000000000000004],
  ["a call that begins a line does not go on with the line before", ["let n = 0; function f() { n += 1 } const tag = (s: TemplateStringsArray) => f()", "let g = n\nf()\nif (n) f()\ntag`a`\n{\n  var o = g\n  f()\n}\nn"], 4],
  ["nor does a pattern that begins a line", ["let s = 'ab'", "let [p] = s\nvar { length } = s\n{\n  s\n  var [, q] = s\n}\n[p, length, q].join()"], "a,2,b"],
  ["nor does what follows a variable without a value", ["let f = () => 1", "{\n  var a\n  (f)\n  var b: number\n  [f].length\n  var c\n  `text`\n}\nif (f) var d\nelse var e\n;[a, b, c, d].join()"], ",,,"],
  ["variables with and without types and values", ["let a: number\nlet b: Record<string, number> = { x: 1 }, c!: string // said so\nvar d: number, e = 2\n;[a, b.x, c, d, e].join()"], ",1,,,2"],
  ["other names for members of namespaces", ["namespace N { export const v = 1; export type T = number }", "import w = N.v\nimport T = N.T\nconst t: T = w; t"], 1],
  ["members of enumerations that others are made of", ["enum E { A = 2 } const enum C { X = -3 }", "enum F { B = E.A << 1, D }\nC.X\nC.X.toString() + F.D"], "-35"],
  ["a decorated class knows itself as its decorator has it", ["const wrap = (inner: any): any => class Wrapped extends inner {}", "@wrap class Inner { static self() { return Inner } }\nInner.self().name"], "Wrapped"],
  ["classes with what only TypeScript knows", ["abstract class Base<T> { declare x: T; constructor(protected y: T) {} abstract f(): T }", "class Full extends Base<number> { accessor z = 2; constructor(); constructor() { super(3) } f() { return this.y! + (this.z as number) } }\nnew Full().f()"], 5],
  ["functions with several signatures", ["function either(x: string): string; function either(x: number): number; function either(x: any) { return x }", "either(1) + either('a')"], "1a"],
  ["decorators as TypeScript 5.0 has them", ["function mark(target: any) { target.marked = true } @mark class D { static marked: boolean }", "D.marked"], true],
  ["await on top", ["const later = await Promise.resolve(3)", "later"], 3],
  ["an immediately called async function", ["await (async () => 7)()"], 7],
  ["for await", ["const seen: number[] = []; for await (const v of [Promise.resolve(1), 2]) seen.push(v)", "seen.join()"], "1,2"],
  ["declare global", ["declare global { interface Array<T> { last(): T } } Array.prototype.last = function () { return this[this.length - 1] }", "[1, 2].last()"], 2],
  ["declare promises what is there already", ["(globalThis as any).given = 4; undefined", "declare const given: number; given", "given"], 4],
  ["no value for a statement", ["1; let a = 2"], undefined],
  ["import.meta, __dirname and require", ["typeof require('node:fs').readFileSync + (import.meta.dirname === __dirname)"], "functiontrue"],
  ["old types without their module's globals", ["interface Point { x: number }", "const p: Point = { x: 1 }; type Q = Point & { y: number }", "const q: Q = { ...p, y: 2 }; q.x + q.y"], 3],
  ["a first line for a shell is a comment", ["#!/usr/bin/env node\nconst a: number = 1", "#! also without types\na"], 1],
  ["this in a function is nothing where nobody gives it any", ["function self(this: unknown) { return this }\n[self(), (() => this)() === globalThis].join()"], ",true"],
  ["this on top is the global object", ["this === globalThis"], true],
];

describe("names among cells", () => {
  for (const [sentence, codes, value] of gives) {
    it(sentence, async () => assert.deepEqual(await cells.values(...codes), value));
  }

  it("leaves a promise that is the last value a promise", async () => {
    const value = await cells.scope.run(await cells.compiled("Promise.resolve(3)"));
    assert.ok(value?.value instanceof Promise);
  });

  it("takes names that a failed cell did not get to out of scope, and keeps the others", async () => {
    await cells.value("let a = 1, b = 'old'");
    await assert.rejects(cells.value("let a = 2; class Early {} let b = (() => { throw new Error('no') })(); let c = 3; class Late {}"), /no/);
    assert.deepEqual(await cells.value("[a, b, typeof Early]"), [2, "old", "function"]);
    assert.deepEqual(await cells.codes("c; Late"), [[2304, "1:1"], [2304, "1:4"]]);
  });

  it("takes all names of a cell whose import fails out of scope", async () => {
    await assert.rejects(cells.value('import "not-there"; let nothing = 1; function neither() {}'), /Cannot find module 'not-there'/);
    assert.deepEqual(await cells.codes("nothing; neither"), [[2304, "1:1"], [2304, "1:10"]]);
  });

  it("adds up sums of many terms, one a line", async () => {
    assert.equal(await cells.value(`const sum = ${"1 +\n".repeat(9999)} 1; sum`), 10_000);
  });

  it("adds up quickly among variables of earlier cells", async () => {
    await cells.value("let sum = 0; const step = 1");
    await cells.value("for (let i = 0; i < 3e6; i++) sum += step");
    const start = performance.now();
    assert.equal(await cells.value("for (let i = 0; i < 3e7; i++) sum += step; sum"), 3.3e7);
    console.log(`3e7 additions to an earlier cell's variable: ${(performance.now() - start).toFixed(0)} ms`);
  });

  it("does not slow down with the number of cells", async () => {
    const times: number[] = [];
    for (let i = 0; i < 300; i += 1) {
      const start = performance.now();
      await cells.value(`const v${i} = ${i}; v${i} + ${i ? `v${i - 1}` : 0}`);
      times.push(performance.now() - start);
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1]!;
    const [early, late] = [median(times.slice(50, 100)), median(times.slice(-50))];
    console.log(`a cell: ${early.toFixed(1)} ms early, ${late.toFixed(1)} ms after 250 others`);
    assert.ok(late < 4 * early + 5, `${late} ms against ${early} ms`);
  });
});

describe("cells that declare for all", () => {
  it("may run again, with another value or type", async () => {
    const code = (type: string, value: string) => `declare global { const fixed: ${type} } (globalThis as any).fixed = ${value}; fixed`;
    assert.equal(await cells.values(code("number", "4"), code("number", "5")), 5);
    assert.equal(await cells.values(code("string", "'six'"), "fixed.length"), 3);
  });

  it("leave nothing behind when they are refused, or only asked about", async () => {
    assert.equal((await cells.codes("declare global { interface Broken { a: number } } const wrong: number = 'x'")).length, 1);
    await cells.checker.complete("declare global { interface Leak { a: 1 } } 1", 44);
    assert.deepEqual(await cells.codes("let b: Broken; let l: Leak"), [[2304, "1:8"], [2304, "1:23"]]);
  });
});

describe("tslab's comments in front of a cell", () => {
  it("make a module of it, which is fresh when it runs again", async () => {
    await cells.value("/** @module made */\nexport const v: number = 3;");
    assert.equal(await cells.value("import { v } from './made'; v"), 3);
    await cells.value("/** @module made */\nexport const v: number = 4;");
    assert.equal(await cells.value("import { v } from './made'; v"), 4);
    assert.deepEqual(await cells.codes("/** @module wrong */\nexport const v: number = 'x'"), [[2322, "2:14"]]);
  });

  it("leave a browser's cell alone", async () => {
    assert.equal(await cells.value("/** @browser */\ndocument.body"), undefined);
    assert.equal(await cells.value("/** Plain documentation. */ const plain = 1; plain"), 1);
  });
});
