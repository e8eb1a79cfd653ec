import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { failed, ok, Stage, type Play, type Sent } from "./stageSession";

/** A cell that goes on until the test lets it. */
function held(): { play: Play; release: () => void } {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  return { play: () => gate.then(() => ok()), release: () => release() };
}

const kinds = (messages: Sent[]) => messages.map(({ type, content }) => content.execution_state ?? type);

describe("a cell", () => {
  it("is announced, shown and answered in the protocol's order", async () => {
    const stage = new Stage({ "6 * 7": () => ok("42") });
    const { reply, messages } = await stage.done(stage.execute("6 * 7"));
    assert.deepEqual(kinds(messages), ["busy", "execute_input", "execute_result", "execute_reply", "idle"]);
    assert.deepEqual(messages[1]!.content, { code: "6 * 7", execution_count: 1 });
    assert.deepEqual(messages[2]!.content, { execution_count: 1, data: { "text/plain": "42" }, metadata: {} });
    assert.deepEqual(reply, { status: "ok", execution_count: 1, user_expressions: {}, payload: [] });
    assert.ok(!Number.isNaN(Date.parse(String(messages[3]!.extras.metadata!.started))));
  });

  it("is known to be at work from when its request arrives: before the checker is asked, however long that takes", async () => {
    let known: unknown[] | undefined;
    const stage: Stage = new Stage({}, undefined, {
      compile: () => {
        known = kinds(stage.sent.slice(1));
        return new Promise(() => {});
      },
    });
    const id = stage.execute("1");
    assert.deepEqual(kinds(stage.of(id)).slice(0, 1), ["busy"], "in the turn in which it arrives");
    await sleep(1);
    assert.deepEqual(known, ["busy"]);
    assert.deepEqual(kinds(stage.of(id)), ["busy", "execute_input"]);
  });

  it("that fails is told on iopub and in the reply", async () => {
    const stage = new Stage({ boom: () => failed("it broke") });
    const { reply, messages } = await stage.done(stage.execute("boom"));
    assert.deepEqual(kinds(messages), ["busy", "execute_input", "error", "execute_reply", "idle"]);
    assert.deepEqual(messages[2]!.content, { ename: "Error", evalue: "it broke", traceback: ["it broke"] });
    assert.equal(reply.status, "error");
    assert.equal(reply.evalue, "it broke");
  });

  it("that is silent shows nothing, counts for nothing, and is answered", async () => {
    const stage = new Stage({
      quiet: ({ cell }, { say }) => {
        stage.say({ type: "stream", cell, name: "stdout", text: "x" });
        stage.say({ type: "display", cell, data: {}, metadata: {}, update: false });
        void say;
        return ok("1");
      },
      boom: () => failed("x"),
    });
    const { reply, messages } = await stage.done(stage.execute("quiet", { silent: true, store_history: true }));
    assert.deepEqual(kinds(messages), ["busy", "execute_reply", "idle"]);
    assert.equal(reply.execution_count, 0);
    assert.deepEqual(kinds((await stage.done(stage.execute("boom", { silent: true }))).messages), ["busy", "execute_reply", "idle"]);
  });

  it("that is not to be stored is shown, but the counter stays and the history has it not", async () => {
    const stage = new Stage({ "1": () => ok("1") });
    const { messages } = await stage.done(stage.execute("1", { store_history: false }));
    assert.deepEqual(kinds(messages), ["busy", "execute_input", "execute_result", "execute_reply", "idle"]);
    assert.equal((await stage.done(stage.execute("1"))).reply.execution_count, 1);
    const { reply } = await stage.done(stage.send("history_request", { hist_access_type: "tail", n: 5 }));
    assert.deepEqual(reply.history, [[1, 1, "1"]]);
  });

  it("gets its user expressions evaluated, each to a value or an error of its own", async () => {
    const stage = new Stage({ a: () => ok("1"), b: () => failed("no b"), c: () => ok() });
    stage.faults["d"] = [{ code: 2304, message: "Cannot find name 'd'.", line: 1, column: 1, endLine: 1, endColumn: 2 }];
    const { reply } = await stage.done(stage.execute("x", { user_expressions: { a: "a", b: "b", c: "c", d: "d" } }));
    const { a, b, c, d } = reply.user_expressions as Record<string, Record<string, unknown>>;
    assert.deepEqual(a, { status: "ok", data: { "text/plain": "1" }, metadata: {} });
    assert.deepEqual([b!.status, b!.evalue], ["error", "no b"]);
    assert.deepEqual(c, { status: "ok", data: { "text/plain": "undefined" }, metadata: {} });
    assert.deepEqual([d!.status, d!.evalue], ["error", "Cannot find name 'd'."]);
  });

  it("whose types are wrong does not run, and every fault is quoted and underlined", async () => {
    const code = "const 数 = 1;\n\tconst n: number = 數 + \"x\";";
    const stage = new Stage({ [code]: () => assert.fail("it ran") });
    stage.faults[code] = [
      { code: 2322, message: "Type 'string' is not assignable to type 'number'.", line: 2, column: 8, endLine: 2, endColumn: 9 },
      { code: 2304, message: "Cannot find name '數'.", line: 2, column: 20, endLine: 2, endColumn: 21 },
    ];
    const { reply } = await stage.done(stage.execute(code));
    assert.equal(reply.ename, "TypeScriptError");
    assert.equal(reply.evalue, "Type 'string' is not assignable to type 'number'.");
    assert.deepEqual((reply.traceback as string[]).map((text) => text.replaceAll(/\x1b\[\d+m/g, "")), [
      "TypeScriptError TS2322: Type 'string' is not assignable to type 'number'.",
      "    at cell 1, line 2, column 8",
      "    > 2 | \tconst n: number = 數 + \"x\";",
      "        | \t      ^",
      "TypeScriptError TS2304: Cannot find name '數'.",
      "    at cell 1, line 2, column 20",
      "    > 2 | \tconst n: number = 數 + \"x\";",
      "        | \t                  ^^",
    ]);
  });

  it("over which the checker fails, or which it refuses without a reason, says so to its reader", async () => {
    const stage = new Stage({}, undefined, { compile: () => Promise.reject(new Error("no parent")), compileExpression: () => Promise.reject(new Error("x")) });
    const { reply, messages } = await stage.done(stage.execute("const { a: { b } } = c"));
    assert.deepEqual([reply.ename, reply.evalue], ["TypeCheckerError", "The type checker failed over this code, which has not run: no parent"]);
    assert.deepEqual(kinds(messages), ["busy", "execute_input", "error", "execute_reply", "idle"]);
    const other = new Stage();
    other.faults["odd"] = [];
    assert.match(String((await other.done(other.execute("odd"))).reply.evalue), /without saying why$/);
  });

  it("that asks `name?` gets the documentation as a page", async () => {
    const stage = new Stage();
    const { reply } = await stage.done(stage.execute("tf.add?"));
    assert.deepEqual(reply.payload, [{ source: "page", data: { "text/plain": "tf.add", "text/markdown": "**tf.add**" }, start: 0 }]);
    const missing = await stage.done(stage.execute("?nothing"));
    assert.deepEqual(missing.reply.payload, []);
    assert.ok(missing.messages.some(({ content }) => content.text === "There is no `nothing` here.\n"));
  });

  it("that failed takes the names it did not get to out of the types' scope, before the next is compiled", async () => {
    const stage = new Stage({ boom: () => ({ ...failed("x"), missing: ["a", "b"] }) as ReturnType<typeof failed> });
    await stage.done(stage.execute("boom"));
    assert.deepEqual(stage.told, [{ retract: ["a", "b"], cell: 1 }]);
  });
});

describe("slow packages", () => {
  it("begin to load while the cell that imports them is being checked; others, and what is imported for its types, do not", async () => {
    const stage = new Stage();
    const code = [
      'import * as tf from "@tensorflow/tfjs-node";',
      'import {',
      '  Random,',
      '} from "slope"',
      'import type { DataFrame } from "danfojs-node"',
      'import fs from "node:fs"',
      '"import x from \\"danfojs-node\\""',
    ].join("\n");
    await stage.done(stage.execute(code));
    await stage.done(stage.execute('"no import"'));
    assert.deepEqual(stage.told, [{ preload: ["@tensorflow/tfjs-node", "slope"], cell: 1 }]);
  });
});

describe("the queue", () => {
  it("runs a hundred cells sent at once in order", async () => {
    const order: string[] = [];
    const codes = Array.from({ length: 100 }, (_, index) => `cell ${index}`);
    const plays = Object.fromEntries(codes.map((code, index) => [code, async () => {
      await sleep(index % 3);
      order.push(code);
      return ok();
    }]));
    const stage = new Stage(plays);
    const ids = codes.map((code) => stage.execute(code));
    await stage.done(ids.at(-1)!);
    assert.deepEqual(order, codes);
    assert.deepEqual(stage.sent.filter(({ type }) => type === "execute_reply").map(({ parent }) => parent), ids);
  });

  it("answers all but cells while one runs, and says busy again after it", async () => {
    const { play, release } = held();
    const stage = new Stage({ long: play });
    const running = stage.execute("long");
    for (const [type, channel] of [
      ["complete_request", "shell"], ["inspect_request", "shell"], ["is_complete_request", "shell"], ["history_request", "shell"],
      ["kernel_info_request", "shell"], ["kernel_info_request", "control"], ["comm_info_request", "shell"], ["connect_request", "shell"],
    ] as const) {
      const { reply, messages } = await stage.done(stage.send(type, { code: "a" }, { channel }));
      assert.equal(reply.status ?? "none", type === "is_complete_request" ? "incomplete" : "ok", type);
      assert.deepEqual(kinds(messages), ["busy", type.replace("request", "reply"), "idle"]);
      await sleep(1);
      assert.deepEqual([stage.sent.at(-1)!.parent, stage.sent.at(-1)!.content.execution_state], [running, "busy"]);
    }
    release();
    assert.equal(kinds((await stage.done(running)).messages).at(-1), "idle");
  });

  it("answers queued cells `aborted` after a failure, with no other field", async () => {
    const { play, release } = held();
    const stage = new Stage({ boom: async (cell, stage) => (await play(cell, stage), failed("x")) });
    const ids = ["boom", "a", "b"].map((code) => stage.execute(code));
    release();
    const replies = await Promise.all(ids.map(async (id) => (await stage.done(id)).reply));
    assert.deepEqual(replies.map(({ status }) => status), ["error", "aborted", "aborted"]);
    assert.deepEqual(replies[1], { status: "aborted" });
    assert.equal((await stage.done(stage.execute("c"))).reply.status, "ok");
  });

  it("runs them all the same where the failing cell has stop_on_error false", async () => {
    const stage = new Stage({ boom: () => failed("x") });
    const ids = [stage.execute("boom", { stop_on_error: false }), stage.execute("a")];
    assert.equal((await stage.done(ids[1]!)).reply.status, "ok");
  });

  it("gives up a cell that was sent before the failure but comes after it, not one sent in answer to it", async () => {
    const stage = new Stage({ boom: () => failed("x") });
    const before = new Date(Date.now() - 5);
    await stage.done(stage.execute("boom"));
    assert.equal((await stage.done(stage.execute("a", {}, { date: before }))).reply.status, "aborted");
    assert.equal((await stage.done(stage.execute("a"))).reply.status, "ok");
  });
});

describe("output", () => {
  it("that comes late goes to the cell that started it", async () => {
    const stage = new Stage();
    const first = stage.execute("first");
    await stage.done(first);
    await stage.done(stage.execute("second"));
    stage.say({ type: "stream", cell: 1, name: "stdout", text: "late" });
    stage.say({ type: "stray", cell: 1, error: { ename: "Error", evalue: "lost", traceback: [] } });
    assert.deepEqual(stage.of(first).slice(-2).map(({ type, content }) => content.text ?? content.evalue ?? type), ["late", "lost"]);
  });

  it("is one message for what is printed at one go, in order with all else, and all before the reply", async () => {
    const stage = new Stage({
      print: ({ cell }) => {
        for (let line = 0; line < 1000; line++) stage.say({ type: "stream", cell, name: "stdout", text: `${line}\n` });
        stage.say({ type: "stream", cell, name: "stderr", text: "e" });
        stage.say({ type: "display", cell, data: { "text/plain": "d" }, metadata: {}, displayId: "i", update: true });
        stage.say({ type: "clear", cell, wait: true });
        stage.say({ type: "stream", cell, name: "stdout", text: "z" });
        return ok("42");
      },
    });
    const { messages } = await stage.done(stage.execute("print"));
    assert.deepEqual(kinds(messages), [
      "busy", "execute_input", "stream", "stream", "update_display_data", "clear_output", "stream", "execute_result", "execute_reply", "idle",
    ]);
    assert.equal(String(messages[2]!.content.text).split("\n").length, 1001);
    assert.deepEqual(messages[4]!.content.transient, { display_id: "i" });
  });

  it("is sent while the cell still runs", async () => {
    const { play, release } = held();
    const stage = new Stage({ long: play });
    const id = stage.execute("long");
    await sleep(1);
    stage.say({ type: "stream", cell: 1, name: "stdout", text: "now" });
    await sleep(5);
    assert.equal(stage.of(id).at(-1)!.content.text, "now");
    release();
  });
});

describe("interrupting", () => {
  it("reaches the evaluator, takes an open question back, and is answered", async () => {
    const { play, release } = held();
    const stage = new Stage({ long: play });
    const id = stage.execute("long", { allow_stdin: true });
    await sleep(1);
    stage.say({ type: "prompt", cell: 1, text: "?", password: false });
    const { reply } = await stage.done(stage.send("interrupt_request", {}, { channel: "control" }));
    assert.deepEqual(reply, { status: "ok" });
    assert.deepEqual(stage.told, ["interrupt", { answer: null }]);
    release();
    await stage.done(id);
  });

  it("ends a cell whose types are still being checked, which the checker need not finish", async () => {
    const stage = new Stage({}, undefined, { compile: () => new Promise(() => {}) });
    const id = stage.execute("import …");
    await sleep(1);
    stage.send("interrupt_request", {}, { channel: "control" });
    assert.equal((await stage.done(id)).reply.ename, "KeyboardInterrupt");
    assert.deepEqual(stage.told, ["interrupt", { abandon: 1 }]);
  });
});

describe("asking the reader", () => {
  it("sends the question to the cell's front end and brings the answer to the cell", async () => {
    const { play, release } = held();
    const stage = new Stage({ ask: play });
    const id = stage.execute("ask", { allow_stdin: true });
    await sleep(1);
    stage.say({ type: "prompt", cell: 1, text: "Name?", password: true });
    const question = stage.of(id).at(-1)!;
    assert.deepEqual([question.channel, question.type, question.content], ["stdin", "input_request", { prompt: "Name?", password: true }]);
    stage.send("input_reply", { value: "stale" }, { channel: "stdin", parent: "another question" });
    stage.send("input_reply", { value: "Ann" }, { channel: "stdin" });
    stage.send("input_reply", { value: "twice" }, { channel: "stdin" });
    assert.deepEqual(stage.told, [{ answer: "Ann" }]);
    release();
  });

  it("is answered null at once where the front end cannot be asked", async () => {
    const { play, release } = held();
    const stage = new Stage({ ask: play });
    const id = stage.execute("ask", { allow_stdin: false });
    await sleep(1);
    stage.say({ type: "prompt", cell: 1, text: "?", password: false });
    assert.deepEqual(stage.told, [{ answer: null }]);
    assert.ok(!stage.of(id).some(({ channel }) => channel === "stdin"));
    release();
  });
});

describe("comms", () => {
  it("go both ways, with buffers, under the message that caused them", async () => {
    const stage = new Stage();
    const buffers = [Buffer.from("abc")];
    const id = stage.send("comm_open", { comm_id: "c", target_name: "t", data: { x: 1 } }, { buffers });
    assert.deepEqual(kinds((await stage.done(id)).messages), ["busy", "idle"]);
    const [{ comm, cell }] = stage.told as [{ comm: unknown; cell: number }];
    assert.deepEqual(comm, { type: "open", id: "c", target: "t", data: { x: 1 }, metadata: {}, buffers });
    stage.say({ type: "comm", cell, message: { type: "msg", id: "c", data: { y: 2 }, buffers } });
    const answer = stage.of(id).at(-1)!;
    assert.deepEqual([answer.type, answer.content, answer.extras.buffers], ["comm_msg", { comm_id: "c", data: { y: 2 } }, buffers]);
  });

  it("that are open get their messages while a cell runs; an opening waits its turn", async () => {
    const { play, release } = held();
    const stage = new Stage({ long: play });
    stage.comms["c"] = { target_name: "t" };
    stage.execute("long");
    const opening = stage.send("comm_open", { comm_id: "d", target_name: "t", data: {} });
    await stage.done(stage.send("comm_msg", { comm_id: "c", data: {} }));
    assert.deepEqual(stage.of(opening), []);
    release();
    await stage.done(opening);
  });

  it("are listed, all or by target", async () => {
    const stage = new Stage();
    Object.assign(stage.comms, { a: { target_name: "t" }, b: { target_name: "u" } });
    assert.deepEqual(Object.keys((await stage.done(stage.send("comm_info_request"))).reply.comms as object), ["a", "b"]);
    const { reply } = await stage.done(stage.send("comm_info_request", { target_name: "u" }));
    assert.deepEqual(reply.comms, { b: { target_name: "u" } });
  });
});

describe("cursor positions", () => {
  it("count code points, whatever JavaScript counts", async () => {
    const stage = new Stage();
    const { reply } = await stage.done(stage.send("complete_request", { code: "𝑥𝑦.to", cursor_pos: 4 }));
    assert.deepEqual([reply.matches, reply.cursor_start, reply.cursor_end], [["𝑥𝑦.t"], 3, 4]);
    assert.deepEqual(reply.metadata, { _jupyter_types_experimental: [{ text: "𝑥𝑦.t", type: "method", signature: undefined, start: 3, end: 4 }] });
    const inspected = await stage.done(stage.send("inspect_request", { code: "𝑥 + 𝑦", cursor_pos: 1 }));
    assert.equal((inspected.reply.data as Record<string, string>)["text/plain"], "𝑥");
  });
});

describe("a request with wrong contents", () => {
  for (const [type, content] of [
    ["execute_request", { code: 5 }], ["execute_request", {}], ["execute_request", { code: "a", user_expressions: [] }],
    ["execute_request", { code: "a", silent: "yes" }], ["complete_request", { code: "a", cursor_pos: "b" }], ["inspect_request", {}],
    ["is_complete_request", { code: null }], ["history_request", { n: [], hist_access_type: "tail" }],
  ] as const) {
    it(`${type} ${JSON.stringify(content)} is answered with an error that says what is wrong`, async () => {
      const stage = new Stage();
      const { reply, messages } = await stage.done(stage.send(type, content));
      assert.equal(reply.status, "error");
      assert.match(String(reply.evalue), new RegExp(`^${type}, "\\w+": expected a value of type \\w+, received `));
      assert.equal(kinds(messages).at(-1), "idle");
      assert.equal((await stage.done(stage.execute("a"))).reply.status, "ok");
    });
  }

  it("of an unknown kind, or a cell on the control channel, is left aside", async () => {
    const stage = new Stage();
    for (const type of ["nonsense", "toString", "__proto__", "debug_request"]) stage.send(type);
    stage.send("execute_request", { code: "a" }, { channel: "control" });
    assert.deepEqual(stage.sent.map(({ content }) => content), [{ execution_state: "starting" }]);
  });
});

describe("the end", () => {
  for (const restart of [true, false]) {
    it(`is answered with restart ${restart} and told to all front ends first`, async () => {
      const stage = new Stage();
      const { reply, messages } = await stage.done(stage.send("shutdown_request", { restart }, { channel: "control" }));
      assert.deepEqual(reply, { status: "ok", restart });
      await sleep(1);
      assert.equal(stage.ended, true);
      assert.ok(messages.length >= 3);
      assert.deepEqual(stage.sent.filter(({ type }) => type === "shutdown_reply").map(({ channel }) => channel), ["reply", "iopub"]);
    });
  }

  it("of the evaluator while nothing runs is told at the last cell, and its names are forgotten", async () => {
    const stage = new Stage();
    const id = stage.execute("a");
    await stage.done(id);
    stage.say({ type: "died", reason: "The process ended." });
    assert.deepEqual(stage.told, ["forget"]);
    assert.deepEqual(stage.of(id).at(-1)!.content, { name: "stderr", text: "The process ended.\n" });
  });
});
