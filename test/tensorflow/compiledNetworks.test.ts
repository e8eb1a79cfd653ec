import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { layers, Scalar, Sequential, Tensor, Variable } from "@tensorflow/tfjs";
import { compile, loadTensorFlow } from "../../src/tensorflow";

const tf = loadTensorFlow();
const ROWS = 32;
const STEPS = 100;

type Loss = (target: Tensor, output: Tensor) => Scalar;

interface Network {
  readonly layers: () => layers.Layer[];
  readonly input: number[];
  readonly outputs: number;
  readonly loss: Loss;
}

const softmaxLoss: Loss = (target, output) => tf.losses.softmaxCrossEntropy(target, output);
const sigmoidLoss: Loss = (target, output) => tf.losses.sigmoidCrossEntropy(target, output);
const squaredLoss: Loss = (target, output) => tf.losses.meanSquaredError(target, output);
/** As the models of tfjs's layers: the probabilities are clipped before the logarithm. */
const categoricalLoss: Loss = (target, output) => tf.metrics.categoricalCrossentropy(target, tf.softmax(output)).mean() as Scalar;

let seed = 1;
const weights = () => tf.initializers.glorotUniform({ seed: seed++ });
const dense = (units: number, activation?: "relu" | "tanh" | "sigmoid") => (
  tf.layers.dense({ units, activation, kernelInitializer: weights() }));

const hidden = { input: [12], outputs: 3 };
const NETWORKS: Record<string, Network> = {
  "perceptron, softmax": { ...hidden, loss: softmaxLoss, layers: () => [dense(16, "relu"), dense(3)] },
  "perceptron, clipped probabilities": { ...hidden, loss: categoricalLoss, layers: () => [dense(16, "tanh"), dense(3)] },
  "perceptron, sigmoid": { ...hidden, loss: sigmoidLoss, layers: () => [dense(16, "sigmoid"), dense(3)] },
  "perceptron, squared error": { ...hidden, loss: squaredLoss, layers: () => [dense(16, "relu"), dense(3)] },
  "with dropout of a seed": {
    ...hidden, loss: softmaxLoss,
    layers: () => [dense(16, "relu"), tf.layers.dropout({ rate: 0.4, seed: 7 }), dense(3)],
  },
  "with batch normalisation": {
    ...hidden, loss: softmaxLoss, layers: () => [dense(16), tf.layers.batchNormalization(), dense(3)],
  },
  "with layer normalisation": {
    ...hidden, loss: softmaxLoss, layers: () => [dense(16), tf.layers.layerNormalization(), dense(3)],
  },
  convolutional: {
    input: [8, 8, 2], outputs: 3, loss: softmaxLoss,
    layers: () => [
      tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: "relu", kernelInitializer: weights() }),
      tf.layers.maxPooling2d({ poolSize: 2 }), tf.layers.flatten(), dense(8, "relu"), dense(3),
    ],
  },
  "convolutional with averages and strides": {
    input: [9, 9, 1], outputs: 3, loss: softmaxLoss,
    layers: () => [
      tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: "same", kernelInitializer: weights() }),
      tf.layers.batchNormalization(), tf.layers.activation({ activation: "relu" }),
      tf.layers.averagePooling2d({ poolSize: 2 }), tf.layers.flatten(), dense(3),
    ],
  },
  recurrent: {
    input: [5, 3], outputs: 3, loss: softmaxLoss,
    layers: () => [
      tf.layers.lstm({ units: 6, kernelInitializer: weights(), recurrentInitializer: weights() }), dense(3),
    ],
  },
};

function build({ layers, input }: Network): Sequential {
  seed = 1;
  const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: input }), ...layers()] });
  return model;
}

/** Inputs, and targets that they decide. */
function dataFor({ input, outputs }: Network): [Tensor, Tensor] {
  const x = tf.randomNormal([ROWS, ...input], 0, 1, "float32", 11);
  const size = input.reduce((product, length) => product * length);
  const scores = x.reshape([ROWS, size]).matMul(tf.randomNormal([size, outputs], 0, 1, "float32", 12));
  return [x, tf.oneHot(scores.argMax(-1), outputs).toFloat()];
}

function variablesOf(model: Sequential): Variable[] {
  return model.trainableWeights.map((weight) => weight.read() as Variable);
}

/** Losses and weights of a training; `shift` moves the weights at the start by that share. */
function train(network: Network, manner: "eager" | "compiled", shift = 0): { losses: number[]; weights: number[] } {
  const model = build(network);
  const variables = variablesOf(model);
  for (const variable of variables) variable.assign(variable.mul(1 + shift));
  const optimizer = tf.train.adam(0.01);
  const take = (x: Tensor, y: Tensor) => (
    optimizer.minimize(() => network.loss(y, model.apply(x, { training: true }) as Tensor), true, variables)!);
  const step = compile(take);
  const [x, y] = dataFor(network);
  const losses = Array.from({ length: STEPS }, () => (
    (manner === "eager" ? tf.tidy(() => take(x, y)) : step(x, y)).dataSync()[0]));
  assert.equal(step.obstacle, null);
  step.dispose();
  return { losses, weights: model.getWeights().flatMap((weight) => [...weight.dataSync()]) };
}

function furthest(a: number[], b: number[]): number {
  assert.equal(a.length, b.length);
  return Math.max(...a.map((value, k) => Math.abs(value - b[k])));
}

/** The others are compared by their gradients alone, to save time. */
const TRAINED = [
  "perceptron, softmax", "perceptron, sigmoid", "with dropout of a seed", "with batch normalisation", "convolutional",
];

describe("a compiled training step", () => {
  for (const [name, network] of Object.entries(NETWORKS)) {
    if (TRAINED.includes(name)) test(`ends after ${STEPS} steps where tfjs ends, as near as float32 decides it: ${name}`, () => {
      const eager = train(network, "eager");
      const compiled = train(network, "compiled");
      // The same training from weights that differ in the last bit: what rounding alone can do.
      const rounded = train(network, "eager", 2 ** -23);
      for (const part of ["losses", "weights"] as const) {
        const apart = furthest(eager[part], compiled[part]);
        const byRounding = furthest(eager[part], rounded[part]);
        assert.ok(apart <= 10 * byRounding + 1e-5, `${part}: ${apart} apart, ${byRounding} by rounding`);
      }
      assert.ok(eager.losses[STEPS - 1] < eager.losses[0]);
    });

    test(`has the gradients of tfjs: ${name}`, () => {
      const model = build(network);
      const variables = variablesOf(model);
      const gradientsOf = (x: Tensor, y: Tensor) => {
        const { grads } = tf.variableGrads(
          () => network.loss(y, model.apply(x, { training: true }) as Tensor), variables);
        return variables.map((variable) => grads[variable.name]);
      };
      const [x, y] = dataFor(network);
      const expected = tf.tidy(() => gradientsOf(x, y));
      const step = compile(gradientsOf);
      for (let k = 0; k < 4; k++) {
        step(x, y).forEach((gradient, j) => {
          const values = [...gradient.dataSync()];
          const right = [...expected[j].dataSync()];
          const size = Math.max(...right.map(Math.abs));
          assert.ok(furthest(values, right) <= 3e-6 * Math.max(size, 0.1), `${name}, ${variables[j].name}`);
        });
      }
      assert.equal(step.obstacle, null);
      step.dispose();
    });
  }
});
