import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { CapturedOutput } from "../../src/display";
import type { CommMessage } from "../../src/kernel/parts";
import { Stage, textOf } from "./stageEvaluator";

const reach = `const kernel = (globalThis as any)[Symbol.for("slope.kernel")];`;

describe("a prompt", () => {
  const stage = new Stage();
  after(() => stage.evaluator.close());

  /** Runs an expression that asks, and answers. */
  async function ask(expression: string, answer: string | null): Promise<[question: string, result: string | undefined]> {
    const from = stage.heard.length;
    const result = stage.result(expression);
    const { text } = await stage.until("prompt", undefined, from);
    stage.evaluator.answer(answer);
    return [text, await result];
  }

  it("waits for the reader's line", async () => {
    assert.deepEqual(await ask(`prompt("Name?")`, "Ada"), ["Name? ", "Ada"]);
    assert.deepEqual(await ask(`prompt("Name?", "Ada")`, ""), ["Name? [Ada] ", "Ada"]);
    assert.deepEqual(await ask(`prompt("Name?")`, null), ["Name? ", "null"]);
    assert.deepEqual(await ask(`confirm("Sure?")`, "Yes"), ["Sure? [y/N] ", "true"]);
    assert.deepEqual(await ask(`confirm("Sure?")`, ""), ["Sure? [y/N] ", "false"]);
    assert.deepEqual(await ask(`alert("Look")`, ""), ["Look [Enter] ", undefined]);
  });

  it("comes after what was printed, and can be interrupted", async () => {
    const from = stage.heard.length;
    const running = stage.run(`console.log("first"); prompt("then?"); console.log("never");`);
    await stage.until("prompt", undefined, from);
    assert.deepEqual(stage.heard.slice(from).map(({ type }) => type), ["stream", "prompt"]);
    stage.evaluator.interrupt();
    stage.evaluator.answer(null);
    const { outcome } = await running;
    assert.ok(outcome.status === "error");
    assert.equal(outcome.error.ename, "KeyboardInterrupt");
    assert.deepEqual(await ask(`prompt("Again?")`, "yes"), ["Again? ", "yes"]);
  });
});

describe("comms", () => {
  const stage = new Stage();
  after(() => stage.evaluator.close());
  const sent = (from: number): CommMessage[] => stage.heard.slice(from).flatMap((said) => (said.type === "comm" ? [said.message] : []));

  it("are opened, used and closed by a cell", async () => {
    const from = stage.heard.length;
    await stage.run(`${reach}
      const comm = kernel.openComm("target", { a: 1 }, { id: "one", metadata: { version: "2" }, buffers: [Uint8Array.of(1, 2)] });
      comm.onMessage = ({ data, buffers }: any) => { console.log("got", data, buffers); comm.send({ data: { echo: data } }); };
      comm.onClose = () => console.log("closed");`);
    assert.deepEqual(stage.evaluator.comms(), { one: { target_name: "target" } });
    const [open] = sent(from);
    assert.deepEqual({ ...open, buffers: [...open!.buffers![0]!] }, { type: "open", id: "one", target: "target", data: { a: 1 }, metadata: { version: "2" }, buffers: [1, 2] });
    await stage.evaluator.comm(900, { type: "msg", id: "one", data: "hello", buffers: [Uint8Array.of(7)] });
    assert.equal(textOf(stage.heard, "stdout", 900), "got hello [ Uint8Array(1) [ 7 ] ]\n");
    assert.deepEqual(stage.heard.at(-1), { type: "comm", cell: 900, message: { type: "msg", id: "one", data: { echo: "hello" }, metadata: undefined, buffers: undefined } });
    await stage.evaluator.comm(901, { type: "close", id: "one", data: {} });
    assert.equal(textOf(stage.heard, "stdout", 901), "closed\n");
    assert.deepEqual(stage.evaluator.comms(), {});
  });

  it("are opened by the front end where somebody answers, and closed where nobody does", async () => {
    await stage.run(`kernel.registerTarget("greeter", (comm: any, { data }: any) => { console.log("opened with", data); comm.send({ data: "welcome" }); });`);
    const from = stage.heard.length;
    await stage.evaluator.comm(910, { type: "open", id: "two", target: "greeter", data: { b: 2 } });
    await stage.evaluator.comm(911, { type: "open", id: "three", target: "nobody", data: {} });
    assert.equal(textOf(stage.heard, "stdout", 910), "opened with { b: 2 }\n");
    assert.deepEqual(sent(from).map(({ type, id }) => [type, id]), [["msg", "two"], ["close", "three"]]);
    assert.deepEqual(stage.evaluator.comms(), { two: { target_name: "greeter" } });
  });

  it("handle messages one after another, also while a cell awaits, and report errors at the message", async () => {
    await stage.run(`
      const slow = kernel.openComm("slow", {}, { id: "slow" });
      slow.onMessage = async ({ data }: any) => { console.log("begin " + data); await new Promise((done) => setTimeout(done, 40)); console.log("end " + data); if (data === 2) throw new Error("two"); };`);
    const from = stage.heard.length;
    const cell = stage.run("await new Promise((done) => setTimeout(done, 300));");
    await Promise.all([1, 2, 3].map((data) => stage.evaluator.comm(920 + data, { type: "msg", id: "slow", data })));
    assert.equal(textOf(stage.heard.slice(from)), "begin 1\nend 1\nbegin 2\nend 2\nbegin 3\nend 3\n");
    const stray = stage.heard.slice(from).find(({ type }) => type === "stray");
    assert.ok(stray?.type === "stray" && stray.cell === 922 && stray.error.evalue === "two");
    await cell;
  });

  it("handle the next message while one keeps running, and have ended when it has", async () => {
    await stage.run(`
      slow.onMessage = ({ data }: any) => {
        console.log("begin " + data);
        kernel.keepRunning(new Promise<void>((done) => setTimeout(done, 40)).then(() => console.log("end " + data)));
      };`);
    const from = stage.heard.length;
    await Promise.all([1, 2].map((data) => stage.evaluator.comm(925 + data, { type: "msg", id: "slow", data })));
    assert.equal(textOf(stage.heard.slice(from)), "begin 1\nbegin 2\nend 1\nend 2\n");
  });

  it("can be interrupted", async () => {
    await stage.run(`slow.onMessage = () => { for (;;) {} };`);
    const handled = stage.evaluator.comm(930, { type: "msg", id: "slow", data: 0 });
    await sleep(100);
    stage.evaluator.interrupt();
    await handled;
    const stray = stage.heard.at(-1);
    assert.ok(stray?.type === "stray" && stray.cell === 930 && stray.error.ename === "KeyboardInterrupt");
  });

  it("are gone with the process", async () => {
    await stage.run("slow.onMessage = () => new Promise(() => {});");
    const waiting = stage.evaluator.comm(940, { type: "msg", id: "slow", data: 0 });
    await stage.run("process.exit(0)");
    await waiting;
    assert.deepEqual(stage.evaluator.comms(), {});
  });
});

