import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { EvaluatorProcess } from "../../src/kernel/evaluator";
import type { CompiledCell } from "../../src/kernel/parts";
import { temporaryFolder } from "./folders";
import { plainError, Stage, textOf, type Ran } from "./stageEvaluator";

describe("an interrupt", () => {
  const stage = new Stage();
  after(() => stage.evaluator.close());

  /** Interrupts a cell that runs; how it ended, and how many milliseconds after the interrupt. */
  async function interrupted(code: string): Promise<Ran & { after: number }> {
    const running = stage.run(code);
    await sleep(250);
    const asked = performance.now();
    stage.evaluator.interrupt();
    const ran = await running;
    return { ...ran, after: performance.now() - asked };
  }

  const kept = "kept = kept + 1; kept";
  let count = 0;

  it("needs something to interrupt", async () => {
    stage.evaluator.interrupt();
    assert.equal(await stage.result("let kept = 0; kept"), "0");
  });

  it("that comes after a cell which needs no guard stops no later one, which starts it", async () => {
    const stage = new Stage();
    assert.equal(await stage.result("let first = 1; first"), "1");
    stage.evaluator.interrupt();
    assert.equal(await stage.result("await new Promise((done) => setTimeout(done, 400)); [first].map((x) => x + 1)[0]"), "2");
    stage.evaluator.close();
  });

  for (const [what, code] of [
    ["a loop", "while (true) {}"],
    ["a promise that never settles", "await new Promise(() => {});"],
    ["a loop behind an await", "await null; while (true) {}"],
    ["a loop behind a timer", "await new Promise((done) => setTimeout(done, 20)); for (;;) {}"],
    ["awaits without end", "for (;;) await null;"],
    ["timers without end", "for (;;) await new Promise((done) => setTimeout(done, 10));"],
    ["ticks without end", "function tick() { process.nextTick(tick); } tick(); await new Promise(() => {});"],
    ["output without end", `for (;;) console.log("and on");`],
    ["displays without end", `import * as tslab from "tslab"; for (;;) tslab.display.html("<b>and on</b>");`],
    ["a loop that catches everything", "for (;;) { try { JSON.parse('{'); } catch {} finally {} }"],
    ["a loop in a function of Node's", `[1].forEach(() => { for (;;) {} });`],
    ["a regular expression without end", `/^(a+)+$/.test("a".repeat(40) + "b");`],
    ["a wait for another thread", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"],
    ["a child process that is waited for", `import { execSync } from "node:child_process"; execSync("sleep 20");`],
    ["a value that takes for ever to show itself", `({ [Symbol.for("Jupyter.display")]: () => new Promise(() => {}) })`],
  ] as const) {
    it(`ends ${what}, within a second, and variables keep their values`, async () => {
      const { outcome, after } = await interrupted(code);
      assert.ok(outcome.status === "error", JSON.stringify(outcome));
      assert.equal(outcome.error.ename, "KeyboardInterrupt");
      assert.ok(after < 1000, `${after} ms`);
      assert.equal(await stage.result(kept), String(++count));
    });
  }

  it("tells where the code stood", async () => {
    const { outcome } = await interrupted(`function spin() {\n  for (;;) {}\n}\nawait null;\nspin();`);
    assert.ok(outcome.status === "error");
    const { traceback } = plainError(outcome.error);
    assert.equal(traceback[0], "KeyboardInterrupt: interrupted");
    assert.ok(traceback.includes(`    at cell ${stage.cell}, line 2, in spin`), traceback.join("\n"));
    assert.ok(traceback.includes(`    at cell ${stage.cell}, line 5`), traceback.join("\n"));
  });

  it("ends a cell for good: what it had under way does not go on", async () => {
    await interrupted(`
      const beat = setInterval(() => console.log("beat"), 20);
      void (async () => { for (;;) { await new Promise((done) => setTimeout(done, 20)); console.log("step"); } })();
      await new Promise(() => {});`);
    await sleep(60);
    const from = stage.heard.length;
    assert.equal(await stage.result("await new Promise((done) => setTimeout(done, 120)); 5"), "5");
    assert.equal(textOf(stage.heard.slice(from)), "");
  });

  it("leaves what other cells have under way alone", async () => {
    await stage.run(`const other = setInterval(() => console.log("other"), 20);`);
    const cell = stage.cell;
    await interrupted("await new Promise(() => {});");
    await interrupted("for (;;) await null;");
    const from = stage.heard.length;
    await stage.run("await new Promise((done) => setTimeout(done, 120)); clearInterval(other);");
    assert.match(textOf(stage.heard.slice(from), "stdout", cell), /^(other\n)+$/);
  });

  it("leaves alone what a later cell waits for, though that settles what the interrupted one waited for", async () => {
    await stage.run("let settle!: (value: number) => void;");
    await interrupted("const shared = new Promise<number>((done) => (settle = done)); for (;;) await shared;");
    assert.equal(await Promise.race([stage.result("settle(5); await null; await shared"), sleep(3000)]), "5");
    await stage.run("await new Promise((done) => setTimeout(done, 50));");
  });

  it("of a cell that is about to ask its reader has nobody asked", async () => {
    const own = new Stage();
    const running = own.run(`prompt("Who?")`); // the guard is still on its way
    own.evaluator.interrupt();
    const ran = await Promise.race([running, sleep(3000)]);
    assert.equal(ran?.outcome.status === "error" && ran.outcome.error.ename, "KeyboardInterrupt");
    assert.ok(!own.heard.some(({ type }) => type === "prompt"));
    own.evaluator.close();
  });

  it("ends code of a cell that is long done", async () => {
    await stage.run(`
      function begin(turns: number): void {
        if (turns > 0) return void setImmediate(begin, turns - 1); // the cell ends meanwhile
        console.log("begins");
        for (;;) {}
      }
      begin(9);`);
    const cell = stage.cell;
    await stage.until("stream", (said) => said.cell === cell);
    const stray = stage.until("stray", (said) => said.cell === cell);
    stage.evaluator.interrupt();
    assert.equal((await stray).error.ename, "KeyboardInterrupt");
    assert.equal(await stage.result(kept), String(++count));
  });

  it("is not lost on a cell that has been sent but has not begun", async () => {
    for (let i = 0; i < 20; i++) {
      const running = stage.run("for (;;) {}");
      stage.evaluator.interrupt();
      const { outcome } = await running;
      assert.equal(outcome.status === "error" && outcome.error.ename, "KeyboardInterrupt");
    }
    assert.equal(await stage.result(kept), String(++count));
  });

  it("is not for the cell that comes next, not even for a child process of it", async () => {
    for (let i = 0; i < 5; i++) {
      const running = stage.run(i % 2 ? "for (;;) {}" : "await new Promise(() => {});");
      stage.evaluator.interrupt();
      const next = running.then(() => stage.result(`import { execSync } from "node:child_process"; String(execSync("sleep 0.4; echo done")).trim()`));
      assert.equal(await next, "done");
    }
  });

  it("leaves modules whole that are being loaded, and has a local one run anew", async () => {
    const folder = temporaryFolder("interrupt");
    const pause = "const until = Date.now() + 500; while (Date.now() < until) {}";
    mkdirSync(path.join(folder, "node_modules/slow"), { recursive: true });
    writeFileSync(path.join(folder, "node_modules/slow/index.js"), `${pause} exports.slow = 5;`);
    writeFileSync(path.join(folder, "endless.ts"), "declare const global: { ends?: boolean }; while (!global.ends) {} export const local = 6;");
    const inside = new Stage({ folder });
    for (const code of [`const { slow } = require("slow");`, `import { local } from "./endless";`]) {
      await inside.result("0");
      const running = inside.run(code);
      await sleep(200);
      inside.evaluator.interrupt();
      const { outcome } = await running;
      assert.equal(outcome.status === "error" && outcome.error.ename, "KeyboardInterrupt");
    }
    assert.equal(await inside.result(`require("slow").slow`), "5");
    assert.equal(await inside.result(`(globalThis as any).ends = true; 0`), "0");
    assert.equal(await inside.result(`import { local as again } from "./endless"; again`), "6");
    inside.evaluator.close();
  });

  describe("loses nothing that waits, and leaves nothing that keeps the process busy", () => {
    const idle = `
      const used = process.cpuUsage();
      await new Promise((done) => setTimeout(done, 300));
      const { user, system } = process.cpuUsage(used);
      (user + system) / 300_000 < 0.3`;
    it("when a package is loaded for a cell whose types are still being checked", async () => {
      const folder = temporaryFolder("waits");
      mkdirSync(path.join(folder, "node_modules/slow"), { recursive: true });
      writeFileSync(path.join(folder, "node_modules/slow/index.js"), "const until = Date.now() + 400; while (Date.now() < until) {}");
      const inside = new Stage({ folder });
      await inside.result("0");
      inside.evaluator.preload(1, ["slow"]);
      await sleep(100);
      inside.evaluator.interrupt();
      assert.equal(await Promise.race([inside.result("1 + 1"), sleep(5000)]), "2");
      assert.equal(await inside.result(idle), "true");
      inside.evaluator.close();
    });

    for (const [order, code] of [
      ["behind", "setImmediate(() => { for (;;) {} });"],
      ["beside", "setTimeout(() => setImmediate(() => { for (;;) {} }), 1);"],
    ] as const) {
      it(`when it waits ${order} what is stopped`, async () => {
        const own = new Stage();
        await own.run("let begun = 0, done = 0; const beat = setInterval(() => { begun++; setImmediate(() => done++); }, 5);");
        for (let time = 0; time < 3; time++) {
          const running = own.run(`const until${time} = Date.now() + 20; ${code} while (Date.now() < until${time}) {} await new Promise(() => {});`);
          await sleep(150);
          own.evaluator.interrupt();
          assert.equal((await running).outcome.status, "error");
        }
        await own.run("clearInterval(beat); await new Promise((done) => setTimeout(done, 20));");
        assert.equal(await own.result("begun > 0 && begun === done"), "true");
        assert.equal(await own.result(idle), "true");
        own.evaluator.close();
      });
    }
  });

  it("may come again and again", async () => {
    for (let i = 0; i < 5; i++) {
      const running = stage.run(i % 2 ? "for (;;) {}" : "await null; for (;;) {}");
      await sleep(20);
      for (let j = 0; j < 3; j++) stage.evaluator.interrupt();
      const { outcome } = await running;
      assert.equal(outcome.status, "error");
    }
    assert.equal(await stage.result(kept), String(++count));
  });

  it("may come at any moment of anything, and takes nothing from the next cell", async () => {
    const own = new Stage();
    await own.run("let rounds = 0;");
    const endless = [
      "for (;;) await null;",
      "for (;;) await new Promise((done) => setImmediate(done));",
      "for (;;) await Promise.all(Array.from({ length: 100 }, async (_, i) => { await null; return i; }));",
      "function again() { queueMicrotask(again); } again(); await new Promise(() => {});",
      `import { readFile } from "node:fs/promises"; for (;;) await readFile("package.json");`,
      `import { lookup } from "node:dns/promises"; for (;;) await lookup("127.0.0.1");`,
      `import { spawn } from "node:child_process"; for (;;) await new Promise((done) => spawn("true").on("exit", done));`,
      `import * as tslab from "tslab"; for (;;) { tslab.display.html("x"); await null; }`,
      "setTimeout(() => setImmediate(() => { for (;;) {} }), 1); await new Promise(() => {});",
      "await null; for (;;) {}",
    ];
    for (let round = 1; round <= 80; round++) {
      const code = endless[round % endless.length]!;
      const running = own.run(code);
      await sleep(5 + ((round * 7) % 40));
      own.evaluator.interrupt();
      const { outcome } = await running;
      assert.equal(outcome.status === "error" && outcome.error.ename, "KeyboardInterrupt", code);
      const next = own.result(round % 2 ? "rounds += 1; await null; rounds" : "await new Promise((done) => setTimeout(done, 2)); rounds += 1; rounds");
      assert.equal(await Promise.race([next, sleep(5000)]), String(round), code);
    }
    own.evaluator.close();
  });
});

describe("an interrupt while the process comes up", () => {
  const cell = (javascript: string): CompiledCell => ({ cell: 1, code: javascript, javascript, sourceMap: "", imports: [], names: [], modules: [] });

  it("ends the first cell", async () => {
    const evaluator = new EvaluatorProcess(() => {}, []);
    const running = evaluator.run(cell("(function () { for (;;) {} })"));
    evaluator.interrupt();
    const outcome = await running;
    evaluator.close();
    assert.equal(outcome.status === "error" && outcome.error.ename, "KeyboardInterrupt");
  });

  it("is not for a cell that comes after it", async () => {
    const evaluator = new EvaluatorProcess(() => {}, []);
    evaluator.interrupt();
    const outcome = await evaluator.run(cell("(async function () { await new Promise((done) => setTimeout(done, 500)); })"));
    evaluator.close();
    assert.equal(outcome.status, "ok");
  });
});
