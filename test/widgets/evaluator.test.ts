import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import type { CommMessage } from "../../src/kernel/parts";
import { notebooksFolder } from "../../src/run";
import { Stage } from "../kernel/stageEvaluator";
import { outputTexts } from "./fakeKernel";

type Content = { method?: string; state: Record<string, unknown> };

describe("interact in the process that runs cells", { timeout: 120_000 }, () => {
  const stage = new Stage({ folder: notebooksFolder });
  let serial = 5000;
  const messages = (from = 0): CommMessage[] =>
    stage.heard.slice(from).flatMap((said) => (said.type === "comm" ? [said.message] : []));
  const idOf = (model: string): string =>
    messages().find(({ type, data }) => type === "open" && (data as Content).state._model_name === model)!.id;
  /** Moves the slider; ends when the kernel is idle again. */
  const move = (value: number): Promise<void> =>
    stage.evaluator.comm(++serial, { type: "msg", id: idOf("FloatSliderModel"), data: { method: "update", state: { value } } });
  /** What stands below the slider. */
  const result = () => {
    const updates = messages().filter(({ id, type }) => type === "msg" && id === idOf("OutputModel"));
    return outputTexts((updates.at(-1)!.data as Content).state);
  };

  before(async () => {
    await stage.run(`import { interact, progress, slider } from "slope";`);
    const { outcome, heard } = await stage.run(`
      let runs = 0;
      interact({ x: slider(0, 1) }, async ({ x }) => {
        runs++;
        if (x === 0.7) await new Promise(() => {});
        if (x === 0.8) { await null; for (;;) {} }
        if (x === 0.9) for (;;) {}
        for (const _ of progress(2)) await new Promise((done) => setTimeout(done, 5));
        return x;
      });`);
    assert.equal(outcome.status, "ok");
    assert.equal(heard.at(-1)!.type, "display", "the first result is shown before the cell ends");
  });
  after(() => stage.evaluator.close());

  it("replaces a progress bar in the result as it goes on", async () => {
    await move(0.1);
    const [bar, value, ...others] = result();
    assert.match(bar!, /^2 of 2 in /);
    assert.deepEqual([value, others], ["0.1", []]);
  });

  it("works on the newest of many values that wait, and is busy until then", async () => {
    const before = Number(await stage.result("runs"));
    await Promise.all(Array.from({ length: 100 }, (_, k) => move((k + 1) / 200)));
    assert.equal(result()[1], "0.5");
    assert.ok(Number(await stage.result("runs")) - before < 10);
  });

  it("echoes a value with the message it came with, as a second page needs it", async () => {
    const from = stage.heard.length;
    await move(0.2);
    const echo = stage.heard.slice(from).find((said) => said.type === "comm" && (said.message.data as Content).method === "echo_update");
    assert.equal(echo?.type === "comm" && echo.cell, serial);
  });

  for (const [way, value] of [["waits for ever", 0.7], ["loops behind an await", 0.8], ["loops", 0.9]] as const) {
    it(`is interrupted when its work ${way}, says so, and goes on`, async () => {
      const working = move(value);
      await sleep(200);
      stage.evaluator.interrupt();
      await working;
      assert.deepEqual(result(), ["KeyboardInterrupt"]);
      await move(0.25);
      assert.equal(result()[1], "0.25");
    });
  }
});
