import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { DataFrame } from "danfojs-node";
import { Matrix } from "../../src/arrays";
import { loadDiabetes, StandardScaler, trainTestSplit } from "../../src/data";
import { norm } from "../../src/linearAlgebra";
import {
  activations, backward, forward, initialParameters, layersOf, logSoftmax, MultilayerPerceptron, networkLoss, oneHot,
  parameterCount, softmax, type Architecture, type HiddenActivation, type MultilayerPerceptronOptions,
  type NetworkLossName, type OutputActivation,
} from "../../src/models";
import { centralDifferences, leastSquares, logisticLoss } from "../../src/objectives";
import { adam, gradientDescent, momentum } from "../../src/optimizers";
import { Random } from "../../src/random";
import { minimize, minimizeStochastic } from "../../src/training";
import { warningsOf } from "./warnings";

interface Run { optimizer: keyof typeof OPTIMIZERS; epochs: number; batchSize: number; seed: number; losses: number[]; parameters: number[] }
interface Case {
  sizes: number[]; activation: HiddenActivation; outputActivation: OutputActivation; loss: NetworkLossName;
  features: number[][]; targets: number[][]; start: number[]; value: number; gradient: number[]; runs: Run[];
}

const OPTIMIZERS = {
  gradientDescent: gradientDescent({ learningRate: 0.1 }),
  momentum: momentum({ learningRate: 0.05, momentum: 0.9 }),
  adam: adam({ learningRate: 0.01 }),
};

const file = path.resolve(__dirname, "../../../test/models/fixtures/multilayerPerceptron.json");
const pyTorch = JSON.parse(readFileSync(file, "utf8")) as { cases: Case[] };

const HIDDEN = Object.keys(activations) as HiddenActivation[];

/** Entries that differ by more than `relative` of the larger of the expected entry and the vector's mean size. */
function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, relative: number, what: string): void {
  assert.equal(actual.length, expected.length, what);
  const size = norm(Float64Array.from(expected)) / Math.sqrt(expected.length);
  for (let k = 0; k < actual.length; k++) {
    const limit = relative * Math.max(Math.abs(expected[k]), size);
    assert.ok(Math.abs(actual[k] - expected[k]) <= limit, `${what}, entry ${k}: ${actual[k]} instead of ${expected[k]}`);
  }
}

function gradientOf(objective: ReturnType<typeof networkLoss>, parameters: Float64Array): Float64Array {
  const gradient = new Float64Array(parameters.length);
  objective.gradient(parameters, gradient);
  return gradient;
}

function normals(random: Random, rows: number, columns: number): Matrix {
  return new Matrix(rows, columns, Float64Array.from({ length: rows * columns }, () => random.normal()));
}

/** A network of random size, its data and a point in parameter space. */
function randomNetwork(seed: number) {
  const random = new Random(seed);
  const sizes = Array.from({ length: 2 + random.integer(4) }, () => 1 + random.integer(7));
  const outputActivation = ([...HIDDEN, "softmax"] as const)[random.integer(5)];
  const probabilities = outputActivation === "softmax" || outputActivation === "sigmoid";
  const loss: NetworkLossName = probabilities && random.uniform() < 0.7 ? "cross-entropy" : "mean-squared-error";
  const architecture: Architecture = { sizes, activation: HIDDEN[random.integer(4)], outputActivation };
  const rows = 1 + random.integer(200);
  const outputs = sizes[sizes.length - 1];
  const targets = loss === "mean-squared-error" ? normals(random, rows, outputs)
    : outputActivation === "softmax" ? oneHot(Array.from({ length: rows }, () => random.integer(outputs)), [...Array(outputs).keys()])
    : new Matrix(rows, outputs, Float64Array.from({ length: rows * outputs }, () => random.integer(2)));
  const parameters = Float64Array.from({ length: parameterCount(sizes) }, () => random.normal());
  return { architecture, features: normals(random, rows, sizes[0]), targets, loss, parameters };
}

const XOR = { features: [[0, 0], [0, 1], [1, 0], [1, 1]], labels: [0, 1, 1, 0] };

