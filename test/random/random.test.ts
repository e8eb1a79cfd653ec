import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { Random } from "../../src/random";

const draw = (count: number, next: () => number) => Float64Array.from({ length: count }, next);
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Draws { seed: number; uniform: number[]; normal: number[]; integers: number[]; permutation: number[]; "uniform after 5000": number; "uniform after three normals": number }
const fixture = path.resolve(__dirname, "../../../test/random/fixtures/numpy.json");
const numpy = JSON.parse(readFileSync(fixture, "utf8")) as { draws: Draws[] };

describe("Random", () => {
  for (const expected of numpy.draws) {
    it(`draws the numbers of NumPy's RandomState(${expected.seed})`, () => {
      const fresh = () => new Random(expected.seed);
      const [uniform, normal, integers, mixed] = [fresh(), fresh(), fresh(), fresh()];
      assert.deepEqual(expected.uniform.map(() => uniform.uniform()), expected.uniform);
      expected.normal.forEach((value) => assert.ok(Math.abs(normal.normal() / value - 1) < 1e-15));
      assert.deepEqual([2, 3, 10, 1000, 2 ** 31 - 1].map((below) => integers.integer(below)), expected.integers);
      assert.deepEqual(Array.from(fresh().permutation(12)), expected.permutation);
      const many = fresh();
      for (let k = 0; k < 5000; k++) many.uniform();
      assert.equal(many.uniform(), expected["uniform after 5000"]);
      for (let k = 0; k < 3; k++) mixed.normal();
      assert.equal(mixed.uniform(), expected["uniform after three normals"]);
    });
  }

  it("gives unrelated numbers for neighbouring seeds", () => {
    const first = draw(4000, () => 0).map((_, seed) => new Random(seed).uniform() - 0.5);
    const neighbours = first.slice(1).map((value, seed) => 12 * value * first[seed]!);
    assert.ok(Math.abs(mean(first)) < 5 * Math.sqrt(1 / 12 / 4000));
    assert.ok(Math.abs(mean(neighbours)) < 5 / Math.sqrt(4000));
  });

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

  it("shuffles values in place, as a permutation orders their places", () => {
    const values = Uint32Array.from({ length: 1000 }, (_, i) => 7 * i);
    new Random(3).shuffle(values);
    assert.deepEqual(values, new Random(3).permutation(1000).map((place) => 7 * place));
    new Random(3).shuffle(new Uint32Array(0));
  });

  it("refuses a seed that is no integer", () => {
    assert.throws(() => new Random(0.5), { message: "seed: expected an integer from 0 to 4294967295, received 0.5" });
  });
});
