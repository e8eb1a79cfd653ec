import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { loadMnist, stratifiedSplit } from "../../src/data";
import { fixture } from "./files";

interface Split { name: string; target: number[]; testFraction: number; seed: number; train: number[]; test: number[] }
const { splits } = JSON.parse(readFileSync(fixture("images.json"), "utf8")) as { splits: Split[] };

describe("stratifiedSplit", () => {
  it("chooses scikit-learn's rows for the same seed", () => {
    for (const { name, target, testFraction, seed, train, test } of splits) {
      const split = stratifiedSplit(target, { testFraction, seed });
      assert.deepEqual([[...split.trainIndices], [...split.testIndices]], [train, test], `${name} ${testFraction} ${seed}`);
    }
  });

  it("gives each label its share of both parts", () => {
    const { labels } = loadMnist();
    const { trainIndices, testIndices } = stratifiedSplit(labels, { testFraction: 0.2 });
    assert.equal(new Set([...trainIndices, ...testIndices]).size, 10_000);
    for (let digit = 0; digit < 10; digit++) {
      const all = labels.filter((label) => label === digit).length;
      assert.ok(Math.abs(testIndices.filter((row) => labels[row] === digit).length - 0.2 * all) < 1);
    }
  });

  it("refuses labels that cannot stand in both parts", () => {
    assert.throws(() => stratifiedSplit([0, 0, 1]), {
      message: "target, label 1: expected at least two rows, one for each part, received 1",
    });
    assert.throws(() => stratifiedSplit([0, 0, 1, 1], { testFraction: 0.1 }), {
      message: "testFraction: expected a number that leaves each part a row of each of 2 labels, received 0.1",
    });
  });
});
