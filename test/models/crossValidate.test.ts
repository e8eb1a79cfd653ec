import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { loadDiabetes } from "../../src/data";
import { crossValidate, LinearRegression } from "../../src/models";

const file = path.resolve(__dirname, "../../../test/models/fixtures/linearRegression.json");
const { diabetesFolds } = JSON.parse(readFileSync(file, "utf8")) as {
  diabetesFolds: { meanSquaredError: number; r2Score: number }[];
};

describe("crossValidate", () => {
  const { features, target } = loadDiabetes();
  const makeModel = (): LinearRegression => new LinearRegression();

  it("agrees with scikit-learn on five folds of the diabetes data in order", () => {
    const scores = crossValidate(makeModel, features, target);
    assert.equal(scores.folds.length, 5);
    scores.folds.forEach((fold, i) => {
      assert.ok(Math.abs(fold.meanSquaredError / diabetesFolds[i].meanSquaredError - 1) < 1e-12);
      assert.ok(Math.abs(fold.r2Score - diabetesFolds[i].r2Score) < 1e-12);
    });
    const average = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    assert.ok(Math.abs(scores.meanSquaredError - average(diabetesFolds.map((fold) => fold.meanSquaredError))) < 1e-8);
    assert.ok(Math.abs(scores.r2Score - average(diabetesFolds.map((fold) => fold.r2Score))) < 1e-12);
  });

  it("repeats itself for a seed and differs between seeds", () => {
    const [first, again, other] = [1, 1, 2].map((seed) => crossValidate(makeModel, features, target, { folds: 4, seed }));
    assert.deepEqual(first, again);
    assert.notEqual(first.meanSquaredError, other.meanSquaredError);
  });

  it("leaves one out with as many folds as rows", () => {
    const { folds, meanSquaredError } = crossValidate(makeModel, [[0], [1], [2]], [0, 1, 3], { folds: 3 });
    // The three lines through the other two points miss by 1, 0.5 and 1.
    assert.ok(Math.abs(meanSquaredError - (1 + 0.25 + 1) / 3) < 1e-14);
    assert.ok(folds.every((fold) => Number.isNaN(fold.r2Score)));
  });

  it("refuses more folds than rows, and a target of another length", () => {
    assert.throws(() => crossValidate(makeModel, [[0], [1]], [0, 1]), /folds: expected an integer from 2 to 2, received 5/);
    assert.throws(() => crossValidate(makeModel, [[0], [1]], [0]), /target: expected 2 numbers, one for each row/);
  });
});
