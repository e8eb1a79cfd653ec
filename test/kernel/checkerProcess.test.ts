import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { Cells } from "./stageCells";

const cells = new Cells();
after(() => cells.close());

/** The process behind the handle. */
function child(): import("node:child_process").ChildProcess {
  return (cells.checker as unknown as { child: import("node:child_process").ChildProcess }).child;
}

describe("the checker's process", () => {
  it("answers in the order of the questions", async () => {
    const [first, second] = await Promise.all([cells.checker.compile(1, "let a = 1"), cells.checker.compile(2, "a.toFixed()")]);
    assert.deepEqual([first.ok, second.ok], [true, true]);
  });

  it("is started anew when it dies, with the good cells and without those taken back", async () => {
    await cells.checker.compile(3, "let b = 'text', lost = 1");
    await cells.checker.retract(3, ["lost"]);
    const before = child().pid;
    child().kill("SIGKILL");
    const asked = await cells.checker.compile(4, "b.length + a");
    assert.equal(asked.ok, true);
    assert.notEqual(child().pid, before);
    assert.equal(cells.notices.length, 1);
    assert.equal((await cells.checker.compile(5, "lost")).ok, false);
  });

  it("asks again what was asked when it died", async () => {
    const asked = cells.checker.compile(6, "a + 1");
    child().kill("SIGKILL");
    assert.equal((await asked).ok, true);
  });

  it("forgets", async () => {
    await cells.checker.forget();
    assert.equal((await cells.checker.compile(7, "a")).ok, false);
  });

  it("is not of the kernel's process group, which an interrupt goes to", () => {
    process.kill(-child().pid!, 0); // leads a group of its own
  });
});
