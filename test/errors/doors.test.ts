import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as slope from "../../src";

const features = [[1, 2], [2, 1], [3, 5], [4, 3]];
const target = [1, 2, 3, 5];
const loss = slope.leastSquares(features, target);
const layers = slope.layersOf({ sizes: [2, 1] }, new Float64Array(3));
const none = undefined as never;

/** What a newcomer may write, and what is answered. */
const answers: Record<string, [call: () => unknown, message: string][]> = {
  "an optimizer's name, the function that makes it, or none": [
    [() => slope.minimize(loss, "adam" as never), 'optimizer: expected one such as adam({ learningRate: 0.01 }), received "adam"'],
    [() => slope.minimize(loss, slope.adam as never), "optimizer: expected one such as adam({ learningRate: 0.01 }), received a function. Call it"],
    [() => slope.minimizeStochastic(loss, none), "optimizer: expected one such as adam({ learningRate: 0.01 }), received undefined"],
    [() => new slope.LinearRegression({ optimizer: "sgd" as never }), 'optimizer: expected one such as adam({ learningRate: 0.01 }), received "sgd"'],
    [() => slope.clipGradients(slope.adam as never, { maxNorm: 1 }), "optimizer: expected one such as adam({ learningRate: 0.01 }), received a function. Call it"],
    [() => slope.withWeightDecay(none, { weightDecay: 1 }), "optimizer: expected one such as adam({ learningRate: 0.01 }), received undefined"],
  ],
  "a function where an objective is needed": [
    [() => slope.minimize(Math.sin as never, slope.adam()),
      "objective: expected an object with dimension, value and gradient, such as leastSquares(…), received a function"],
    [() => slope.newton(none), "objective: expected an object with dimension, value and gradient, such as leastSquares(…), received undefined"],
    [() => slope.gradientCovariance(slope.rosenbrock() as never, new Float64Array(2)),
      "objective: expected a sum over samples, such as leastSquares(…), received Object"],
  ],
  "parameters that would make NaN": [
    [() => slope.centralDifferences(loss, [1, NaN]), "at, row 1: expected a finite number, received NaN. Remove or fill such rows first"],
    [() => slope.centralDifferences(loss, [1, 2], 0), "step: expected a positive number, received 0"],
    [() => slope.gradientCovariance(loss, Float64Array.of(1)), "parameters: expected 2 numbers, as the objective has, received 1"],
    [() => slope.softmax([1, undefined] as never), "z, entry 1: expected a number, received undefined"],
    [() => slope.logSoftmax("12" as never), 'z: expected a list of numbers, received "12"'],
  ],
  "a model where a function makes one, and features apart from their target": [
    [() => slope.crossValidate(new slope.LinearRegression() as never, features, target),
      "makeModel: expected a function that makes a model, received LinearRegression. Such as () => new LinearRegression()"],
    [() => slope.crossValidate((() => undefined) as never, features, target, { folds: 2 }),
      "makeModel: expected a function that makes a model, received undefined"],
    [() => slope.trainTestSplit(features as never, target as never), "options of trainTestSplit: expected an object with some of testFraction, seed, received Array of length 4"],
    [() => slope.trainTestSplit(features as never),
      "samples: expected an object with features and target, received Array of length 4. trainTestSplit({ features, target }, { seed: 1 })"],
  ],
  "truth values that are none": [
    [() => new slope.LinearRegression({ fitIntercept: "no" as never }), 'fitIntercept: expected true or false, received "no"'],
    [() => new slope.LogisticRegression({ fitIntercept: 1 as never }), "fitIntercept: expected true or false, received 1"],
    [() => new slope.Ridge({ fitIntercept: null as never }), "fitIntercept: expected true or false, received null"],
    [() => slope.leastSquares(features, target, { fitIntercept: 0 as never }), "fitIntercept: expected true or false, received 0"],
    [() => new slope.MiniBatches(4, { dropLast: "yes" as never }), 'dropLast: expected true or false, received "yes"'],
    [() => slope.minimize(loss, slope.adam(), { warn: 0 as never }), "warn: expected true or false, received 0"],
    [() => slope.loadDiabetes({ scaled: "yes" as never }), 'scaled: expected true or false, received "yes"'],
  ],
  "networks that are none": [
    [() => slope.parameterCount(5 as never), "sizes: expected a list such as [2, 16, 1], received 5"],
    [() => slope.parameterCount([2, , 1] as never), "sizes, entry 1: expected an integer of at least 1, received undefined"],
    [() => slope.forward([], features), "layers: expected at least one layer, received Array of length 0"],
    [() => slope.forward([{}] as never, features), "layers[0]: expected a layer with weights and as many biases as units, received Object"],
    [() => slope.backward(layers, {} as never, target, "mean-squared-error"), "pass: expected what forward made of these layers, received Object"],
    [() => slope.layersOf({ sizes: [2, 1] }, [1, 2, 3] as never),
      "parameters: expected a Float64Array of 3 numbers for a network of 2-1, received Array of length 3"],
  ],
  "a search of what cannot be drawn or compared": [
    [() => slope.randomSearch({ a: 1 as never }, () => 0), "space, a: expected a distribution such as uniform(0, 1), received 1"],
    [() => slope.randomSearch({ a: slope.uniform(0, 1) }, none), "score: expected a function of the hyperparameters, received undefined"],
    [() => slope.randomSearch({ a: slope.uniform(0, 1) }, (async () => 1) as never), "score: expected a function that returns a number, received one that returned Promise"],
    [() => slope.bestTrial({ trials: [] } as never), "trials: expected a list of trials, received Object"],
  ],
  "lists and matrices that are none": [
    [() => slope.ridgePath(features, target, 1 as never), "alphas: expected a list of numbers, received 1"],
    [() => slope.noiseBallRadius(0.1, none, [1]), "eigenvalues: expected a list of numbers, received undefined"],
    [() => slope.symmetricEigenvalues(5 as never), "matrix: expected a matrix, a DataFrame or a list of rows, received 5"],
    [() => slope.quadratic({ eigenvalues: [1, 2], rotation: [[1, 0], [0, 1]] as never }),
      "rotation: expected an angle in radians or an orthogonal Matrix, received Array of length 2"],
    [() => slope.confusionMatrix([0, 1], [0, 1], { labels: [0, NaN] }), "labels, row 1: expected a finite number, received NaN. Remove or fill such rows first"],
    [() => slope.precision([0, 1], [0, 1], { zeroDivision: "warn" as never }), 'zeroDivision: expected a number, which may be NaN, received "warn"'],
    [() => slope.loadIdx(7 as never), "folder: expected a path, received 7"],
  ],
};

describe("what is no answer to a parameter is refused in one sentence:", () => {
  for (const [what, calls] of Object.entries(answers)) {
    it(what, () => {
      for (const [call, message] of calls) assert.throws(call, { name: "InputError", message });
    });
  }

  it("a matrix as a list of rows has eigenvalues too", () => {
    assert.deepEqual([...slope.symmetricEigenvalues([[2, 0], [0, 1]])], [1, 2]);
  });
});
