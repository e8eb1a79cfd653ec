import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { snapshotArguments } from "../../src/kernel/compiler/snapshotFile";
import { Cells } from "./stageCells";

const cells = new Cells();
after(() => cells.close());

const kill = () => process.kill(cells.checker.pid!, "SIGKILL");

describe("the checker's process", () => {
  it("is preceded by one that knows the language, for the first cells, and goes on with their names", async () => {
    const isThere = snapshotArguments(cells.folder, "language") !== undefined;
    assert.equal((await cells.checker.compile(-3, "let early: string = 'a'; early")).ok, true);
    assert.equal(cells.checker.pid === undefined, isThere);
    await cells.checker.compile(-2, "let neverReached = 1");
    await cells.checker.retract(-2, ["neverReached"]);
    const codes = async (code: string) => (await cells.diagnostics(code)).map((found) => found.code);
    assert.deepEqual(await codes("early = 1; process.nothing; neverReached"), [2322, 2339, 2304]);
    assert.ok(cells.checker.pid);
    assert.deepEqual(await codes("early.length + Buffer.from(early).length"), []);
  });

  it("is started though nothing needs it yet, so that it is there when something does", async () => {
    const other = new Cells();
    try {
      await other.checker.compile(1, "let a = 1");
      for (const since = Date.now(); !other.checker.pid && Date.now() - since < 10_000;) await setTimeout(10);
      assert.ok(other.checker.pid);
    } finally {
      other.close();
    }
  });

  it("answers in the order of the questions", async () => {
    const [first, second] = await Promise.all([cells.checker.compile(1, "let a = 1"), cells.checker.compile(2, "a.toFixed()")]);
    assert.deepEqual([first.ok, second.ok], [true, true]);
  });

  it("is started anew when it dies, with the good cells and without those taken back", async () => {
    await cells.checker.compile(3, "let b = 'text', lost = 1");
    await cells.checker.retract(3, ["lost"]);
    const before = cells.checker.pid;
    kill();
    const asked = await cells.checker.compile(4, "b.length + a");
    assert.equal(asked.ok, true);
    assert.notEqual(cells.checker.pid, before);
    assert.equal(cells.notices.length, 1);
    assert.equal((await cells.checker.compile(5, "lost")).ok, false);
  });

  it("asks again what was asked when it died", async () => {
    const asked = cells.checker.compile(6, "a + 1");
    kill();
    assert.equal((await asked).ok, true);
  });

  it("gives up a cell that nobody waits for and that would keep it busy for long, quick checker or steady one", async () => {
    const branches = Array.from({ length: 1300 }, (_, i) => `if (n === ${i}) { n = ${i} + 1; }`).join(" else ");
    const endless = `let n = Math.random() as number | string; for (;;) { ${branches} }`;
    const own = new Cells();
    try {
      for (const before of ["let kept = 1", "import { EOL } from 'node:os'; let alsoKept = kept"]) {
        assert.equal((await own.checker.compile(1, before)).ok, true);
        const abandoned = own.checker.compile(2, endless);
        const since = Date.now();
        own.checker.abandon(2);
        const [next] = await Promise.all([own.checker.compile(3, "kept + 1"), assert.rejects(abandoned, /type checker/)]);
        assert.equal(next.ok, true);
        assert.ok(Date.now() - since < 8000);
      }
      assert.equal((await own.checker.compile(4, "alsoKept")).ok, true);
    } finally {
      own.close();
    }
  });

  it("is let finish a cell that nobody waits for when it is through soon", async () => {
    const soon = cells.checker.compile(6, "let soon = 1");
    cells.checker.abandon(6);
    assert.equal((await soon).ok, true);
    const before = cells.checker.pid;
    await setTimeout(1100);
    assert.equal((await cells.checker.compile(6, "soon")).ok, true);
    assert.equal(cells.checker.pid, before);
  });

  it("forgets", async () => {
    await cells.checker.forget();
    assert.equal((await cells.checker.compile(7, "a")).ok, false);
  });

  it("is tried again with the next cell after it has died before it was up, with and without its snapshot", async () => {
    const die = async () => {
      const before = cells.checker.pid;
      kill();
      while (cells.checker.pid === before) await setTimeout(5);
    };
    await die();
    await die();
    const asked = cells.checker.compile(8, "1");
    await Promise.all([assert.rejects(asked, /does not start/), die()]);
    assert.equal((await cells.checker.compile(9, "2")).ok, true);
  });

  it("is not of the kernel's process group, which an interrupt goes to", () => {
    process.kill(-cells.checker.pid!, 0); // leads a group of its own
  });
});
