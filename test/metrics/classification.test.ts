import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { accuracy, logLoss } from "../../src/metrics";

interface Case { name: string; target: number[]; probabilities: number[]; accuracy: number; logLoss: number }

const file = path.resolve(__dirname, "../../../test/metrics/fixtures/classification.json");
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };

describe("classification metrics", () => {
  for (const expected of cases) {
    it(`agree with scikit-learn: ${expected.name}`, () => {
      const { target, probabilities } = expected;
      assert.equal(accuracy(target, probabilities.map((p) => (p > 0.5 ? 1 : 0))), expected.accuracy);
      const loss = logLoss(target, probabilities);
      assert.ok(Math.abs(loss - expected.logLoss) <= 1e-14 * Math.max(1, expected.logLoss), `${loss} ${expected.logLoss}`);
    });
  }

  it("refuse lengths that differ, labels that are none and probabilities outside [0, 1]", () => {
    assert.throws(() => accuracy([1, 0], [1]), {
      message: "predictions: expected 2 numbers, one for each of the target, received 1",
    });
    assert.throws(() => logLoss([1, 0], [1]), {
      message: "probabilities: expected 2 numbers, one for each of the target, received 1",
    });
    assert.throws(() => logLoss([1, 2], [1, 1]), { message: "target, row 1: expected a label that is 0 or 1, received 2" });
    assert.throws(() => logLoss([1, 0], [1, 1.5]), {
      message: "probabilities, row 1: expected a number from 0 to 1, received 1.5",
    });
  });
});
