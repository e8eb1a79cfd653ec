import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Random } from "../../src/random";

const draw = (count: number, next: () => number) => Float64Array.from({ length: count }, next);
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("Random", () => {
  it("repeats itself for the same seed and differs for another", () => {
    const [a, b, c] = [7, 7, 8].map((seed) => new Random(seed));
    const first = draw(20, () => a!.uniform());
    assert.deepEqual(first, draw(20, () => b!.uniform()));
    assert.notDeepEqual(first, draw(20, () => c!.uniform()));
  });

  it("draws uniform numbers in [0, 1) with mean 1/2 and variance 1/12, whatever the seed", () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = new Random(seed);
      const values = draw(20_000, () => random.uniform());
      assert.ok(values.every((value) => value >= 0 && value < 1));
      assert.ok(Math.abs(mean(values) - 0.5) < 5 * Math.sqrt(1 / 12 / 20_000));
      assert.ok(Math.abs(mean(values.map((value) => (value - 0.5) ** 2)) - 1 / 12) < 0.003);
    }
  });

  it("draws normal numbers with mean 0, variance 1 and kurtosis 3, whatever the seed", () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = new Random(seed);
      const values = draw(20_000, () => random.normal());
      assert.ok(Math.abs(mean(values)) < 5 / Math.sqrt(20_000));
      assert.ok(Math.abs(mean(values.map((value) => value ** 2)) - 1) < 5 * Math.sqrt(2 / 20_000));
      assert.ok(Math.abs(mean(values.map((value) => value ** 4)) - 3) < 5 * Math.sqrt(96 / 20_000));
    }
  });

  it("shuffles so that each place gets each number equally often", () => {
    const random = new Random(1);
    const counts = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
    for (let round = 0; round < 8000; round++) random.permutation(4).forEach((value, place) => counts[place]![value]!++);
    for (const row of counts) for (const count of row) assert.ok(Math.abs(count - 2000) < 5 * Math.sqrt(1500));
  });

  it("refuses a seed that is no integer", () => {
    assert.throws(() => new Random(0.5), { message: "seed: expected an integer from -2147483648 to 4294967295, received 0.5" });
  });
});
