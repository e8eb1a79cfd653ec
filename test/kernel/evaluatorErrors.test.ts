import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { plainError, Stage, textOf } from "./stageEvaluator";

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "slope-errors-")));
writeFileSync(path.join(folder, "module.ts"), `interface Row {\n  value: number;\n}\nexport function check(row: Row): number {\n  if (row.value > 1) throw new RangeError("too much");\n  return row.value;\n}\n`);

describe("an error in a cell", () => {
  const stage = new Stage({ folder });
  after(() => stage.evaluator.close());
  after(() => rmSync(folder, { recursive: true }));

  it("names its TypeScript lines in every cell, and quotes them", async () => {
    await stage.run(`interface Pair { a: number }\nfunction inner(pair: Pair): number {\n  if (pair.a > 0) throw new TypeError("boom");\n  return 0;\n}`);
    const { ename, evalue, traceback } = await stage.error(`type Unused = {\n  b: string;\n};\n\nfunction outer() {\n  const x = 2;\n  return inner({ a: x });\n}\nouter();`);
    assert.deepEqual([ename, evalue], ["TypeError", "boom"]);
    const [one, two] = [stage.cell - 1, stage.cell];
    assert.deepEqual(traceback, [
      "TypeError: boom",
      `    at cell ${one}, line 3, in inner`,
      "      1 | interface Pair { a: number }",
      "      2 | function inner(pair: Pair): number {",
      `    > 3 |   if (pair.a > 0) throw new TypeError("boom");`,
      "        |                         ^",
      `    at cell ${two}, line 7, in outer`,
      "    > 7 |   return inner({ a: x });",
      traceback[8],
      `    at cell ${two}, line 9`,
      "    > 9 | outer();",
      traceback[11],
    ]);
    assert.match(traceback[8]!, /^ {8}\| {10,15}\^$/);
  });

  it("is located in local modules, by their path from the notebook", async () => {
    const { traceback } = await stage.error(`import { check } from "./module";\ncheck({ value: 2 });`);
    assert.deepEqual(traceback.slice(0, 6), [
      "RangeError: too much",
      "    at module.ts:5:28, in check",
      "      3 | }",
      "      4 | export function check(row: Row): number {",
      `    > 5 |   if (row.value > 1) throw new RangeError("too much");`,
      "        |                            ^",
    ]);
    assert.match(traceback[6]!, new RegExp(`at cell ${stage.cell}, line 2$`));
  });

  it("is located after awaits, in timers, and in stacks that the cell itself reads", async () => {
    const { traceback } = await stage.error(`async function late() {\n  await null;\n  throw new Error("later");\n}\nawait late();`);
    assert.ok(traceback.includes(`    at cell ${stage.cell}, line 3, in late`), traceback.join("\n"));
    assert.ok(traceback.includes(`    at cell ${stage.cell}, line 5`), traceback.join("\n"));
    assert.match((await stage.result(`\n\nnew Error("read").stack!`))!, new RegExp(`^Error: read\\n    at cell ${stage.cell}:3:\\d+$`));
  });

  it("shows no frame of the kernel, nor what lies around the cell", async () => {
    const traces = [
      await stage.error(`throw new Error("a")`),
      await stage.error(`await Promise.reject(new Error("b"))`),
      await stage.error(`[1].map(() => { throw new Error("c"); })`),
    ];
    for (const { traceback } of traces) assert.doesNotMatch(traceback.join("\n"), /node:internal|kernel|build\/src|interruptible/);
  });

  it("lists its causes, the errors of an aggregate, and what else it says of itself", async () => {
    const { traceback } = await stage.error(`throw new Error("outer", { cause: new RangeError("inner", { cause: "words" }) });`);
    assert.deepEqual(traceback.filter((line) => /^\S/.test(line)), ["Error: outer", "Caused by: RangeError: inner", "Caused by: Uncaught: 'words'"]);
    const several = await stage.error(`throw new AggregateError([new Error("a"), new TypeError("b")], "both")`);
    assert.deepEqual(several.traceback.filter((line) => /^\S/.test(line)), ["AggregateError: both", "Error 1: Error: a", "Error 2: TypeError: b"]);
    const missing = await stage.error(`import { readFileSync } from "node:fs"; readFileSync("/nowhere/at/all")`);
    assert.match(missing.traceback.join("\n"), /ENOENT.*code: 'ENOENT'/s);
    const circle = await stage.error(`const circle = new Error("circle"); circle.cause = circle; throw circle;`);
    assert.equal(circle.traceback.filter((line) => /circle/.test(line) && !/\|/.test(line)).length, 1);
  });

  it("may be anything", async () => {
    for (const [code, ename, evalue] of [
      [`throw "words"`, "Uncaught", "'words'"],
      [`throw { a: 1 }`, "Uncaught", "{ a: 1 }"],
      [`throw undefined`, "Uncaught", "undefined"],
      [`class Own extends Error {} throw new Own("mine")`, "Own", "mine"],
      [`class Named extends Error { override name = "Special" } throw new Named("mine")`, "Special", "mine"],
      [`throw new DOMException("stop", "AbortError")`, "AbortError", "stop"],
      [`const mad = new Error("x"); Object.defineProperty(mad, "message", { get() { throw 1; } }); throw mad`, "Error", /cannot be described/],
      [`throw new Proxy({}, { get() { throw 2; }, getPrototypeOf() { throw 3; } })`, /Uncaught|Error/, /./],
    ] as const) {
      const error = await stage.error(code);
      assert.match(error.ename, typeof ename === "string" ? new RegExp(`^${ename}$`) : ename, code);
      if (typeof evalue === "string") assert.equal(error.evalue, evalue, code);
      else assert.match(error.evalue, evalue, code);
    }
  });

  it("speaks of what is no function, or no other thing, by the names that the cell gives it", async () => {
    await stage.run(`import * as files from "node:path"; import { join as unite } from "path"; const none: any = 1, 无: any = {}; function indirect() { none(); }`);
    for (const [code, evalue] of [
      ["none()", "none is not a function"],
      ["indirect()", "none is not a function"],
      ["无.member()", "无.member is not a function"],
      ["new none()", "none is not a constructor"],
      ["[...none]", /^none is not iterable|Spread syntax/],
      ["for (const one of none) one", "none is not iterable"],
      ["(files as any).nowhere()", "files.nowhere is not a function"],
      ["(unite as any).nowhere()", "join.nowhere is not a function"],
      ["const none = '2' as any; none()", "none is not a function"],
      ["throw new Error('(0 , $a.v)')", "(0 , $a.v)"],
    ] as const) {
      const found = await stage.error(code);
      if (typeof evalue === "string") assert.equal(found.evalue, evalue);
      else assert.match(found.evalue, evalue);
      assert.equal(found.traceback[0]!.endsWith(found.evalue), true);
    }
    assert.equal(await stage.result(`let message = ""; try { none() } catch (error) {message = (error as Error).message}\nmessage`), "none is not a function");
    assert.match((await stage.result(`(() => { try { none() } catch (error) { return (error as Error).stack! } })()!`))!, /^TypeError: none is not a function\n/);
  });

  it("is short in a recursion without end", async () => {
    const { ename, traceback } = await stage.error(`function again(): number {\n  return again() + 1;\n}\nagain();`);
    assert.equal(ename, "RangeError");
    assert.ok(traceback.length < 15, traceback.join("\n"));
  });

  it("leaves names that were not reached to be taken back", async () => {
    const { outcome } = await stage.run(`const reached = 1; throw new Error("between"); const beyond = 2;`);
    assert.ok(outcome.status === "error");
    assert.deepEqual(outcome.missing, ["beyond"]);
    assert.equal(await stage.result("reached"), "1");
  });
});

