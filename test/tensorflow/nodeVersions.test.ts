import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { calculate, type Calculation } from "./calculate";
import { otherNode } from "./otherNode";

/** Each touches what a newer Node took away or complains about. */
const CALCULATIONS: Record<string, Calculation> = {
  node: () => process.versions.node.split(".")[0],
  product: (tf) => tf.tensor2d([[1, 2]]).matMul([[3], [4]]).arraySync(),
  largest: (tf) => tf.topk(tf.tensor1d([1, 3, 2]), 2).values.arraySync(),
  fit: async (tf) => {
    const layer = tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: "zeros" });
    const model = tf.sequential({ layers: [layer] });
    model.compile({ optimizer: tf.train.sgd(0.25), loss: "meanSquaredError" });
    await model.fit(tf.tensor2d([[1]]), tf.tensor2d([[2]]), { epochs: 1, verbose: 0 });
    return model.getWeights().map((weight) => weight.arraySync());
  },
  frame: () => {
    const { DataFrame } = require("danfojs-node") as typeof import("danfojs-node");
    return new DataFrame({ speed: [1, 2] }).tensor.arraySync();
  },
};

for (const major of [22, 24]) {
  describe(`on Node ${major}, silently,`, () => {
    for (const backend of ["native", "wasm"]) {
      test(`the ${backend} backend and danfojs-node work`, async (context) => {
        const node = otherNode(major, context);
        if (!node) return;
        assert.deepEqual(await calculate(CALCULATIONS, { backend, node }), {
          node: String(major),
          product: [[11]],
          largest: [3, 2],
          fit: [[[1]], [1]],
          frame: [[1], [2]],
        });
      });
    }
  });
}
