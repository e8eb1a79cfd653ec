import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import {
  InputError, LinearRegression, Matrix, MultilayerPerceptron, Random, Ridge, StandardScaler, gradientDescent, leastSquares, loadMnist,
  logisticLoss, minimize,
} from "../../src";

describe("console.log shows", () => {
  it("an InputError's message once, not its parts again", () => {
    const text = inspect(new InputError("learningRate", "a positive number", "-1", "Try 0.1"));
    assert.equal(text.split("learningRate").length, 2);
    assert.equal(text.split("Try 0.1").length, 2);
  });

  it("a model's options and what it has learned, by the names that a reader can write", () => {
    assert.equal(inspect(new LinearRegression()), "LinearRegression {}");
    const model = new Ridge({ alpha: 0 }).fit([[1], [2], [3]], [3, 5, 7]);
    const { intercept, coefficients } = model;
    assert.equal(inspect(model), `Ridge ${inspect({ alpha: 0, intercept, coefficients })}`);
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

  it("a network's options, and how its training went", () => {
    const model = new MultilayerPerceptron({ hiddenLayers: [2], epochs: 1 });
    assert.equal(inspect(model), "MultilayerPerceptron { hiddenLayers: [ 2 ], epochs: 1 }");
    const { classes, history } = model.fit([[0], [1]], [0, 1]);
    assert.ok(inspect(model).includes(inspect(classes)) && inspect(model).includes(inspect(history)));
  });

  it("a run's optimizer and outcome in a sentence, not its records", () => {
    const run = minimize(leastSquares([[1]], [2]), gradientDescent({ learningRate: 0.5 }));
    assert.equal(inspect(run), `History of ${run}`);
    assert.match(inspect(run), /^History of gradient descent \(learningRate 0.5\) on mean squared error: converged after 1 step/);
  });

  it("of what a loss is one, and what a scaler has learned", () => {
    const [features, labels] = [[[1], [3]], [0, 1]];
    const squares = { name: "mean squared error", loss: "mean", samples: 2, dimension: 2, fitIntercept: true };
    assert.equal(inspect(leastSquares(features, labels, { fitIntercept: true })), `LeastSquares ${inspect(squares)}`);
    const logistic = { name: "logistic loss", samples: 2, dimension: 1, fitIntercept: false, weightDecay: 0.5 };
    assert.equal(inspect(logisticLoss(features, labels, { weightDecay: 0.5 })), `LogisticLoss ${inspect(logistic)}`);
    assert.equal(inspect(new StandardScaler()), "StandardScaler {}");
    const { mean, scale } = new StandardScaler().fit(features);
    assert.equal(inspect(new StandardScaler().fit(features)), `StandardScaler ${inspect({ mean, scale })}`);
  });
});
