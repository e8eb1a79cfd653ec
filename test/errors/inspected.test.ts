import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { InputError, Random, LinearRegression, RidgeRegression, Matrix, loadMnist } from "../../src";

describe("console.log shows", () => {
  it("an InputError's message once, not its parts again", () => {
    const text = inspect(new InputError("learningRate", "a positive number", "-1", "Try 0.1"));
    assert.equal(text.split("learningRate").length, 2);
    assert.equal(text.split("Try 0.1").length, 2);
  });

  it("a model's options and what it has learned, by the names that a reader can write", () => {
    assert.equal(inspect(new LinearRegression()), "LinearRegression {}");
    const model = new RidgeRegression({ alpha: 0 }).fit([[1], [2], [3]], [3, 5, 7]);
    const { intercept, coefficients } = model;
    assert.equal(inspect(model), `RidgeRegression ${inspect({ alpha: 0, intercept, coefficients })}`);
  });

  it("a Matrix's size and first rows", () => {
    assert.equal(inspect(Matrix.fromRows([[1, 2], [3, 4]])), "Matrix 2 x 2 [ [ 1, 2 ], [ 3, 4 ] ]");
    const text = inspect(new Matrix(1000, 50, Float64Array.from({ length: 50_000 }, (_, i) => i)));
    assert.match(text, /^Matrix 1000 x 50 /);
    assert.match(text, /250,\s+251,\s+252,\s+253,\s+254,\s+255,\s+\.\.\. 44 more items[^]* and 994 more rows$/);
    assert.doesNotMatch(text, /\b300\b/);
  });

  it("a set of pictures' description and shape, a random generator's seed", () => {
    const text = inspect(loadMnist());
    assert.match(text, /^ImageDataset {\n {2}name: 'mnist',[^]* shape: \[ 10000, 28, 28, 1 \]\n}$/);
    assert.equal(inspect(new Random(7)), "Random { seed: 7 }");
  });
});
