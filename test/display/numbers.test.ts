import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatColumn } from "../../src/display/numbers";

describe("formatColumn", () => {
  it("gives all numbers the same decimals, about six digits for the largest", () => {
    assert.deepEqual(formatColumn([1 / 3, 100 / 3, 10_000 / 3]), ["0.33", "33.33", "3333.33"]);
    assert.deepEqual(formatColumn([1, 2.5, -10]), ["1.0", "2.5", "-10.0"]);
    assert.deepEqual(formatColumn([1, 2, 30_000_000]), ["1", "2", "30000000"]);
  });

  it("writes each number on its own when they are too far apart for that", () => {
    assert.deepEqual(formatColumn([1e-9, 0.5]), ["1e-9", "0.5"]);
    assert.deepEqual(formatColumn([1.5, 3.25e20]), ["1.5", "3.25e20"]);
  });

  it("keeps what is no finite number beside the others", () => {
    assert.deepEqual(formatColumn([NaN, 0.5, Infinity]), ["NaN", "0.5", "Infinity"]);
    assert.deepEqual(formatColumn([]), []);
  });
});
