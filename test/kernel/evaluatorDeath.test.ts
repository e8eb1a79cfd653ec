import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Stage, textOf } from "./stageEvaluator";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function dies(pid: number): Promise<boolean> {
  for (let i = 0; i < 200 && isAlive(pid); i++) await sleep(20);
  return !isAlive(pid);
}

describe("when the process of the cells dies", () => {
  const stage = new Stage({ nodeOptions: ["--max-old-space-size=80"] });
  after(() => stage.evaluator.close());

  for (const [what, code, reason] of [
    ["process.exit", `console.log("before"); process.exit(3);`, /process\.exit\(3\)/],
    ["process.exit in a timer", `console.log("before"); setTimeout(() => process.exit(0), 20); await new Promise(() => {});`, /process\.exit\(0\)/],
    ["out of memory", `console.log("before"); { const all: number[][] = []; for (;;) all.push(new Array(10_000).fill(1.5)); }`, /out of memory/],
    ["a crash", `console.log("before"); process.abort();`, /crashed \(SIGABRT\)/],
    ["a kill", `console.log("before"); process.kill(process.pid, "SIGKILL"); for (;;) {}`, /killed \(SIGKILL\)/],
  ] as const) {
    it(`by ${what}, the cell says so, keeps its output, and the next one runs`, async () => {
      await stage.run("const remembered = 1;");
      const { outcome, heard } = await stage.run(code);
      assert.ok(outcome.status === "error");
      assert.equal(outcome.error.ename, "ProcessEnded");
      assert.match(outcome.error.evalue, reason);
      assert.match(outcome.error.evalue, /run the cells again/);
      assert.equal(textOf(heard), "before\n");
      assert.equal(textOf(heard, "stderr"), "");
      assert.deepEqual(heard.at(-1), { type: "died", reason: outcome.error.evalue });
      stage.forget();
      assert.equal(await stage.result("typeof (globalThis as any).remembered"), "undefined");
      assert.equal(await stage.result("1 + 1"), "2");
    });
  }

  it("while nothing runs, it is told too", async () => {
    const from = stage.heard.length;
    await stage.run("setTimeout(() => process.exit(7), 30);");
    const { reason } = await stage.until("died", undefined, from);
    assert.match(reason, /process\.exit\(7\)/);
    stage.forget();
    assert.equal(await stage.result("2"), "2");
  });

  it("exit listeners run, and what it has started ends with it", async () => {
    const from = stage.heard.length;
    await stage.run(`
      import { spawn } from "node:child_process";
      process.on("exit", () => console.log("tidied up"));
      console.log("pid " + spawn("sleep", ["100"], { stdio: "ignore" }).pid);
      setTimeout(() => process.exit(), 20);`);
    await stage.until("died", undefined, from);
    const text = textOf(stage.heard.slice(from));
    assert.match(text, /tidied up\n$/);
    assert.ok(await dies(Number(/pid (\d+)/.exec(text)![1])));
    stage.forget();
  });
});

describe("when the kernel goes", () => {
  it("the process ends with all it has started, even in a loop", async () => {
    const stage = new Stage();
    const { heard } = await stage.run(`
      import { spawn } from "node:child_process";
      console.log(process.pid + " " + spawn("sleep", ["100"], { stdio: "ignore" }).pid);`);
    const pids = textOf(heard).split(" ").map(Number);
    assert.ok(pids.length === 2 && pids.every(isAlive));
    void stage.run("for (;;) {}");
    await sleep(50);
    stage.evaluator.close();
    for (const pid of pids) assert.ok(await dies(pid), `${pid} lives on`);
  });

  it("exit listeners run", async () => {
    const stage = new Stage();
    await stage.run(`process.on("exit", () => console.log("farewell"));`);
    const said = stage.until("stream", ({ text }) => text === "farewell\n");
    stage.evaluator.close();
    await said;
  });
});

describe("a process that cannot start", () => {
  it("is told to whoever wants to run a cell", async () => {
    const stage = new Stage({ nodeOptions: ["--require", "/nowhere/preload.js"] });
    await stage.until("died");
    const { outcome } = await stage.run("1");
    assert.ok(outcome.status === "error");
    assert.match(outcome.error.evalue, /did not start/);
    stage.evaluator.close();
  });
});