describe("the network's loss", () => {
  for (const expected of pyTorch.cases) {
    const { sizes, activation, outputActivation, loss, features, targets, start } = expected;
    const name = `${sizes.join("-")} ${activation}, ${outputActivation}, ${loss}`;
    const objective = networkLoss({ sizes, activation, outputActivation }, features, targets, loss);

    it(`has PyTorch's value and gradient to 1e-13: ${name}`, () => {
      const at = Float64Array.from(start);
      assert.ok(Math.abs(objective.value(at) / expected.value - 1) < 1e-13);
      assertClose(gradientOf(objective, at), expected.gradient, 1e-13, "gradient");
    });

    it(`is trained along PyTorch's path to 1e-12: ${name}`, () => {
      for (const run of expected.runs) {
        const { epochs, batchSize, seed } = run;
        const history = minimizeStochastic(objective, OPTIMIZERS[run.optimizer], { start, epochs, batchSize, seed });
        assertClose(history.loss.subarray(1), run.losses, 1e-12, `${run.optimizer}, loss`);
        assertClose(history.parameters, run.parameters, 1e-12, `${run.optimizer}, parameters`);
      }
    });
  }

  it("has the gradient of central differences, for 200 random networks without kinks near", () => {
    let checked = 0;
    for (let seed = 0; checked < 200; seed++) {
      const { architecture, features, targets, loss, parameters } = randomNetwork(seed);
      const { activations: a, preActivations } = forward(layersOf(architecture, parameters), features);
      const hasRelu = architecture.activation === "relu" || architecture.outputActivation === "relu";
      const reach = 1e-4 * Math.max(...a.flatMap(({ values }) => Array.from(values, Math.abs)));
      if (hasRelu && preActivations.some(({ values }) => values.some((z) => Math.abs(z) < reach))) continue;
      checked++;
      const objective = networkLoss(architecture, features, targets, loss);
      const measured = centralDifferences(objective, parameters);
      const gradient = gradientOf(objective, parameters);
      const difference = norm(gradient.map((value, j) => value - measured[j]));
      const limit = 1e-7 * (1 + norm(measured) + objective.value(parameters));
      assert.ok(difference < limit, `seed ${seed}, ${JSON.stringify(architecture)}: ${difference}, limit ${limit}`);
    }
  });

  it("gives value and gradient together as it gives them apart, bit for bit", () => {
    for (let seed = 0; seed < 20; seed++) {
      const { architecture, features, targets, loss, parameters } = randomNetwork(seed);
      const objective = networkLoss(architecture, features, targets, loss);
      const together = new Float64Array(parameters.length);
      assert.equal(objective.valueAndGradient(parameters, together), objective.value(parameters));
      assert.deepEqual(together, gradientOf(objective, parameters));
    }
  });

  it("is the least squares of chapter 01 and the logistic loss where the network has no hidden layer", () => {
    const random = new Random(3);
    const features = normals(random, 300, 4);
    const numbers = Float64Array.from({ length: 300 }, () => random.normal());
    const labels = numbers.map((value) => (value > 0 ? 1 : 0));
    const parameters = normals(random, 1, 5).values;
    const interceptFirst = Float64Array.of(parameters[4], ...parameters.subarray(0, 4));
    const pairs = [
      [networkLoss({ sizes: [4, 1] }, features, numbers, "mean-squared-error"), leastSquares(features, numbers, { fitIntercept: true })],
      [networkLoss({ sizes: [4, 1], outputActivation: "sigmoid" }, features, labels, "cross-entropy"), logisticLoss(features, labels, { fitIntercept: true })],
    ] as const;
    for (const [network, linear] of pairs) {
      assert.ok(Math.abs(network.value(parameters) / linear.value(interceptFirst) - 1) < 1e-13);
      const gradient = new Float64Array(5);
      linear.gradient(interceptFirst, gradient);
      const own = gradientOf(network, parameters);
      assertClose([own[4], ...own.subarray(0, 4)], gradient, 1e-12, linear.name);
    }
  });

  it("is an average: single rows' gradients average to the whole one, and rows that come twice count twice", () => {
    for (let seed = 0; seed < 20; seed++) {
      const { architecture, features, targets, loss, parameters } = randomNetwork(seed);
      const objective = networkLoss(architecture, features, targets, loss);
      const mean = new Float64Array(parameters.length);
      const gradient = new Float64Array(parameters.length);
      for (let i = 0; i < objective.samples; i++) {
        objective.sampleGradient(Uint32Array.of(i), parameters, gradient);
        gradient.forEach((value, j) => (mean[j] += value / objective.samples));
      }
      assertClose(mean, gradientOf(objective, parameters), 1e-11, `seed ${seed}`);
      const twice = new Float64Array(parameters.length);
      objective.sampleGradient(Uint32Array.of(0, 0), parameters, twice);
      objective.sampleGradient(Uint32Array.of(0), parameters, gradient);
      assertClose(twice, gradient, 1e-13, `seed ${seed}, the first row twice`);
    }
  });

  it("stays finite where the softmax itself is 0 in float64, and its gradient is p - y", () => {
    const objective = networkLoss({ sizes: [1, 3], outputActivation: "softmax" }, [[1]], [[1, 0, 0]], "cross-entropy");
    const parameters = Float64Array.of(-2000, 1000, 0, 0, 0, 0);
    assert.equal(objective.value(parameters), 3000);
    assert.deepEqual([...gradientOf(objective, parameters)], [-1, 1, 0, -1, 1, 0]);
    const binary = networkLoss({ sizes: [1, 1], outputActivation: "sigmoid" }, [[1]], [0], "cross-entropy");
    assert.equal(binary.value(Float64Array.of(5000, 0)), 5000);
    assert.ok(Math.abs(binary.value(Float64Array.of(Math.log(99), 0)) - -Math.log(0.01)) < 1e-14);
  });

  it("can be minimised whole: XOR, which no linear model solves", () => {
    const architecture: Architecture = { sizes: [2, 4, 1], activation: "tanh", outputActivation: "sigmoid" };
    const objective = networkLoss(architecture, XOR.features, XOR.labels, "cross-entropy");
    const history = minimize(objective, adam({ learningRate: 0.05 }), { start: initialParameters(architecture), maxSteps: 1000 });
    assert.ok(history.loss.at(-1)! < 0.02);
  });

  it("refuses what does not fit", () => {
    const loss = (options: Partial<Architecture>, targets: Parameters<typeof networkLoss>[2], name: NetworkLossName = "cross-entropy") =>
      () => networkLoss({ sizes: [2, 3, 2], outputActivation: "softmax", ...options }, [[1, 2], [3, 4]], targets, name);
    const rows = [[1, 0], [0, 1]];
    assert.throws(loss({ sizes: [3, 2] }, rows), { message: "features: expected 3 columns, one for each input, received 2" });
    assert.throws(loss({}, [[1, 0]]), { message: "targets: expected 2 rows, one for each of the features, received 1" });
    assert.throws(loss({}, [[1], [0]]), { message: "targets: expected 2 columns, one for each output, received 1" });
    assert.throws(loss({}, [[1, 0], [1, 1]]), { message: "targets, row 1: expected probabilities that add up to 1, received 2. See oneHot" });
    assert.throws(loss({}, [[1, 0], [-1, 2]]), /targets, row 1: expected a probability from 0 to 1 for the cross-entropy, received -1/);
    assert.throws(loss({ outputActivation: "relu" }, rows), /outputActivation: expected "softmax" or "sigmoid" for the cross-entropy/);
    assert.throws(loss({ sizes: [2] }, rows), /sizes: expected at least two numbers, the inputs and the outputs/);
    assert.throws(loss({ sizes: [2, 0, 2] }, rows), { message: "sizes, entry 1: expected an integer of at least 1, received 0" });
    assert.throws(loss({ activation: "softmax" as HiddenActivation }, rows), /activation: expected one of "identity", "relu"/);
    assert.throws(loss({}, rows, "hinge" as NetworkLossName), /loss: expected one of "mean-squared-error", "cross-entropy", received "hinge"/);
  });
});

