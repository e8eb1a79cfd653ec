/** A program that takes compiled steps for a second or so, says when it begins and when it is done, and ends with its input. */
import type { Scalar, Tensor } from "@tensorflow/tfjs";
import { compile, loadTensorFlow } from "../../src/tensorflow";

process.on("SIGUSR2", () => {});
const tf = loadTensorFlow();
const optimizer = tf.train.adam(0.001);
const weights = tf.variable(tf.randomNormal([784, 128], 0, 0.05, "float32", 1));
const bias = tf.variable(tf.zeros([128]));
const x = tf.randomUniform([128, 784], 0, 1, "float32", 2);
const step = compile((inputs: Tensor) => optimizer.minimize(() => inputs.matMul(weights).add(bias).relu().square().mean() as Scalar, true)!);
for (let k = 0; k < 1500; k++) {
  step(x).dispose();
  if (k === 10) process.stdout.write("begun");
}
process.stdout.write("done");
process.stdin.resume();
