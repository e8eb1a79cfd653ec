import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { describe, test } from "node:test";
import type { Tensor } from "@tensorflow/tfjs";
import { compile, loadTensorFlow } from "../../src/tensorflow";
import { nativeBackend } from "../../src/tensorflow/capture/native";
import { record } from "../../src/tensorflow/capture/record";
import { sessionConfig } from "../../src/tensorflow/capture/sessionConfig";
import { takeApart } from "../../src/tensorflow/capture/structure";

const tf = loadTensorFlow();

function configOf(work: (x: Tensor) => Tensor, x: Tensor): Buffer | null {
  const { recording, result } = record(nativeBackend()!, work as never, takeApart([x], []), [x]);
  tf.dispose(result as Tensor);
  return sessionConfig(recording);
}

describe("the threads of a compiled step", () => {
  test("are the caller's alone when all operations are small", () => {
    const minusOne = [255, 255, 255, 255, 255, 255, 255, 255, 255, 1];
    const oneThread = Buffer.from([2 << 3, 1, 5 << 3, ...minusOne]);
    assert.deepEqual(configOf((x) => x.matMul(tf.ones([784, 128])).relu(), tf.ones([128, 784])), oneThread);
  });

  test("are those of all processors when a product, a convolution or a tensor is large", () => {
    assert.equal(configOf((x) => x.matMul(tf.ones([512, 512])), tf.ones([512, 512])), null);
    assert.equal(configOf((x) => tf.conv2d(x as never, tf.ones([3, 3, 1, 32]), 1, "valid"), tf.ones([128, 28, 28, 1])), null);
    assert.equal(configOf((x) => x.exp(), tf.ones([2000, 1000])), null);
  });

  test("are the caller's too where small batches are taken out of much", () => {
    const much = tf.ones([20_000, 784]);
    assert.notEqual(configOf((rows) => tf.gather(much, rows).sum(), tf.range(0, 128, 1, "int32")), null);
    assert.notEqual(configOf((x) => x.slice([128, 0], [128, 784]).sum(), much), null);
    assert.equal(configOf((rows) => tf.gather(much, rows).sum(), tf.range(0, 2000, 1, "int32")), null);
  });

  test("compute the same, whichever they are", () => {
    for (const size of [64, 512]) {
      const x = tf.randomUniform([size, size], -1, 1, "float32", 1);
      const work = (t: Tensor) => t.matMul(t, false, true).tanh().sum();
      const step = compile(work);
      for (let k = 0; k < 2; k++) step(x);
      const [asItIs, compiled] = [work(x), step(x)].map((result) => result.dataSync()[0]!);
      assert.ok(Math.abs(compiled! - asItIs!) <= 1e-5 * Math.abs(asItIs!), `${size}: ${compiled} and ${asItIs}`);
      step.dispose();
    }
  });

  test("leave JavaScript's smallest numbers what they are", () => {
    const step = compile((x: Tensor) => x.mul(2).add(1));
    const x = tf.tensor1d([1, 2, 3]);
    for (let k = 0; k < 5; k++) {
      step(x).dispose();
      const smallest = tf.scalar(k).dataSync()[0]! * 0 + Number.MIN_VALUE;
      assert.ok(smallest / 2 + smallest > 0 && smallest * 3 > smallest);
    }
    step.dispose();
  });

  test("count numbers as 0 that are too small for all their digits, as TensorFlow's own threads do: they take long", {
    skip: process.arch === "x64" ? false : "a setting of x64",
  }, () => {
    const step = compile((x: Tensor) => x.mul(1e-20));
    const x = tf.fill([1000], 1e-20);
    for (let k = 0; k < 2; k++) step(x);
    assert.deepEqual([...new Set(step(x).dataSync())], [0]);
    step.dispose();
  });

  test("are not disturbed by signals that come while they compute", async () => {
    const program = path.join(__dirname, "signalledSteps.js");
    const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(child, "exit");
    await once(child.stdout, "data");
    const signals = setInterval(() => child.kill("SIGUSR2"), 1);
    await Promise.race([once(child.stdout, "data"), ended]);
    clearInterval(signals);
    child.stdin.end();
    assert.deepEqual(await ended, [0, null]);
  });
});