describe("a pass through the network", () => {
  it("gives the check value of a 2-3-1 network worked out by hand", () => {
    const [w1, w2, w3, v] = [0.1, -0.4, 0.7, 0.5];
    const layers = layersOf({ sizes: [2, 3, 1], activation: "tanh", outputActivation: "sigmoid" },
      Float64Array.of(w1, 0, w2, 1, 0, w3, 0, 0.5, -0.5, v, 2 * v, -v, 0.25));
    const { activations: [, hidden, output], preActivations } = forward(layers, [[2, 3]]);
    const z = [w1 * 2, w2 * 2 + 3 + 0.5, w3 * 3 - 0.5];
    assertClose(preActivations[0].values, z, 1e-15, "z of the hidden layer");
    assertClose(hidden.values, z.map(Math.tanh), 1e-15, "a of the hidden layer");
    const last = v * Math.tanh(z[0]) + 2 * v * Math.tanh(z[1]) - v * Math.tanh(z[2]) + 0.25;
    assert.ok(Math.abs(output.values[0] - 1 / (1 + Math.exp(-last))) < 1e-15);
  });

  it("gives deltas and gradients of the weights' shapes, the vector gradient in pieces", () => {
    const { architecture, features, targets, loss, parameters } = randomNetwork(11);
    const layers = layersOf(architecture, parameters);
    const { deltas, weights, biases } = backward(layers, forward(layers, features), targets, loss);
    layers.forEach((layer, k) => {
      assert.deepEqual([weights[k].rows, weights[k].columns], [layer.weights.rows, layer.weights.columns]);
      assert.deepEqual([deltas[k].rows, deltas[k].columns], [features.rows, layer.biases.length]);
    });
    const pieces = layers.flatMap((_, k) => [...weights[k].values, ...biases[k]]);
    assertClose(pieces, gradientOf(networkLoss(architecture, features, targets, loss), parameters), 1e-12, "gradient");
  });

  it("refuses inputs and targets of other shapes", () => {
    const layers = layersOf({ sizes: [2, 1] }, new Float64Array(3));
    assert.throws(() => forward(layers, [[1, 2, 3]]), { message: "inputs: expected 2 columns, one for each input, received 3" });
    const pass = forward(layers, [[1, 2]]);
    assert.throws(() => backward(layers, pass, [[1], [2]], "mean-squared-error"), /targets: expected 1 rows/);
    assert.throws(() => backward(layers, pass, [[1, 2]], "mean-squared-error"), /targets: expected 1 columns/);
    assert.throws(() => layersOf({ sizes: [2, 1] }, new Float64Array(4)), /parameters: expected a Float64Array of 3 numbers for a network of 2-1/);
  });
});

