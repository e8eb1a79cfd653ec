import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import * as metrics from "../../src/metrics";

type Measure = "meanSquaredError" | "rootMeanSquaredError" | "meanAbsoluteError" | "r2Score";
type Case = { name: string; target: number[]; predictions: number[] } & Record<Measure, number>;

const file = path.resolve(__dirname, "../../../test/metrics/fixtures/regression.json");
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };
const MEASURES: Measure[] = ["meanSquaredError", "rootMeanSquaredError", "meanAbsoluteError", "r2Score"];

describe("regression metrics", () => {
  for (const expected of cases) {
    it(`agree with scikit-learn: ${expected.name}`, () => {
      for (const measure of MEASURES) {
        const actual = metrics[measure](expected.target, expected.predictions);
        assert.ok(Math.abs(actual - expected[measure]) <= 1e-13 * Math.abs(expected[measure]), `${measure} ${actual}`);
      }
    });
  }

  it("tell a constant target from a nearly constant one", () => {
    const tenths = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1];
    assert.equal(metrics.r2Score(tenths, tenths), 1);
    assert.equal(metrics.r2Score(tenths, [0, 0, 0, 0, 0, 0]), 0);
  });

  it("have no R² of a single sample", () => {
    assert.ok(Number.isNaN(metrics.r2Score([1], [1])));
    assert.equal(metrics.meanSquaredError([1], [3]), 4);
  });

  it("refuse lengths that differ and numbers that are not finite", () => {
    for (const measure of MEASURES) {
      assert.throws(() => metrics[measure]([1, 2], [1]), {
        message: "predictions: expected 2 numbers, one for each of the target, received 1",
      });
      assert.throws(() => metrics[measure]([1, NaN], [1, 2]), /target, row 1: expected a finite number, received NaN/);
      assert.throws(() => metrics[measure]([], []), /target: expected a list of at least one number/);
    }
  });
});
