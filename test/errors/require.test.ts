import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InputError, received, refuse, requireFinite, requireFraction, requireInteger, requireOneOf, requirePositive } from "../../src/errors";

const message = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof InputError);
    return error.message;
  }
  return "no error";
};

describe("an InputError", () => {
  it("says what was wrong, the rule, the value and what to do", () => {
    assert.equal(message(() => refuse("learningRate", "a positive number", -1, "Try 0.1")), "learningRate: expected a positive number, received -1. Try 0.1");
    assert.equal(message(() => refuse("path", "a file", "data.csv")), 'path: expected a file, received "data.csv"');
  });

  it("shortens long text and names lists and objects by kind", () => {
    assert.equal(received("x".repeat(100)).length, 60);
    assert.equal(received([1, 2, 3]), "Array of length 3");
    assert.equal(received(new Float64Array(7)), "Float64Array of length 7");
    assert.equal(received(new Map()), "Map");
    assert.equal(received(Object.create(null)), "an object");
    assert.equal(received(() => 1), "a function");
    assert.deepEqual([received(NaN), received(null), received(undefined), received(true)], ["NaN", "null", "undefined", "true"]);
  });
});

describe("the rules for options", () => {
  it("let through what obeys them, unchanged", () => {
    assert.deepEqual([requirePositive("a", 0.1), requireFinite("a", -2), requireInteger("a", 3, 1), requireFraction("a", 0.5)], [0.1, -2, 3, 0.5]);
    assert.equal(requireOneOf("loss", "mean", ["mean", "sum"]), "mean");
  });

  it("refuse what breaks them, numbers written as text included", () => {
    for (const value of [0, -1, NaN, Infinity, "1" as never]) assert.match(message(() => requirePositive("a", value)), /^a: expected a positive number, received/);
    for (const value of [NaN, -Infinity, null as never]) assert.match(message(() => requireFinite("a", value)), /^a: expected a finite number, received/);
    for (const value of [0, 1, NaN]) assert.match(message(() => requireFraction("a", value)), /^a: expected a number between 0 and 1, received/);
    assert.equal(message(() => requireInteger("folds", 1.5, 2)), "folds: expected an integer of at least 2, received 1.5");
    assert.equal(message(() => requireInteger("folds", 9, 2, 5)), "folds: expected an integer from 2 to 5, received 9");
    assert.equal(message(() => requireOneOf("loss", "mea" as "mean", ["mean"])), 'loss: expected one of "mean", received "mea"');
  });
});
