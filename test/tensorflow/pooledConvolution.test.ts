import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Rank, Scalar, Tensor, Tensor4D, Variable } from "@tensorflow/tfjs";
import { compile, loadTensorFlow } from "../../src/tensorflow";
import { nativeBackend } from "../../src/tensorflow/capture/native";
import { record } from "../../src/tensorflow/capture/record";
import { rewritten } from "../../src/tensorflow/capture/rewrites";
import { takeApart } from "../../src/tensorflow/capture/structure";

const tf = loadTensorFlow();

interface Layer {
  images: readonly [count: number, height: number, width: number, channels: number];
  filter: readonly [height: number, width: number, filters: number];
  padding?: "valid" | "same";
}

/** A convolution with bias, ReLU and pool; the loss weighs what it leaves, so that no two gradients are alike. */
function layer({ images: shape, filter: [height, width, filters], padding = "valid" }: Layer) {
  const images = tf.randomNormal<Rank.R4>([...shape], 0, 1, "float32", 1);
  const filter = tf.variable(tf.randomNormal<Rank.R4>([height, width, shape[3], filters], 0, 0.5, "float32", 2));
  const bias = tf.variable(tf.randomNormal([filters], 0, 0.5, "float32", 3));
  const active = (x: Tensor4D) => tf.conv2d(x, filter, 1, padding).add(bias).relu() as Tensor4D;
  const pooled = (x: Tensor4D) => tf.maxPool(active(x), 2, 2, "valid");
  const weights = tf.randomNormal(pooled(images).shape, 0, 1, "float32", 4);
  const gradients = (x: Tensor4D) => {
    const { value, grads } = tf.variableGrads(() => pooled(x).mul(weights).sum() as Scalar, [filter as Tensor as Variable, bias]);
    return [value, ...Object.values(grads)];
  };
  return { images, filter, bias, active, pooled, weights, gradients };
}

type Step = (x: Tensor4D) => Tensor | Tensor[];

function operations(step: Step, images: Tensor4D): string[] {
  const { recording, result } = record(nativeBackend()!, step as never, takeApart([images], []), [images]);
  tf.dispose(result as Tensor[]);
  return rewritten(recording).sources.flatMap((source) => (source.kind === "operation" ? [source.name] : []));
}

const isOwn = (name: string) => name.startsWith("Slope");

/** What a step gives as it is, and compiled. */
function both(step: Step, images: Tensor4D): [Tensor[], Tensor[]] {
  const compiled = compile(step);
  for (let k = 0; k < 2; k++) tf.dispose(compiled(images));
  const results: [Tensor[], Tensor[]] = [[step(images)].flat(), [compiled(images)].flat()];
  assert.equal(compiled.obstacle, null);
  compiled.dispose();
  return results;
}

/** That all numbers agree to float32's rounding, as a share of the largest. */
function assertSame([expected, received]: [Tensor[], Tensor[]], about: string): void {
  assert.equal(received.length, expected.length);
  expected.forEach((tensor, k) => {
    assert.deepEqual(received[k]!.shape, tensor.shape);
    const largest = tensor.abs().max().dataSync()[0]!;
    const off = received[k]!.sub(tensor).abs().max().dataSync()[0]!;
    assert.ok(off <= 2e-5 * Math.max(1, largest), `${about}, result ${k}: off by ${off} of ${largest}`);
  });
}

