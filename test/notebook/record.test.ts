import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { record, recordedIn } from "../../src/notebook";
import { printed } from "./printed";

describe("record", () => {
  it("prints the name and the value outside a notebook", () => {
    assert.deepEqual(printed(() => record("final loss", 0.25)), ["final loss = 0.25"]);
  });

  it("refuses an empty name and a value that a table cannot hold", () => {
    assert.throws(() => record("", 1), { message: 'record, name: expected some words, received ""' });
    assert.throws(() => record("losses", [1] as never), { message: 'record "losses": expected a number, a text, true or false, received Array of length 1' });
  });

  it("is read back from an output's data, what JSON has no word for too; other outputs record nothing", () => {
    const mime = "application/vnd.slope.record+json";
    assert.deepEqual(recordedIn({ [mime]: { name: "a", value: "Infinity", kind: "number" } }), ["a", Infinity]);
    assert.deepEqual(recordedIn({ [mime]: { name: "a", value: "Infinity", kind: "string" } }), ["a", "Infinity"]);
    assert.equal(recordedIn({ "text/plain": "a = 1" }), undefined);
  });
});
