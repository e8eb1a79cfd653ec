import assert from "node:assert/strict";
import { test } from "node:test";
import type { Tensor, Variable } from "@tensorflow/tfjs";
import { adam } from "../../src/optimizers";
import { compile, loadTensorFlow, tensorFlowOptimizer } from "../../src/tensorflow";

const tf = loadTensorFlow();

/** What 5,000 steps must not make more of. */
function holdings() {
  const { numTensors, numBytes, numDataBuffers } = tf.memory();
  const { binding } = tf.backend() as unknown as { binding: { getNumOfTensors(): number; getNumOfSavedModels(): number } };
  return {
    numTensors, numBytes, numDataBuffers, handles: binding.getNumOfTensors(), graphs: binding.getNumOfSavedModels(),
    variables: Object.keys(tf.engine().registeredVariables).length,
  };
}

test("5,000 compiled steps leave nothing behind", () => {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 16, activation: "relu", inputShape: [30] }), tf.layers.dropout({ rate: 0.2 }),
      tf.layers.dense({ units: 4 }),
    ],
  });
  const variables = model.trainableWeights.map((weight) => weight.read() as Variable);
  const optimizer = tensorFlowOptimizer(adam({ learningRate: 0.001, schedule: () => 1 }));
  const step = compile((x: Tensor, y: Tensor) => (
    optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true }) as Tensor), true, variables)!));
  const batches = [32, 20].map((rows) => [
    tf.randomNormal([rows, 30]), tf.oneHot(tf.randomUniform([rows], 0, 4, "int32"), 4).toFloat(),
  ] as [Tensor, Tensor]);
  // Steps of one and of several a call, of two shapes, with the weights read and assigned in between.
  const round = () => {
    for (let k = 0; k < 41; k++) step(...batches[0]).dispose();
    tf.dispose(step.each([batches[0], batches[0], batches[0], batches[0]]));
    for (const variable of variables) variable.dataSync();
    tf.tidy(() => variables[0].assign(variables[0].mul(0.999)));
    for (let k = 0; k < 5; k++) step(...batches[1]).dispose();
  };
  for (let k = 0; k < 150; k++) round(); // V8 compiles what it meets often, which takes memory of its own
  const before = holdings();
  const memory = process.memoryUsage.rss();
  for (let k = 0; k < 100; k++) round();
  assert.deepEqual(holdings(), before);
  const grown = (process.memoryUsage.rss() - memory) / 2 ** 20;
  assert.ok(grown < 5, `${grown.toFixed(1)} MB more`);
  assert.equal(step.obstacle, null);
});