describe("activations", () => {
  it("have the derivatives of central differences, and the ones known in closed form", () => {
    for (const { value, derivative } of Object.values(activations)) {
      for (const z of [-6, -1.5, -0.1, 0.2, 1, 6]) {
        assert.ok(Math.abs(centralDifferences(([x]) => value(x), [z])[0] - derivative(z)) < 1e-9);
      }
    }
    assert.equal(activations.sigmoid.derivative(0), 0.25);
    assert.equal(activations.tanh.derivative(0), 1);
    assert.deepEqual([-1, 0, 2].map(activations.relu.value), [0, 0, 2]);
    assert.deepEqual([-1, 0, 2].map(activations.relu.derivative), [0, 0, 1]);
  });

  it("neither overflow nor hide a NaN, however far out", () => {
    for (const { value, derivative } of Object.values(activations)) {
      for (const z of [-1e6, 1e6]) assert.ok(Number.isFinite(value(z)) && Number.isFinite(derivative(z)));
      assert.ok(Number.isNaN(value(NaN)));
    }
  });

  it("softmax is a distribution that a shift of z does not change, for any size of z", () => {
    for (const z of [[0, 1, 2], [1000, 1001, 1002], [-1e5, 0, 1e5], [3]]) {
      assert.ok(Math.abs(softmax(z).reduce((sum, p) => sum + p, 0) - 1) < 1e-14);
      assert.ok(logSoftmax(z).every(Number.isFinite));
    }
    assertClose(softmax([1000, 1001, 1002]), softmax([0, 1, 2]), 1e-12, "shifted");
  });
});

describe("the start", () => {
  it("has the variances that the method names, and zero biases, for many sizes", () => {
    for (const [initialisation, variance] of [["he", 2 / 300], ["glorot", 2 / 500], ["standard-normal", 1]] as const) {
      const [{ weights, biases }] = layersOf({ sizes: [300, 200, 1] },
        initialParameters({ sizes: [300, 200, 1] }, { initialisation, seed: 4 }));
      const measured = weights.values.reduce((sum, w) => sum + w * w, 0) / weights.values.length;
      assert.ok(Math.abs(measured / variance - 1) < 0.02, `${initialisation}: ${measured}`);
      assert.equal(biases.every((bias) => bias === 0), initialisation !== "standard-normal");
    }
  });

  it("is He's for relu and Glorot's for others, NumPy's numbers of the seed, and another for another seed", () => {
    const random = new Random(5);
    const scale = Math.sqrt(2 / 3);
    const drawn = initialParameters({ sizes: [3, 2, 1] }, { seed: 5 });
    assert.deepEqual([...drawn.subarray(0, 6)], Array.from({ length: 6 }, () => scale * random.normal()));
    const sigmoid: Architecture = { sizes: [3, 2, 1], activation: "sigmoid" };
    assert.deepEqual(initialParameters(sigmoid), initialParameters(sigmoid, { initialisation: "glorot", seed: 0 }));
    assert.notDeepEqual(initialParameters(sigmoid), initialParameters(sigmoid, { seed: 1 }));
    assert.throws(() => initialParameters(sigmoid, { initialisation: "zeros" as "he" }), /initialisation: expected one of "he"/);
  });
});

