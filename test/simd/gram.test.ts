import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { Matrix } from "../../src/arrays";
import { Random } from "../../src/random";
import { gram, gramPlain, gramSimd } from "../../src/simd";

function randomData(seed: number, rows: number, columns: number) {
  const random = new Random(seed);
  const numbers = (length: number) => Float64Array.from({ length }, () => random.normal() * 10 ** (6 * random.uniform() - 3));
  return { features: new Matrix(rows, columns, numbers(rows * columns)), target: numbers(rows), shifts: numbers(columns + 1) };
}

const shapes = fc.record({
  seed: fc.integer({ min: 0, max: 100_000 }), rows: fc.integer({ min: 1, max: 700 }), columns: fc.integer({ min: 1, max: 40 }),
});

describe("gram", () => {
  it("has counts, sums and products of the shifted columns", () => {
    const sums = gram(Matrix.fromRows([[1, 2], [3, 5], [4, 4]]), Float64Array.of(10, 20, 30), Float64Array.of(1, 2, 10));
    // The rows (1, x - shift, y - shift) are (1 0 0 0), (1 2 3 10), (1 3 2 20).
    assert.deepEqual(sums.toRows(), [[3, 5, 5, 30], [0, 13, 12, 80], [0, 0, 13, 70], [0, 0, 0, 500]]);
  });

  it("gives the same bits in WebAssembly and in TypeScript, for any number of rows and columns", () => {
    fc.assert(fc.property(shapes, ({ seed, rows, columns }) => {
      const { features, target, shifts } = randomData(seed, rows, columns);
      assert.deepEqual(gramSimd(features, target, shifts), gramPlain(features, target, shifts));
    }), { numRuns: 60 });
  });

  it("agrees with sums over the rows to 1e-13 of their size", () => {
    fc.assert(fc.property(shapes, ({ seed, rows, columns }) => {
      const { features, target, shifts } = randomData(seed, rows, columns);
      const sums = gram(features, target, shifts);
      const entry = (i: number, j: number) =>
        j === 0 ? 1 : j <= columns ? features.at(i, j - 1) - shifts[j - 1] : target[i] - shifts[columns];
      for (const [j, k] of [[0, 0], [0, columns], [columns, columns + 1], [columns + 1, columns + 1]]) {
        let [sum, size] = [0, 0];
        for (let i = 0; i < rows; i++) {
          sum += entry(i, j) * entry(i, k);
          size += Math.abs(entry(i, j) * entry(i, k));
        }
        assert.ok(Math.abs(sums.at(j, k) - sum) <= 1e-13 * size);
      }
    }), { numRuns: 30 });
  });

  it("shows an entry that is not finite, wherever it is", () => {
    for (const [place, value] of [[0, NaN], [7 * 300 - 1, Infinity], [1000, -Infinity]]) {
      const { features, target, shifts } = randomData(place, 300, 7);
      features.values[place] = value;
      const column = 1 + (place % 7);
      for (const sums of [gramSimd, gramPlain]) assert.ok(!Number.isFinite(sums(features, target, shifts).at(column, column)));
    }
  });
});
