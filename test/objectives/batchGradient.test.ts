import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { batchGradient, plainBatchGradient } from "../../src/objectives/batchGradient";
import { Random } from "../../src/random";

describe("batchGradient", () => {
  it("written out or in loops is the sum over the rows, from 1 to 20 columns, with and without an intercept", () => {
    const problems = fc.record({
      seed: fc.integer({ min: 0, max: 100_000 }), columns: fc.integer({ min: 1, max: 20 }), fitIntercept: fc.boolean(),
      chosen: fc.array(fc.integer({ min: 0, max: 49 }), { minLength: 1, maxLength: 40 }), scale: fc.constantFrom(1e-9, 1, 1e9),
    });
    fc.assert(fc.property(problems, ({ seed, columns, fitIntercept, chosen, scale }) => {
      const random = new Random(seed);
      const normals = (count: number) => Float64Array.from({ length: count }, () => random.normal());
      const values = normals(50 * columns).map((value, k) => (k % columns === 0 ? scale * value : value));
      const [target, parameters] = [normals(50), normals(columns + (fitIntercept ? 1 : 0))];
      const [expected, sizes] = [new Float64Array(parameters.length), new Float64Array(parameters.length)];
      for (const i of chosen) {
        const row = [...(fitIntercept ? [1] : []), ...values.slice(i * columns, (i + 1) * columns)];
        const terms = row.map((value, j) => value * parameters[j]);
        const error = terms.reduce((sum, term) => sum + term, -target[i]);
        const size = terms.reduce((sum, term) => sum + Math.abs(term), Math.abs(target[i]));
        row.forEach((value, j) => {
          expected[j] += 0.3 * error * value;
          sizes[j] += size * Math.abs(value);
        });
      }
      for (const write of [batchGradient(columns, fitIntercept), plainBatchGradient(columns, fitIntercept)]) {
        const gradient = new Float64Array(parameters.length).fill(NaN);
        write(values, target, Uint32Array.from(chosen), parameters, gradient, 0.3);
        gradient.forEach((value, j) => assert.ok(Math.abs(value - expected[j]) <= 1e-13 * sizes[j], `${value} ${expected[j]}`));
      }
    }));
  });
});
