import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Matrix } from "../../src/arrays";
import { kFold, loadCars, trainTestSplit } from "../../src/data";
import { reference } from "./files";

const range = (length: number) => Array.from({ length }, (_, i) => i);
const ascending = (values: Iterable<number>) => [...values].sort((a, b) => a - b);

describe("trainTestSplit", () => {
  it("has scikit-learn's sizes", () => {
    for (const { samples, testFraction, train, test } of reference.splitSizes) {
      const split = trainTestSplit({ features: range(samples), target: range(samples) }, { testFraction });
      assert.deepEqual([split.trainIndices.length, split.testIndices.length], [train, test]);
    }
  });

  it("chooses scikit-learn's rows for the same seed", () => {
    for (const { samples, testFraction, seed, train, test } of reference.splits) {
      const split = trainTestSplit({ features: range(samples), target: range(samples) }, { testFraction, seed });
      assert.deepEqual([[...split.trainIndices], [...split.testIndices]], [train, test]);
    }
  });

  it("puts every row on one side, target and features together", () => {
    const cars = loadCars();
    const { train, test, trainIndices, testIndices } = trainTestSplit(cars);
    assert.deepEqual(ascending([...trainIndices, ...testIndices]), range(392));
    for (const [part, indices] of [[train, trainIndices], [test, testIndices]] as const) {
      assert.deepEqual(part.features, cars.features.selectRows(indices));
      indices.forEach((row, i) => assert.equal(part.target[i], cars.target[row]));
    }
  });

  it("repeats itself for the same seed and differs for another", () => {
    const samples = { features: range(50), target: range(50) };
    assert.deepEqual(trainTestSplit(samples), trainTestSplit(samples, { seed: 0 }));
    assert.notDeepEqual(trainTestSplit(samples).testIndices, trainTestSplit(samples, { seed: 1 }).testIndices);
  });

  it("holds out each row equally often, over many seeds", () => {
    const counts = range(8).map(() => 0);
    for (let seed = 0; seed < 4000; seed++) {
      trainTestSplit({ features: range(8), target: range(8) }, { seed }).testIndices.forEach((row) => counts[row]!++);
    }
    for (const count of counts) assert.ok(Math.abs(count - 1000) < 5 * Math.sqrt(4000 * 0.25 * 0.75));
  });

  it("refuses a fraction outside (0, 1), one that leaves nothing, and lengths that differ", () => {
    const samples = { features: [1, 2, 3], target: [1, 2, 3] };
    assert.throws(() => trainTestSplit(samples, { testFraction: 1 }), {
      message: "testFraction: expected a number between 0 and 1, received 1",
    });
    assert.throws(() => trainTestSplit(samples, { testFraction: 0.9 }), {
      message: "testFraction: expected a number that leaves one of 3 rows to learn from, received 0.9",
    });
    assert.throws(() => trainTestSplit({ features: Matrix.zeros(3, 1), target: [1] }), {
      message: "target: expected 3 numbers, one a row of features, received 1",
    });
  });
});

describe("kFold", () => {
  it("makes scikit-learn's folds, shuffled or not", () => {
    for (const { samples, folds, seed, tests } of [...reference.folds, ...reference.shuffledFolds]) {
      assert.deepEqual(kFold(samples, { folds, seed }).map(({ testIndices }) => [...testIndices]), tests);
    }
  });

  it("tests on each row once and trains on all the others, shuffled or not, for every seed", () => {
    for (const seed of [undefined, ...range(30)]) {
      const folds = kFold(23, { folds: 4, seed });
      assert.deepEqual(folds.map(({ testIndices }) => testIndices.length), [6, 6, 6, 5]);
      assert.deepEqual(ascending(folds.flatMap(({ testIndices }) => [...testIndices])), range(23));
      for (const { trainIndices, testIndices } of folds) {
        assert.deepEqual(ascending([...trainIndices, ...testIndices]), range(23));
        assert.deepEqual([...trainIndices], ascending(trainIndices));
      }
    }
  });

  it("shuffles by its seed", () => {
    assert.deepEqual(kFold(20, { seed: 3 }), kFold(20, { seed: 3 }));
    assert.notDeepEqual(kFold(20, { seed: 3 }), kFold(20, { seed: 4 }));
    assert.notDeepEqual(kFold(20, { seed: 3 }), kFold(20));
  });

  it("refuses fewer than two folds and more folds than samples", () => {
    assert.throws(() => kFold(10, { folds: 1 }), {
      message: "folds: expected an integer from 2 to 10, received 1. A fold needs at least one row",
    });
    assert.throws(() => kFold(3), /folds: expected an integer from 2 to 3, received 5/);
  });
});