describe("an error that nobody awaits", () => {
  const stage = new Stage();
  after(() => stage.evaluator.close());

  it("is the cell's own when it comes before the cell is done", async () => {
    assert.equal((await stage.error(`Promise.reject(new RangeError("lost")); 1`)).evalue, "lost");
    assert.equal((await stage.error(`void (async () => { await null; throw new Error("soon"); })();`)).evalue, "soon");
    assert.equal((await stage.error(`queueMicrotask(() => { throw new Error("micro"); });`)).evalue, "micro");
    assert.equal((await stage.error(`process.nextTick(() => { throw new Error("tick"); });`)).evalue, "tick");
    assert.equal((await stage.error(`setTimeout(() => { throw new Error("timer"); }, 20); await new Promise(() => {});`)).evalue, "timer");
  });

  it("says that nothing awaits it", async () => {
    const { traceback } = await stage.error(`import { readFile } from "node:fs/promises"; const text = readFile("no such file"); await new Promise((done) => setTimeout(done, 200));`);
    assert.match(traceback.at(-1)!, /a promise that nothing awaits: with `await`/);
    assert.doesNotMatch((await stage.error(`await Promise.reject(new Error("awaited"))`)).traceback.join("\n"), /nothing awaits/);
  });

  it("is none when somebody does", async () => {
    assert.equal(await stage.result(`Promise.reject(new Error("caught")).catch(() => "kept"); 1`), "1");
    assert.equal(await stage.result(`await Promise.allSettled([Promise.reject(1)]).then(([first]) => first!.status)`), "rejected");
  });

  it("is shown at the cell that started it when it comes later, and nothing else stops", async () => {
    const from = stage.heard.length;
    await stage.run(`setTimeout(() => { throw new TypeError("late"); }, 30);\nsetTimeout(() => { void Promise.reject(new Error("later")); }, 40);`);
    const started = stage.cell;
    const { outcome } = await stage.run(`await new Promise((done) => setTimeout(done, 150)); "unharmed"`);
    assert.equal(outcome.status, "ok");
    const strays = stage.heard.slice(from).flatMap((said) => (said.type === "stray" ? [said] : []));
    assert.deepEqual(strays.map(({ cell, error }) => [cell, error.ename, error.evalue]), [[started, "TypeError", "late"], [started, "Error", "later"]]);
    assert.ok(plainError(strays[0]!.error).traceback.includes(`    at cell ${started}, line 1, in Timeout._onTimeout`));
  });

  it("does not hide what was printed before", async () => {
    const { outcome, heard } = await stage.run(`console.log("before"); throw new Error("after");`);
    assert.equal(outcome.status, "error");
    assert.equal(textOf(heard), "before\n");
  });
});
