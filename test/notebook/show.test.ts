import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { jupyterDisplay, show } from "../../src/notebook";
import { scatterWithTwoFits } from "../charts/gallery";
import { printed } from "./printed";

describe("show, outside a notebook", () => {
  it("prints the plain text", () => {
    assert.deepEqual(
      printed(() => void show("a line")),
      ["a line"],
    );
    assert.deepEqual(
      printed(() => void show(scatterWithTwoFits())),
      [scatterWithTwoFits().description],
    );
  });

  it("waits for a value that shows itself asynchronously", async (test) => {
    const { mock: log } = test.mock.method(console, "log", () => {});
    const shown = show({ [Symbol.for("Jupyter.display")]: async () => ({ "text/plain": "late" }) });
    assert.equal(log.callCount(), 0);
    assert.ok(shown instanceof Promise);
    await shown;
    assert.deepEqual(
      log.calls.map((call) => call.arguments),
      [["late"]],
    );
  });

  it("lets the error of a value that cannot show itself through", () => {
    const broken = {
      [jupyterDisplay]: () => {
        throw new Error("no picture");
      },
    };
    assert.throws(() => show(broken), /no picture/);
  });
});
