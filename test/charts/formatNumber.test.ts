import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatNumber } from "../../src/charts";

describe("formatNumber", () => {
  it("writes six significant digits without trailing zeros", () => {
    assert.equal(formatNumber(0.123456789), "0.123457");
    assert.equal(formatNumber(2.5), "2.5");
    assert.equal(formatNumber(1.23456, 3), "1.23");
  });

  it("writes whole numbers in full and large ones to the unit", () => {
    assert.equal(formatNumber(-82817974), "-82817974");
    assert.equal(formatNumber(82817974.52), "82817975");
  });

  it("uses powers of ten for the very large and the very small", () => {
    assert.equal(formatNumber(3.9690001e17), "3.969e17");
    assert.equal(formatNumber(-0.00001234567891), "-1.23457e-5");
  });

  it("names what is no finite number", () => {
    assert.deepEqual(
      [NaN, -Infinity, 0].map((value) => formatNumber(value)),
      ["NaN", "-Infinity", "0"],
    );
  });
});
