import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { Stage, textOf } from "./stageEvaluator";

describe("what a cell prints", () => {
  const stage = new Stage();
  after(() => stage.evaluator.close());

  it("arrives before the cell is done, in order with displays and with what child processes print", async () => {
    const { heard } = await stage.run(`
      import { execSync } from "node:child_process";
      import * as tslab from "tslab";
      console.log("one");
      execSync("echo two", { stdio: "inherit" });
      tslab.display.markdown("three");
      execSync("echo four >&2", { stdio: "inherit" });
      console.error("five");
      process.stdout.write("six");`);
    const said = heard.map((said) => (said.type === "stream" ? [said.name, said.text] : said.type));
    assert.deepEqual(said, [
      ["stdout", "one\n"], ["stdout", "two\n"], "display", ["stderr", "four\n"], ["stderr", "five\n"], ["stdout", "six"],
    ]);
  });

  it("is complete and quick for 100,000 lines, 10 MB", async () => {
    const { heard } = await stage.run(`for (let i = 0; i < 100_000; i++) console.log("line " + String(i).padStart(95, "."));`);
    const expected = Array.from({ length: 100_000 }, (_, i) => `line ${String(i).padStart(95, ".")}\n`).join("");
    assert.ok(textOf(heard) === expected);
    assert.ok(heard.length < 5000, `${heard.length} messages`);
  });

  it("is complete from a child process", async () => {
    const { heard } = await stage.run(`execSync("seq 1 200000", { stdio: "inherit" });`);
    assert.ok(textOf(heard) === Array.from({ length: 200_000 }, (_, i) => `${i + 1}\n`).join(""));
  });

  it("is complete from a child process to the last byte, at its cell, in cells that follow one another at once", async () => {
    for (let index = 0; index < 20; index++) {
      const { heard } = await stage.run(`execSync("printf '${index}\\\\0'", { stdio: "inherit" });`);
      assert.equal(textOf(heard), `${index}\0`);
    }
  });

  it("is whole although characters and lines come in pieces of bytes", async () => {
    const { heard } = await stage.run(`
      process.stdout.write(Buffer.from([228, 189])); process.stdout.write(Buffer.from([160]));
      execSync("printf '\\\\344\\\\275'; sleep 0.02; printf '\\\\240'", { stdio: "inherit" });`);
    assert.equal(textOf(heard), "你你");
  });

  it("is seen at once while the cell goes on", async () => {
    const from = stage.heard.length;
    const running = stage.run(`console.log("begun"); { const end = Date.now() + 300; while (Date.now() < end); } console.log("done");`);
    const begun = performance.now();
    await stage.until("stream", ({ text }) => text === "begun\n", from);
    assert.ok(performance.now() - begun < 250);
    await running;
  });

  it("belongs to the cell that started it, however late it comes", async () => {
    const from = stage.heard.length;
    await stage.run(`
      let ticks = 0;
      const ticker = setInterval(() => { console.log("tick"); if (++ticks === 3) clearInterval(ticker); }, 20);
      void (async () => { await new Promise((done) => setTimeout(done, 30)); console.error("later"); })();`);
    await stage.run(`await new Promise((done) => setTimeout(done, 200)); console.log("mine");`);
    const heard = stage.heard.slice(from);
    assert.equal(textOf(heard, "stdout", stage.cell - 1), "tick\ntick\ntick\n");
    assert.equal(textOf(heard, "stderr", stage.cell - 1), "later\n");
    assert.equal(textOf(heard, "stdout", stage.cell), "mine\n");
  });

  it("has console.trace say its words and where it stands", async () => {
    const { heard } = await stage.run(`console.trace("here", 5)`);
    assert.equal(textOf(heard, "stderr"), `Trace: here 5\n    at cell ${stage.cell}:1:9\n`);
  });

  it("can be cleared", async () => {
    const { heard } = await stage.run(`console.log("gone"); console.clear();`);
    assert.deepEqual(heard.at(-1), { type: "clear", cell: stage.cell, wait: false });
  });

  it("comes from workers too, and from streams that are piped", async () => {
    const { heard } = await stage.run(`
      import { Worker } from "node:worker_threads";
      import { Readable } from "node:stream";
      const worker = new Worker("console.log('from a worker')", { eval: true });
      await new Promise((done) => worker.on("exit", done));
      await new Promise((done) => Readable.from(["pi", "ped"]).on("end", done).pipe(process.stdout, { end: false }));`);
    assert.equal(textOf(heard), "from a worker\npiped");
  });

  it("has no colours, and says so to programs that ask", async () => {
    const { heard } = await stage.run(`console.log({ a: [1, "b"] }, process.stdout.isTTY); process.stdout.hasColors?.();`);
    assert.equal(textOf(heard), "{ a: [ 1, 'b' ] } false\n");
  });

  it("is not lost by a cell that closes a descriptor", async () => {
    const { outcome, heard } = await stage.run(`import { closeSync } from "node:fs"; closeSync(1); console.log("still heard");`);
    assert.equal(outcome.status, "ok");
    assert.equal(textOf(heard), "still heard\n");
  });
});
