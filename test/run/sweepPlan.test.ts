import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { notebookParameters, planRuns, type ParameterValues } from "../../src/run";

const source = [
  "let rate = 0.1; // number, > 0: m", "let steps = 5; // integer, 1 to 1000: m", 'let method: "sgd" | "adam" = "sgd";',
  "let widths = [8]; // integers, at least 1: m",
].join("\n");
const parameters = notebookParameters({
  nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ cell_type: "code", metadata: { tags: ["parameters"] }, source }],
});
const plan = (words: string[], random?: number, seed?: number) => planRuns(parameters, words, { random, seed });

describe("a sweep's grid", () => {
  it("has every combination, the last parameter changing fastest", () => {
    assert.deepEqual(plan(["rate=0.1,1e-2", "method=sgd,adam", "steps=7"]), [
      { rate: 0.1, method: "sgd", steps: 7 }, { rate: 0.1, method: "adam", steps: 7 },
      { rate: 0.01, method: "sgd", steps: 7 }, { rate: 0.01, method: "adam", steps: 7 },
    ]);
  });

  it("takes lists as values", () => {
    assert.deepEqual(plan(["widths=[8,8],[16],4"]), [{ widths: [8, 8] }, { widths: [16] }, { widths: [4] }]);
  });

  const refusals: [string[], number | undefined, RegExp][] = [
    [[], undefined, /--set: expected at least one parameter with its values: name=1,2,3, received "none"/],
    [["lr=1"], undefined, /parameter: expected one of rate, steps, method, widths, received "lr"/],
    [["rate=1,0"], undefined, /rate: expected a number, > 0, received "0"/],
    [["rate=1", "rate=2"], undefined, /--set: expected one list for rate, received "two"/],
    [["rate=0.1..1"], undefined, /rate: expected values with commas between them, received "0\.1\.\.1"\. A range needs --random/],
    [["rate=0.1..1"], 0, /--random: expected an integer of at least 1, received 0/],
    [["rate=0.1..1"], NaN, /--random: expected an integer of at least 1, received NaN/],
    [["rate=0..1"], 3, /rate: expected a number, > 0, received "0"/],
    [["rate=1..0.1"], 3, /rate: expected a range from a smaller to a larger number, received "1\.\.0\.1"/],
    [["method=sgd..adam"], 3, /method: expected one of "sgd", "adam", received "sgd\.\.adam"/],
  ];
  for (const [words, random, message] of refusals) {
    it(`refuses ${words.join(" ") || "nothing"}${random === undefined ? "" : ` --random ${random}`}`, () => assert.throws(() => plan(words, random), { message }));
  }
});

describe("a sweep's random runs", () => {
  const words = ["rate=0.001..10:log", "steps=1..4", "method=sgd,adam"];

  it("are the same for the same seed, others for another, and none twice", () => {
    assert.deepEqual(plan(words, 20, 1), plan(words, 20, 1));
    assert.notDeepEqual(plan(words, 20, 1), plan(words, 20, 2));
    assert.equal(new Set(plan(words, 20, 1).map((run) => JSON.stringify(run))).size, 20);
  });

  it("lie in their ranges, and reach all of them", () => {
    for (let seed = 0; seed < 5; seed++) {
      const runs = plan(words, 200, seed) as { rate: number; steps: number; method: string }[];
      assert.ok(runs.every(({ rate, steps }) => rate >= 0.001 && rate <= 10 && Number.isInteger(steps)));
      assert.deepEqual([...new Set(runs.map(({ steps }) => steps))].sort(), [1, 2, 3, 4]);
      assert.deepEqual([...new Set(runs.map(({ method }) => method))].sort(), ["adam", "sgd"]);
      const small = runs.filter(({ rate }) => rate < 0.1).length; // half of the logarithms: 100, by 7.1
      assert.ok(small > 65 && small < 135, `${small} of 200 below 0.1`);
    }
  });

  it("of lists alone are combinations, each once", () => {
    const all = plan(["rate=1,2,3", "method=sgd,adam"]);
    const sorted = (runs: ParameterValues[]) => runs.map((run) => JSON.stringify(run)).sort();
    assert.deepEqual(sorted(plan(["rate=1,2,3", "method=sgd,adam"], 50, 3)), sorted(all));
    assert.equal(plan(["rate=1,2,3", "method=sgd,adam"], 4, 3).length, 4);
  });
});
