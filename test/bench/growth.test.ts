import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exponentOf, growthChart, growthTable, pointsOf, type GrowthSeries } from "../../bench/harness/growth";

const series: GrowthSeries = {
  name: "fit-n", title: "A fit", unit: "ms", work: "fit", along: "n", values: [10, 100, 1000, 10_000], size: { d: 3 },
  contestants: ["slope", "numpy"], tolerance: 1e-9, expected: 1,
};
const samples = Object.fromEntries(series.values.map((n) => [`fit-n, n = ${n}`, { slope: [n, 2 * n, 3 * n], numpy: [5 * n ** 2] }]));

describe("the growth of costs", () => {
  it("is a piece of work for each size", () => {
    const points = pointsOf(series);
    assert.deepEqual(points.map(({ size }) => size), [{ d: 3, n: 10 }, { d: 3, n: 100 }, { d: 3, n: 1000 }, { d: 3, n: 10_000 }]);
    assert.deepEqual([...new Set(points.map(({ work }) => work))], ["fit"]);
    assert.equal(new Set(points.map(({ name }) => name)).size, 4);
  });

  it("has the exponent of a power, whatever its factor", () => {
    const x = [1, 3, 10, 50];
    for (const exponent of [0, 1, 1.5, 2]) {
      assert.ok(Math.abs(exponentOf(x, x.map((value) => 7 * value ** exponent)) - exponent) < 1e-12);
    }
  });

  it("is shown as measured exponents beside the expected one", () => {
    const [head, , row] = growthTable([series], samples).split("\n");
    assert.equal(head, "| cost | sizes | expected exponent | measured, slope | measured, numpy |");
    assert.equal(row, "| A fit (ms) | n = 10; 100; 1,000; 10,000 | 1 | 1.00 | 2.00 |");
  });

  it("has no exponent for a contestant that was not measured", () => {
    const onlySlope = Object.fromEntries(Object.entries(samples).map(([name, { slope }]) => [name, { slope }]));
    assert.match(growthTable([series], onlySlope), /\| 1\.00 \| – \|$/);
  });

  it("is drawn with a line for each contestant", () => {
    const picture = growthChart(series, samples);
    assert.match(picture, /^<svg/);
    for (const word of ["A fit", "slope", "numpy", "median (ms)"]) assert.ok(picture.includes(word), word);
  });
});
