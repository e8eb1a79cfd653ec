import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, it } from "node:test";
import { Random } from "../../src/random";
import { bestTrial, logUniform, randomSearch, uniform } from "../../src/training";

const FIXTURE = resolve(__dirname, "../../../test/training/fixtures/randomSearch.json");
interface Case { low: number; high: number; seed: number; logUniform: number[]; uniform: number[] }
const { cases }: { cases: Case[] } = JSON.parse(readFileSync(FIXTURE, "utf8"));

describe("randomSearch", () => {
  const space = { learningRate: logUniform(1e-3, 1), momentum: uniform(0, 0.99) };
  const bowl = ({ learningRate, momentum }: Record<"learningRate" | "momentum", number>) =>
    Math.log(learningRate / 0.03) ** 2 + (momentum - 0.5) ** 2;

  it("keeps the combination with the least score of all it tried", () => {
    for (let seed = 0; seed < 20; seed++) {
      const { trials, best } = randomSearch(space, bowl, { trials: 25, seed });
      assert.equal(trials.length, 25);
      for (const { options, score } of trials) assert.equal(score, bowl(options));
      assert.equal(best!.score, Math.min(...trials.map(({ score }) => score)));
    }
  });

  it("repeats itself for the same seed, differs for another, and a longer search begins as a shorter one", () => {
    const { trials } = randomSearch(space, bowl, { seed: 3 });
    assert.equal(trials.length, 30);
    assert.deepEqual(randomSearch(space, bowl, { seed: 3 }).trials, trials);
    assert.deepEqual(randomSearch(space, bowl, { seed: 3, trials: 7 }).trials, trials.slice(0, 7));
    assert.notDeepEqual(randomSearch(space, bowl, { seed: 4 }).trials, trials);
  });

  it("draws each hyperparameter independently of the others", () => {
    const { trials } = randomSearch(space, bowl, { trials: 4000 });
    const ranks = trials.map(({ options }) => [Math.log(options.learningRate) / Math.log(1e-3) - 0.5, options.momentum / 0.99 - 0.5]);
    const covariance = ranks.reduce((sum, [a, b]) => sum + a! * b!, 0) / trials.length;
    assert.ok(Math.abs(covariance) < (5 / 12) / Math.sqrt(trials.length));
  });

  it("counts a score that is no finite number as the worst", () => {
    const { best } = randomSearch({ x: uniform(-1, 1) }, ({ x }) => (x < 0 ? NaN : x < 0.5 ? Infinity : x), { trials: 50 });
    assert.ok(best!.options.x >= 0.5);
    assert.equal(randomSearch({ x: uniform(0, 1) }, () => NaN).best, null);
    assert.equal(bestTrial([]), null);
  });

  it("keeps the first of equally good trials", () => {
    const { trials, best } = randomSearch({ x: uniform(0, 1) }, () => 1, { trials: 3 });
    assert.equal(best, trials[0]);
  });

  it("passes on what the score throws, and refuses an empty space and no trials", () => {
    assert.throws(() => randomSearch({ x: uniform(0, 1) }, () => { throw new RangeError("too far"); }), /too far/);
    assert.throws(() => randomSearch({}, () => 0), { message: "space: expected at least one hyperparameter, received 0" });
    assert.throws(() => randomSearch({ x: uniform(0, 1) }, () => 0, { trials: 0 }), {
      message: "trials: expected an integer of at least 1, received 0",
    });
  });
});

describe("the distributions", () => {
  it("draw the numbers of SciPy's for the same seed", () => {
    for (const { low, high, seed, ...expected } of cases) {
      for (const [name, distribution] of Object.entries({ logUniform, uniform })) {
        const random = new Random(seed);
        const draw = distribution(low, high);
        for (const value of expected[name as "uniform"]) assert.ok(Math.abs(draw(random) / value - 1) < 1e-13, name);
      }
    }
  });

  it("refuse bounds that are none", () => {
    assert.throws(() => logUniform(0, 1), { message: "logUniform, low: expected a positive number, received 0" });
    assert.throws(() => logUniform(1, 1), { message: "logUniform, high: expected a finite number above 1, received 1" });
    assert.throws(() => uniform(2, 1), { message: "uniform, high: expected a finite number above 2, received 1" });
    assert.throws(() => uniform(0, Infinity), /expected a finite number above 0, received Infinity/);
  });
});
