// Run by the set-up in a process of its own: does TensorFlow load here and compute what it should?
const { deepEqual, equal } = require("node:assert/strict");
const tf = require("@tensorflow/tfjs-node");
const { DataFrame } = require("danfojs-node");

async function main() {
  await tf.ready();
  equal(tf.getBackend(), process.env.SLOPE_BACKEND === "native" ? "tensorflow" : "wasm");
  const product = tf.matMul([[1, 2], [3, 4]], [[5, 6], [7, 8]]);
  deepEqual(await product.array(), [[19, 22], [43, 50]]);
  const gradient = tf.grad((x) => x.square().sum())(tf.tensor1d([1, -2, 3]));
  deepEqual(await gradient.array(), [2, -4, 6]);
  deepEqual(new DataFrame([[1, 2], [3, 4]], { columns: ["a", "b"] }).shape, [2, 2]);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
