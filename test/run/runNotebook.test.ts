import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { NotebookError, runNotebook, type CellProgress } from "../../src/run";
import { printed, writeNotebook } from "./writeNotebook";

const folder = mkdtempSync(path.join(tmpdir(), "slope run é-"));
after(() => rmSync(folder, { recursive: true }));
const place = (name: string) => path.join(folder, name);
const text = (name: string) => readFileSync(place(name), "utf8");

/** What a failing run throws. */
async function failure(name: string, target: string, timeoutSeconds?: number): Promise<NotebookError> {
  try {
    await runNotebook(place(name), place(target), { timeoutSeconds });
  } catch (error) {
    if (error instanceof NotebookError) return error;
    throw error;
  }
  return assert.fail("the run did not fail");
}

describe("runNotebook", { concurrency: 2 }, () => {
  it("runs all cells in order in the notebook's folder, tells of each, and leaves the source as it is", async () => {
    mkdirSync(place("own"));
    writeNotebook(place("own/good.ipynb"), ["const x = 2;", "", "console.log(x + 1, process.cwd().endsWith('own'));"]);
    const source = text("own/good.ipynb");
    const told: CellProgress[] = [];
    const run = await runNotebook(place("own/good.ipynb"), place("out/good.ipynb"), { onCell: (progress) => told.push(progress) });
    assert.deepEqual(printed(text("out/good.ipynb")), ["", "", "3 true\n"]);
    assert.equal(run.cells, 2);
    assert.ok(run.seconds > 0 && Date.now() - run.startedAt.getTime() >= run.seconds * 1000);
    assert.deepEqual(told.map(({ cell, of, line, seconds }) => [cell, of, line, seconds === undefined]), [
      [1, 2, "const x = 2;", true], [1, 2, "const x = 2;", false],
      [2, 2, "console.log(x + 1, process.cwd().endsWith('own'));", true], [2, 2, "console.log(x + 1, process.cwd().endsWith('own'));", false],
    ]);
    assert.equal(text("own/good.ipynb"), source);
    assert.equal(existsSync(place("out/good.failed.ipynb")), false);
  });

  it("names the cell that throws, gives its error without the kernel's own frames, and keeps what was reached beside the target", async () => {
    writeNotebook(place("throws.ipynb"), ["console.log('before');", "\n// divides\nthrow new RangeError('no such row');", "console.log('after');"]);
    const source = text("throws.ipynb");
    const { message, cell } = await failure("throws.ipynb", "throws.ipynb");
    assert.equal(cell, 2);
    assert.match(message, /throws\.ipynb, cell 2 of 3 \(\/\/ divides\): an error\n[\s\S]*RangeError: no such row/);
    assert.doesNotMatch(message, /node:|tslab[\\/]/);
    assert.match(message, /What was reached is in .*throws\.failed\.ipynb$/);
    assert.equal(text("throws.ipynb"), source);
    assert.deepEqual(printed(text("throws.failed.ipynb")), ["before\n", "", ""]);
    assert.match(text("throws.failed.ipynb"), /"ename": "RangeError",\s+"evalue": "no such row"/);
  });

  it("names the cell that takes too long", async () => {
    writeNotebook(place("slow.ipynb"), ["const x = 1;", "await new Promise(() => setInterval(() => {}, 1000));"]);
    const { message } = await failure("slow.ipynb", "out/slow.ipynb", 6);
    assert.match(message, /slow\.ipynb, cell 2 of 2 \(.*\): it ran longer than 6 s; --timeout gives it more\nWhat was reached/);
    assert.match(text("out/slow.failed.ipynb"), /"evalue": "the cell ran longer than 6 s"/);
  });

  it("fails with an error that nothing awaited, of the cell that made it", async () => {
    writeNotebook(place("lost.ipynb"), ["console.log('before');", "setTimeout(() => void Promise.reject(new RangeError('nobody waits')), 200);", "await new Promise((resolve) => setTimeout(resolve, 1000));"]);
    const middle = await failure("lost.ipynb", "out/lost.ipynb");
    assert.match(middle.message, /lost\.ipynb, cell 2 of 3 \(setTimeout.*\): an error that nothing awaited\n[\s\S]*RangeError: nobody waits[\s\S]*What was reached is/);
    assert.match(text("out/lost.failed.ipynb"), /RangeError: nobody waits/);
    writeNotebook(place("last.ipynb"), ["void Promise.reject(new RangeError('at the end'));"]);
    assert.match((await failure("last.ipynb", "out/last.ipynb")).message, /cell 1 of 1 .*: an error\n[\s\S]*at the end/);
  });

  it("waits for what the last cell set going, and fails with its error", async () => {
    writeNotebook(place("later.ipynb"), ["setTimeout(() => void Promise.reject(new RangeError('a second late')), 1000);"]);
    assert.match((await failure("later.ipynb", "out/later.ipynb")).message, /cell 1 of 1 .*: an error that nothing awaited\n[\s\S]*a second late/);
  });

  it("gives parameters other values, the source unchanged", async () => {
    writeNotebook(place("set.ipynb"), ["let rate = 0.1, method: 'sgd' | 'adam' = 'sgd', widths = [1];", "console.log(rate * 2, method, widths);"], { 0: ["parameters"] });
    const source = text("set.ipynb");
    const run = await runNotebook(place("set.ipynb"), place("out/set.ipynb"), { parameters: { rate: 0.3, method: "adam", widths: [2, 3] } });
    assert.equal(run.cells, 3);
    assert.deepEqual(printed(text("out/set.ipynb")), ["", "", "0.6 adam [ 2, 3 ]\n"]);
    assert.equal(text("set.ipynb"), source);
  });

  it("names the cell that ends its process", async () => {
    writeNotebook(place("exit.ipynb"), ["process.exit(3);"]);
    const { message } = await failure("exit.ipynb", "out/exit.ipynb");
    assert.match(message, /exit\.ipynb, cell 1 of 1 \(process\.exit\(3\);\): an error\nprocess\.exit\(3\) ended the process/);
  });

  it("refuses a file that is no notebook, and a time-out that is no whole number of seconds", async () => {
    writeFileSync(place("none.ipynb"), "no JSON");
    assert.match((await failure("none.ipynb", "out/none.ipynb")).message, /none\.ipynb: not a notebook that can be read/);
    await assert.rejects(runNotebook(place("none.ipynb"), place("x.ipynb"), { timeoutSeconds: 0 }), {
      message: "timeoutSeconds: expected an integer of at least 1, received 0",
    });
  });

  it("replaces the source itself when asked, unless it was changed while it ran", async () => {
    writeNotebook(place("itself.ipynb"), ["console.log('fresh');"]);
    await runNotebook(place("itself.ipynb"), place("itself.ipynb"));
    assert.deepEqual(printed(text("itself.ipynb")), ["fresh\n"]);
    writeNotebook(place("edited.ipynb"), ["console.log(1);"]);
    const run = runNotebook(place("edited.ipynb"), place("edited.ipynb"), { onCell: () => writeNotebook(place("edited.ipynb"), ["2"]) });
    await assert.rejects(run, /edited\.ipynb: expected the file as it was when the run began, received "another version"\. The run is in/);
    assert.match(text("edited.ipynb"), /"source":"2"/);
  });
});
