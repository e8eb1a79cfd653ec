import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nearest } from "../../src/errors/nearest";

describe("nearest", () => {
  it("finds the word that was meant, and none when nothing is like it", () => {
    const words = ["horsepower", "weight", "year"];
    assert.equal(nearest("Horse_power", words), "horsepower");
    assert.equal(nearest("wieght", words), "weight");
    assert.equal(nearest("yaer", words), "year");
    assert.equal(nearest("colour", words), undefined);
    assert.equal(nearest("x", []), undefined);
  });
});