describe("captured work", () => {
  const stage = new Stage();
  after(() => stage.evaluator.close());

  async function captured(work: string): Promise<CapturedOutput[]> {
    return JSON.parse((await stage.result(`JSON.stringify(await kernel.capture(${work}))`))!) as CapturedOutput[];
  }

  it("gives back what it printed and showed, and shows nothing", async () => {
    await stage.run(reach);
    const from = stage.heard.length;
    const outputs = await captured(`async () => {
      console.log("a"); await null; console.log("b"); console.error("c");
      kernel.display({ "text/plain": "d" }, {}, { displayId: "x" });
      kernel.display({ "text/plain": "e" }, {}, { displayId: "x", update: true });
    }`);
    assert.deepEqual(outputs, [
      { output_type: "stream", name: "stdout", text: "a\nb\n" },
      { output_type: "stream", name: "stderr", text: "c\n" },
      { output_type: "display_data", data: { "text/plain": "e" }, metadata: {} },
    ]);
    assert.deepEqual(stage.heard.slice(from), []);
  });

  it("can be cleared, at once or with what comes next", async () => {
    assert.deepEqual(await captured(`() => { console.log("a"); kernel.clear(false); }`), []);
    assert.deepEqual(await captured(`() => { console.log("a"); kernel.clear(true); }`), [{ output_type: "stream", name: "stdout", text: "a\n" }]);
    assert.deepEqual(await captured(`() => { console.log("a"); kernel.clear(true); console.log("b"); }`), [{ output_type: "stream", name: "stdout", text: "b\n" }]);
  });

  it("ends with its error, located like any other", async () => {
    const outputs = await captured(`() => { console.log("a"); throw new TypeError("inside"); }`);
    const [, error] = outputs;
    assert.ok(outputs.length === 2 && error!.output_type === "error" && error.ename === "TypeError");
    assert.match(error.traceback.join("\n"), new RegExp(`cell ${stage.cell}, line 1`));
  });

  it("settles when a handler that waits for it is interrupted", async () => {
    await stage.run(`
      const spinner = kernel.openComm("spinner", {}, { id: "spinner" });
      spinner.onMessage = async () => spinner.send({ data: await kernel.capture(() => { console.log("on it"); for (;;) {} }) });`);
    const from = stage.heard.length;
    const handled = stage.evaluator.comm(950, { type: "msg", id: "spinner", data: 0 });
    await sleep(150);
    stage.evaluator.interrupt();
    await handled;
    const { message } = await stage.until("comm", undefined, from);
    assert.deepEqual((message.data as CapturedOutput[]).map((output) => ("ename" in output ? output.ename : output.output_type)), ["stream", "KeyboardInterrupt"]);
  });
});
