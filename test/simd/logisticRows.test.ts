import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { Matrix } from "../../src/arrays";
import { Random } from "../../src/random";
import { LogisticRows } from "../../src/simd";

function randomRows(seed: number, rows: number, columns: number, length: number) {
  const random = new Random(seed);
  const normals = (count: number) => Float64Array.from({ length: count }, () => random.normal());
  return {
    features: new Matrix(rows, columns, normals(rows * columns)),
    labels: Float64Array.from({ length: rows }, () => random.integer(2)),
    parameters: normals(columns + 1).map((value) => value * length),
  };
}

/** The sums as their definition says, and of each the sum of its terms' sizes. */
function direct(features: Matrix, labels: Float64Array, parameters: Float64Array) {
  const size = parameters.length;
  const [gradient, gradientSize] = [new Float64Array(size), new Float64Array(size)];
  const hessian = Matrix.zeros(size, size);
  let loss = 0;
  for (let i = 0; i < features.rows; i++) {
    const row = [1, ...features.row(i)];
    const z = row.reduce((sum, value, j) => sum + value * parameters[j], 0);
    const wrong = labels[i] === 1 ? -z : z;
    loss += Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
    const error = (labels[i] === 1 ? -1 : 1) / (1 + Math.exp(-wrong));
    const weight = 1 / (1 + Math.exp(-z)) / (1 + Math.exp(z));
    row.forEach((value, j) => {
      gradient[j] += error * value;
      gradientSize[j] += Math.abs(error * value);
      row.slice(j).forEach((other, k) => (hessian.values[j * size + j + k] += weight * value * other));
    });
  }
  return { loss, gradient, gradientSize, hessian };
}

describe("LogisticRows", () => {
  it("has the loss, gradient and Hessian of its rows to 1e-12, for any shape and however sure the model is", () => {
    const shapes = fc.record({
      seed: fc.integer({ min: 0, max: 100_000 }), fours: fc.integer({ min: 1, max: 600 }),
      columns: fc.integer({ min: 1, max: 40 }), length: fc.constantFrom(0, 1e-3, 1, 30),
    });
    fc.assert(fc.property(shapes, ({ seed, fours, columns, length }) => {
      const { features, labels, parameters } = randomRows(seed, 4 * fours, columns, length);
      const rows = LogisticRows.of(features, labels)!;
      const gradient = new Float64Array(columns + 1);
      const loss = rows.addLossAndGradient(parameters, gradient);
      const expected = direct(features, labels, parameters);
      assert.ok(Math.abs(loss / expected.loss - 1) < 1e-12);
      gradient.forEach((sum, j) => assert.ok(Math.abs(sum - expected.gradient[j]) <= 1e-12 * expected.gradientSize[j]));
      const hessian = rows.hessian(parameters);
      const largest = Math.max(...expected.hessian.values);
      hessian.values.forEach((sum, at) => assert.ok(Math.abs(sum - expected.hessian.values[at]) <= 1e-12 * largest));
    }), { numRuns: 40 });
  });

  it("keeps the digits of a loss that is nearly zero, and of one that is huge", () => {
    const features = new Matrix(8, 1, Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    const labels = new Float64Array(8).fill(1);
    const rows = LogisticRows.of(features, labels)!;
    for (const slope of [30, 1, -1, -1000]) {
      const parameters = Float64Array.of(0, slope);
      const gradient = new Float64Array(2);
      const loss = rows.addLossAndGradient(parameters, gradient);
      const expected = direct(features, labels, parameters);
      assert.ok(Math.abs(loss / expected.loss - 1) < 1e-14, `slope ${slope}: ${loss} ${expected.loss}`);
      assert.ok(Math.abs(gradient[1] / expected.gradient[1] - 1) < 1e-14);
    }
  });

  it("knows how wrong each row is to the last digits, however sure the model is", () => {
    const size = 40;
    const rows = LogisticRows.of(new Matrix(size, size, Float64Array.from({ length: size * size }, (_, k) => (k % (size + 1) === 0 ? 1 : 0))),
      new Float64Array(size))!;
    const random = new Random(5);
    for (let round = 0; round < 500; round++) {
      const z = Float64Array.from({ length: size }, () => 10 ** (6 * random.uniform() - 3.15) * (random.integer(2) ? 1 : -1));
      const gradient = new Float64Array(size + 1);
      rows.addLossAndGradient(Float64Array.of(0, ...z), gradient);
      z.forEach((value, i) => {
        const small = Math.exp(-Math.abs(value));
        const expected = (value > 0 ? 1 : small) / (1 + small);
        assert.ok(Math.abs(gradient[i + 1] / expected - 1) < 1e-15, `z ${value}: ${gradient[i + 1]} ${expected}`);
      });
    }
  });

  it("leaves the rows that do not come in fours to its caller, and takes only so many", () => {
    const { features, labels } = randomRows(1, 11, 3, 1);
    assert.equal(LogisticRows.of(features, labels)!.rows, 8);
  });

  it("gives NaN or Infinity for parameters that are no finite numbers", () => {
    const { features, labels } = randomRows(2, 8, 2, 1);
    const rows = LogisticRows.of(features, labels)!;
    assert.ok(Number.isNaN(rows.addLossAndGradient(Float64Array.of(0, NaN, 1), new Float64Array(3))));
    assert.equal(rows.addLossAndGradient(Float64Array.of(0, 1e308, 1e308), new Float64Array(3)), Infinity);
  });

  it("works again and again with the same result", () => {
    const { features, labels, parameters } = randomRows(3, 4096, 5, 1);
    const rows = LogisticRows.of(features, labels)!;
    const results = [0, 1, 2].map(() => {
      const gradient = new Float64Array(6);
      return [rows.addLossAndGradient(parameters, gradient), ...gradient, ...rows.hessian(parameters).values];
    });
    assert.deepEqual(results[1], results[0]);
    assert.deepEqual(results[2], results[0]);
  });
});
