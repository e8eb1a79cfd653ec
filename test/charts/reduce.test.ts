import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { samplePoints, thinSeries } from "../../src/charts/reduce";

const series = fc.float64Array({ minLength: 1, maxLength: 500, noNaN: true, noDefaultInfinity: true });

describe("thinSeries", () => {
  it("keeps first, last, smallest and largest, in order, within the count asked for and the two ends", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 10, max: 100 }), (values, most) => {
        const kept = Array.from(thinSeries(values, most));
        assert.deepEqual(
          kept,
          [...new Set(kept)].sort((a, b) => a - b),
        );
        assert.ok(kept.length <= most + 2);
        assert.equal(kept[0], 0);
        assert.equal(kept[kept.length - 1], values.length - 1);
        const shown = kept.map((i) => values[i]!);
        assert.equal(Math.min(...shown), Math.min(...values));
        assert.equal(Math.max(...shown), Math.max(...values));
      }),
    );
  });

  it("keeps a single spike in a million values", () => {
    const values = new Float64Array(1_000_000).fill(1);
    values[654_321] = 9;
    assert.ok(thinSeries(values, 100).includes(654_321));
  });
});

describe("samplePoints", () => {
  it("takes every point when they are few", () => {
    assert.deepEqual(Array.from(samplePoints(Float64Array.of(3, 1, 2), Float64Array.of(0, 0, 0), 3)), [0, 1, 2]);
  });

  it("takes as many as asked, the extremes among them, the same ones each time", () => {
    const x = Float64Array.from({ length: 5000 }, (_, i) => Math.sin(i));
    const y = Float64Array.from({ length: 5000 }, (_, i) => Math.cos(2 * i));
    const chosen = samplePoints(x, y, 100);
    assert.equal(new Set(chosen).size, 100);
    assert.deepEqual(chosen, samplePoints(x, y, 100));
    assert.equal(Math.max(...Array.from(chosen, (i) => x[i]!)), Math.max(...x));
    assert.equal(Math.min(...Array.from(chosen, (i) => y[i]!)), Math.min(...y));
  });

  it("draws from all parts of the data", () => {
    const column = Float64Array.from({ length: 10_000 }, (_, i) => i);
    const quarters = [0, 0, 0, 0];
    for (const i of samplePoints(column, column, 2000)) quarters[Math.floor(i / 2500)]!++;
    for (const count of quarters)
      assert.ok(Math.abs(count - 500) < 5 * Math.sqrt(2000 * 0.25 * 0.75), String(quarters));
  });
});