describe("a convolution with bias, ReLU and the largest of each 2 x 2", () => {
  test("is one operation, and so is the gradient by its filter", () => {
    const { images, pooled, gradients } = layer({ images: [2, 6, 6, 1], filter: [3, 3, 4] });
    assert.deepEqual(operations(pooled, images), ["SlopePooledConvolution"]);
    const training = operations(gradients, images);
    assert.deepEqual(training.filter(isOwn), ["SlopePooledConvolution", "SlopePooledConvolutionGradient"]);
    assert.ok(!training.some((name) => /^(Conv|MaxPool)/.test(name)), training.join());
  });

  const layers: Layer[] = [
    { images: [1, 2, 2, 1], filter: [1, 1, 1] },
    { images: [3, 5, 5, 1], filter: [3, 3, 5] },
    { images: [7, 9, 6, 2], filter: [2, 3, 16] },
    { images: [7, 6, 9, 2], filter: [3, 2, 17], padding: "same" },
    { images: [4, 8, 8, 3], filter: [4, 4, 40], padding: "same" },
    { images: [2, 7, 7, 1], filter: [7, 7, 3], padding: "same" },
    { images: [150, 28, 28, 1], filter: [3, 3, 32] },
    { images: [150, 28, 28, 1], filter: [5, 5, 6], padding: "same" },
    { images: [64, 17, 31, 3], filter: [3, 3, 33] },
  ];
  for (const shape of layers) {
    const { images: [count, height, width, channels], filter: [rows, columns, filters], padding = "valid" } = shape;
    const name = `${count} images of ${height} x ${width} x ${channels}, ${filters} filters of ${rows} x ${columns}, ${padding}`;
    test(`gives what the single operations give: ${name}`, () => tf.tidy(() => {
      const { images, pooled, gradients } = layer(shape);
      assert.ok(operations(gradients, images).some(isOwn));
      assertSame(both(pooled, images), "pooled");
      assertSame(both(gradients, images), "gradients");
    }));
  }

  test("gives the same numbers at each run, whichever thread is first", () => {
    const { images, gradients } = layer({ images: [200, 28, 28, 1], filter: [3, 3, 32] });
    const step = compile(gradients);
    for (let k = 0; k < 2; k++) step(images);
    const first = step(images).map((tensor) => [...tensor.dataSync()]);
    for (let k = 0; k < 20; k++) assert.deepEqual(step(images).map((tensor) => [...tensor.dataSync()]), first);
  });

  test("gives no number where a weight or a bias is none, and infinity where it is infinite", () => {
    const { images, filter, bias, pooled } = layer({ images: [2, 6, 6, 1], filter: [3, 3, 2] });
    const step = compile(pooled);
    for (let k = 0; k < 2; k++) step(images);
    bias.assign(tf.tensor1d([NaN, Infinity]));
    const values = step(images).dataSync() as Float32Array;
    values.forEach((value, k) => assert.equal(value, k % 2 === 0 ? NaN : Infinity));
    filter.assign(tf.fill([3, 3, 1, 2], NaN));
    assert.ok(step(images).dataSync().every(Number.isNaN));
  });

  test("stays single operations where something else needs what lies between, and gives the same", () => tf.tidy(() => {
    const { images, filter, bias, active, pooled, weights } = layer({ images: [3, 8, 8, 1], filter: [3, 3, 4] });
    const byImages: Step = (x) => tf.grad((y) => pooled(y as Tensor4D).mul(weights).sum())(x);
    const steps: Step[] = [
      (x) => { const y = active(x); return [tf.maxPool(y, 2, 2, "valid"), y]; },
      (x) => { const y = active(x); return [tf.maxPool(y, 2, 2, "valid"), y.sum()]; },
      (x) => { const y = active(x); return tf.maxPool(y, 2, 2, "valid").add(tf.avgPool(y, 2, 2, "valid")); },
      byImages,
      (x) => tf.maxPool(active(x), 3, 2, "valid"),
      (x) => tf.maxPool(active(x), 2, 1, "valid"),
      (x) => tf.avgPool(active(x), 2, 2, "valid"),
      (x) => tf.maxPool(tf.conv2d(x, filter, 2, "valid").add(bias).relu() as Tensor4D, 2, 2, "valid"),
      (x) => tf.maxPool(tf.conv2d(x, filter, 1, "valid", "NHWC", 2).add(bias).relu() as Tensor4D, 2, 2, "valid"),
      (x) => tf.maxPool(tf.conv2d(x, filter, 1, [[0, 0], [2, 0], [0, 2], [0, 0]]).add(bias).relu() as Tensor4D, 2, 2, "valid"),
      (x) => tf.maxPool(tf.conv2d(x, filter, 1, "valid").add(bias).tanh() as Tensor4D, 2, 2, "valid"),
      (x) => tf.maxPool(tf.conv2d(x, filter, 1, "valid").relu() as Tensor4D, 2, 2, "valid"),
    ];
    steps.forEach((step, k) => {
      assert.ok(!operations(step, images).some(isOwn), `step ${k}`);
      assertSame(both(step, images), `step ${k}`);
    });
    const many = layer({ images: [2, 6, 6, 8], filter: [3, 3, 4] });
    assert.ok(!operations(many.gradients, many.images).some(isOwn), "a filter of many weights");
  }));

  test("of an odd height loses its last row, as a pool does; a pool that keeps it stays", () => tf.tidy(() => {
    const { images, active } = layer({ images: [2, 7, 7, 1], filter: [3, 3, 4], padding: "same" });
    const [valid, same]: Step[] = (["valid", "same"] as const).map((padding) => (x) => tf.maxPool(active(x), 2, 2, padding));
    assert.deepEqual(operations(valid!, images), ["SlopePooledConvolution"]);
    assert.ok(!operations(same!, images).some(isOwn));
    assertSame(both(valid!, images), "valid");
    assertSame(both(same!, images), "same");
  }));
});