describe("MultilayerPerceptron", () => {
  const { features, target } = loadDiabetes();
  const scaled = new StandardScaler().fitTransform(features);
  const median = target.slice().sort()[221];
  const labels = target.map((value) => (value > median ? 1 : 0));

  it("separates three spirals, which no line does, and gives back labels and probabilities", () => {
    const random = new Random(0);
    const rows = Array.from({ length: 600 }, (_, i) => {
      const radius = 0.2 + 0.8 * random.uniform();
      const angle = 6 * radius + (2 * Math.PI * (i % 3)) / 3;
      return [3 * radius * Math.cos(angle), 3 * radius * Math.sin(angle)];
    });
    const arms = rows.map((_, i) => 10 * (i % 3) - 5);
    const model = new MultilayerPerceptron({ hiddenLayers: [32, 16], optimizer: adam({ learningRate: 0.01 }), epochs: 60 });
    model.fit(rows, arms);
    assert.deepEqual([...model.classes], [-5, 5, 15]);
    assert.ok(model.score(rows, arms) > 0.98);
    const probabilities = model.predictProbabilities(rows);
    const predictions = model.predict(rows);
    for (let i = 0; i < rows.length; i++) {
      const row = probabilities.row(i);
      assert.ok(Math.abs(row[0] + row[1] + row[2] - 1) < 1e-12);
      assert.equal(row[model.classes.indexOf(predictions[i])], Math.max(...row));
    }
    const linear = new MultilayerPerceptron({ hiddenLayers: [], optimizer: adam({ learningRate: 0.01 }), epochs: 60 });
    assert.ok(linear.fit(rows, arms).score(rows, arms) < 0.55);
  });

  it("gives two labels one sigmoid output, with probabilities that add up to 1", () => {
    const model = new MultilayerPerceptron({ hiddenLayers: [8], epochs: 30 }).fit(scaled, labels);
    assert.equal(model.weights[1].rows, 1);
    assert.equal(model.layers[1].activation, "sigmoid");
    const probabilities = model.predictProbabilities(scaled);
    model.predict(scaled).forEach((label, i) => {
      assert.ok(Math.abs(probabilities.at(i, 0) + probabilities.at(i, 1) - 1) < 1e-15);
      assert.equal(label, probabilities.at(i, 1) > 0.5 ? 1 : 0);
    });
    assert.ok(model.score(scaled, labels) > 0.75);
  });

  it("predicts numbers with the mean squared error, on new patients about as well as a linear model", () => {
    const mean = target.reduce((sum, value) => sum + value, 0) / target.length;
    const units = target.map((value) => (value - mean) / 77);
    const { train, test } = trainTestSplit({ features: scaled, target: units }, { seed: 2 });
    const model = new MultilayerPerceptron({ hiddenLayers: [16], loss: "mean-squared-error", epochs: 30 });
    model.fit(train.features, train.target);
    assert.ok(model.score(test.features, test.target) > 0.3);
    assert.equal(model.layers[1].activation, "identity");
    assert.throws(() => model.predictProbabilities(scaled), {
      message: 'predictProbabilities: expected a model with the loss "cross-entropy", received "mean-squared-error"',
    });
  });

  it("gives the same network for the same seed, and another for another", () => {
    const fit = (seed: number) => new MultilayerPerceptron({ hiddenLayers: [5], epochs: 3, seed }).fit(scaled, labels).parameters;
    assert.deepEqual(fit(7), fit(7));
    assert.notDeepEqual(fit(7), fit(8));
  });

  it("shows weights, biases and what happened", () => {
    const model = new MultilayerPerceptron({ hiddenLayers: [4, 3], epochs: 6, batchSize: 100 }).fit(scaled, labels);
    assert.deepEqual(model.weights.map(({ rows, columns }) => [rows, columns]), [[4, 10], [3, 4], [1, 3]]);
    assert.deepEqual(model.biases.map(({ length }) => length), [4, 3, 1]);
    assert.equal(model.parameters.length, parameterCount([10, 4, 3, 1]));
    assert.equal(model.history.loss.length, 7);
    assert.equal(model.history.steps, 30);
    assert.ok(model.history.loss[6] < model.history.loss[0]);
    const objective = networkLoss({ sizes: [10, 4, 3, 1], outputActivation: "sigmoid" }, scaled, labels, "cross-entropy");
    assert.equal(model.history.loss[6], objective.value(model.parameters), "the loss of all rows after the last epoch");
    assert.equal(model.history.gradientNorm.length, 0);
  });

  it("says in one line that it diverged", () => {
    const model = new MultilayerPerceptron({ hiddenLayers: [8], loss: "mean-squared-error", optimizer: gradientDescent({ learningRate: 100 }) });
    const warnings = warningsOf(() => model.fit(scaled, target));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /^MultilayerPerceptron: gradient descent diverged at step \d+ .*, or scale the features first \(StandardScaler\)$/);
  });

  it("says in one line that the loss is above its start", () => {
    const model = new MultilayerPerceptron({ hiddenLayers: [5], epochs: 20, optimizer: adam({ learningRate: 1000 }) });
    const warnings = warningsOf(() => model.fit(scaled, labels));
    assert.ok(model.history.loss[20] > model.history.loss[0]);
    assert.equal(model.history.outcome, "finished all epochs");
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /^MultilayerPerceptron: Adam stopped after .*: the loss is above its start\. Try a learningRate below 1000, or scale/);
  });

  it("keeps the columns' names, and refuses others", () => {
    const frame = new DataFrame([[1, 5], [2, 3], [3, 9], [4, 1]], { columns: ["age", "bmi"] });
    const model = new MultilayerPerceptron({ hiddenLayers: [3], epochs: 2 }).fit(frame, [0, 1, 0, 1]);
    assert.deepEqual(model.featureNames, ["age", "bmi"]);
    assert.throws(() => model.predict(new DataFrame([[1, 2]], { columns: ["bmi", "age"] })), /the columns of fit \(age, bmi\)/);
    assert.throws(() => model.predict([[1]]), { message: "features: expected 2 columns, as in fit, received 1" });
    assert.throws(() => model.score([[1, 2]], [1, 0]), /target: expected 1 labels, one for each row of features, received 2/);
  });

  it("refuses bad labels and options, and keeps an earlier fit", () => {
    const fit = (target: number[], options: MultilayerPerceptronOptions = {}) =>
      () => new MultilayerPerceptron({ epochs: 1, ...options }).fit([[1], [2], [3]], target);
    assert.throws(fit([1, 0.5, 0]), {
      message: 'target, row 1: expected an integer, as a label is, received 0.5. Numbers take the loss "mean-squared-error"',
    });
    assert.throws(fit([1, 1, 1]), { message: 'target: expected at least two different labels, received "only 1"' });
    assert.throws(fit([1, 0]), { message: "target: expected 3 labels, one for each row of features, received 2" });
    assert.throws(fit([1, 0, 1], { batchSize: 4 }), /batchSize: expected an integer from 1 to 3, received 4/);
    assert.throws(fit([1, 0, 1], { epochs: 0 }), /epochs: expected an integer of at least 1, received 0/);
    assert.throws(fit([1, 0, 1], { hiddenLayers: [0] }), /hiddenLayers, entry 0: expected an integer of at least 1, received 0/);
    assert.throws(fit([1, 0, 1], { hiddenLayers: 5 as unknown as number[] }), /hiddenLayers: expected a list of numbers of units/);
    assert.throws(fit([1, 0, 1], { activation: "swish" as "relu" }), /activation: expected one of "identity", "relu", "sigmoid", "tanh"/);
    assert.throws(() => new MultilayerPerceptron().predict([[1]]), {
      message: "MultilayerPerceptron: expected a call of fit before predict, received an unfitted model",
    });
    const model = new MultilayerPerceptron({ epochs: 1 }).fit([[1], [2], [3]], [0, 1, 1]);
    const before = model.parameters;
    assert.throws(() => model.fit([[1], [2]], [1, 1]));
    assert.equal(model.parameters, before);
  });

  it("oneHot gives each label its column", () => {
    assert.deepEqual(oneHot([3, 1, 3]).toRows(), [[0, 1], [1, 0], [0, 1]]);
    assert.deepEqual(oneHot([0], [0, 1]).toRows(), [[1, 0]]);
    assert.throws(() => oneHot([2], [0, 1]), { message: "labels, row 0: expected one of 0, 1, received 2" });
  });
});
