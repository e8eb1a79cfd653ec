import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { leastSquares } from "../../src/objectives";
import { gradientDescent } from "../../src/optimizers";
import { minimize } from "../../src/training";
import { progress, progressBar } from "../../src/widgets";
import { FakeKernel } from "./fakeKernel";
import { printedLater } from "./printedLater";

const words = (kernel: FakeKernel) => kernel.shown.map(({ data }) => String(data["text/plain"]));

describe("progress", () => {
  let now: number;
  beforeEach(() => {
    now = 5000;
    mock.method(performance, "now", () => now);
  });
  afterEach(() => mock.restoreAll());

  it("gives the items as they are and one display that is replaced", () =>
    FakeKernel.during((kernel) => {
      const seen: string[] = [];
      for (const item of progress(["a", "b", "c"], { label: "letters" })) {
        seen.push(item);
        now += 200;
      }
      assert.deepEqual(seen, ["a", "b", "c"]);
      assert.deepEqual(words(kernel), [
        "letters: ░░░░░░░░░░░░░░░░░░░░ 0 % · 0 of 3",
        "letters: ███████░░░░░░░░░░░░░ 33 % · 1 of 3 · 5/s · 0.40 s left",
        "letters: █████████████░░░░░░░ 66 % · 2 of 3 · 5/s · 0.20 s left",
        "letters: ████████████████████ 3 of 3 in 0.60 s · 5/s",
        "letters: 3 of 3 in 0.60 s · 5/s",
      ]);
      assert.equal(new Set(kernel.shown.map(({ displayId }) => displayId)).size, 1);
      assert.deepEqual(kernel.shown.map(({ update }) => update), [false, true, true, true, true]);
    }));

  it("is shown at most ten times a second, and right at the end", () =>
    FakeKernel.during((kernel) => {
      for (const _ of progress(10_000)) now += 0.3;
      assert.ok(kernel.shown.length <= 32, `${kernel.shown.length} displays in 3 s`);
      assert.equal(words(kernel).at(-1), "10000 of 10000 in 3.0 s · 3333/s");
    }));

  it("shows that all is done, however soon it comes, where nobody says that it has ended", () =>
    FakeKernel.during((kernel) => {
      const bar = progressBar({ total: 5 });
      now += 200;
      bar.update(4 + 2 / 3);
      assert.match(words(kernel).at(-1)!, /93 % · 4\.7 of 5 · 23\.3\/s · 0\.01 s left$/);
      now += 10;
      bar.update(5, { loss: 0.25 });
      assert.match(words(kernel).at(-1)!, / 5 of 5 in 0\.21 s · 23\.8\/s · loss 0\.25$/);
    }));

  it("says where a loop was left", () =>
    FakeKernel.during((kernel) => {
      for (const number of progress(100)) {
        now += 50;
        if (number === 41) break;
      }
      assert.equal(words(kernel).at(-1), "stopped at 41 of 100 after 2.1 s · 19.5/s");
    }));

  it("counts where the total is not known", () =>
    FakeKernel.during((kernel) => {
      const naturals = function* () {
        yield* [1, 2, 3];
      };
      for (const _ of progress(naturals())) now += 90_000;
      assert.deepEqual(words(kernel), [
        "░".repeat(0) + "0", "1 · 1 min 30 s each · 1 min 30 s", "2 · 1 min 30 s each · 3 min 0 s", "3 · 1 min 30 s each · 4 min 30 s",
        "3 in 4 min 30 s · 1 min 30 s each",
      ]);
    }));

  it("goes over what comes later too", () =>
    FakeKernel.during(async (kernel) => {
      const later = async function* () {
        yield "a";
        yield "b";
      };
      const seen: string[] = [];
      for await (const item of progress(later(), { total: 2, label: "files" })) seen.push(item);
      assert.deepEqual(seen, ["a", "b"]);
      assert.equal(words(kernel).at(-1), "files: 2 of 2 in 0.00 s");
    }));

  it("is HTML with a bar that has a name, and its label escaped", () =>
    FakeKernel.during((kernel) => {
      progressBar({ label: "a < b", total: 4 }).advance(3);
      now += 1000;
      assert.equal(kernel.shown.length, 1);
      const html = String(kernel.shown[0]!.data["text/html"]);
      assert.match(html, /<label>a &lt; b <progress max="4" value="0" title="a &lt; b"><\/progress><\/label> 0 % · 0 of 4/);
    }));

  it("shows the loss of a training run", () =>
    FakeKernel.during((kernel) => {
      const objective = leastSquares([[1, 0], [0, 1], [1, 1]], [1, 0, 1], { loss: "half-sum" });
      const bar = progressBar({ label: "training", total: 500 });
      minimize(objective, gradientDescent({ learningRate: 0.1 }), {
        maxSteps: 500,
        onStep: ({ step, loss }) => {
          now += 10;
          bar.update(step, { loss });
        },
      });
      bar.finish();
      const last = words(kernel).at(-1)!;
      assert.match(last, /^training: stopped at \d+ of 500 after \d\.\d+ s · \d+(\.\d+)?\/s · loss \d\.?\d*e-\d+$/);
      assert.ok(kernel.shown.length > 10);
    }));

  it("prints one line at the end without Slope's kernel", async () => {
    const lines = await printedLater(() => {
      for (const _ of progress(1000, { label: "steps" })) now += 20;
    });
    assert.deepEqual(lines, ["steps: 1000 of 1000 in 20 s · 50/s"]);
  });

  it("refuses what cannot be gone over, and a count that is none", () => {
    const message = "progress: expected something to iterate over, or a count, received Object";
    assert.throws(() => progress({} as Iterable<number>), { message });
    assert.throws(() => progress(-1), { message: "progress, count: expected an integer of at least 0, received -1" });
    assert.throws(() => progressBar({ total: 0.5 }), { message: "progressBar, total: expected an integer of at least 0, received 0.5" });
  });
});
