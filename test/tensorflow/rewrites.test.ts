import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Tensor, Tensor4D } from "@tensorflow/tfjs";
import { compile, loadTensorFlow } from "../../src/tensorflow";
import { nativeBackend } from "../../src/tensorflow/capture/native";
import { record } from "../../src/tensorflow/capture/record";
import type { Recording } from "../../src/tensorflow/capture/recording";
import { rewritten } from "../../src/tensorflow/capture/rewrites";
import { takeApart } from "../../src/tensorflow/capture/structure";

const tf = loadTensorFlow();

type Work = (x: Tensor) => Tensor | Tensor[];

/** The operations of some work on a tensor, and of what it is rewritten as, with the shapes of their first results. */
function operations(work: Work, x: Tensor): { before: string[]; after: string[] } {
  const structure = takeApart([x], []);
  const { recording, result } = record(nativeBackend()!, work as never, structure, [x]);
  tf.dispose(result as Tensor[]);
  const list = ({ sources }: Recording) => (
    sources.flatMap((source) => (source.kind === "operation" ? [`${source.name}[${source.outputs[0].shape}]`] : [])));
  return { before: list(recording), after: list(rewritten(recording)) };
}

/** What the work gives as it is, and as a graph. */
function results(work: Work, x: Tensor): { asItIs: unknown; compiled: unknown } {
  const read = (given: Tensor | Tensor[]) => [given].flat().map((tensor) => tensor.arraySync());
  const step = compile(work);
  for (let k = 0; k < 2; k++) step(x);
  const both = { asItIs: read(work(x)), compiled: read(step(x)) };
  assert.equal(step.obstacle, null);
  step.dispose();
  return both;
}

describe("a recording is rewritten so that", () => {
  test("rows of a bias are added by BiasAdd, which goes into the product before it", () => {
    const [row, column] = [tf.tensor1d([1, 2, 3]), tf.tensor2d([[1], [2]])];
    const x = tf.tensor2d([[1, 2, 3], [4, 5, 6]]);
    assert.deepEqual(operations((t) => t.add(row), x).after, ["BiasAdd[2,3]"]);
    assert.deepEqual(operations((t) => t.add(column), x).after, ["Add[2,3]"]);
    assert.deepEqual(operations((t) => t.add(row), tf.tensor1d([1, 2, 3])).after, ["Add[3]"]);
    const { asItIs, compiled } = results((t) => t.matMul(tf.ones([3, 3])).add(row).relu(), x);
    assert.deepEqual(compiled, asItIs);
  });

  test("sums of all rows, the gradient of a bias, are BiasAddGrad, whatever the shape before the last axis", () => {
    for (const shape of [[5, 3], [2, 3, 4], [2, 3, 4, 5], [2, 2, 3, 2, 4], [0, 3]]) {
      const axes = shape.slice(1).map((_, axis) => axis);
      const x = tf.range(0, tf.util.sizeFromShape(shape)).reshape(shape);
      const work: Work = (t) => t.sum(axes);
      const last = shape[shape.length - 1];
      const { before, after } = operations(work, x);
      assert.deepEqual(before, [`Sum[${last}]`]);
      const matrix = shape.length === 2 ? [] : [`Reshape[${x.size / last},${last}]`];
      assert.deepEqual(after, [...matrix, `BiasAddGrad[${last}]`]);
      const { asItIs, compiled } = results(work, x);
      assert.deepEqual(compiled, asItIs, String(shape));
    }
  });

  test("the sum of a pool's gradient is that of the gradients that it is given", () => {
    const x = tf.randomUniform([3, 7, 7, 4], -4, 3, "float32", 5).round() as Tensor4D;
    for (const [size, strides, padding] of [[2, 2, "valid"], [3, 2, "same"], [3, 1, "valid"]] as const) {
      const bias = tf.tensor1d([1, -1, 0, 2]);
      const loss = (t: Tensor) => tf.maxPool(x.add(t).relu() as Tensor4D, size, strides, padding).square().sum();
      const work: Work = (t) => tf.grad(loss)(t);
      const { after } = operations(work, bias);
      const pooled = tf.maxPool(x, size, strides, padding);
      assert.ok(after.includes(`Reshape[${pooled.size / 4},4]`));
      assert.ok(!after.some((name) => name.startsWith("MaxPoolGrad")));
      // Whole numbers: no rounding.
      const { asItIs, compiled } = results(work, bias);
      assert.deepEqual(compiled, asItIs, `${size}, ${strides}, ${padding}`);
    }
  });

  test("other sums stay", () => {
    const x = tf.range(0, 24).reshape([2, 3, 4]);
    const others: Work[] = [
      (t) => t.sum(), (t) => t.sum(-1), (t) => t.sum([0, 2]), (t) => t.sum(0), (t) => t.sum([0, 1], true),
      (t) => t.toInt().sum([0, 1]), (t) => t.reshape([24]).sum(0),
    ];
    for (const other of others) {
      const { before, after } = operations(other, x);
      assert.deepEqual(after, before);
      const { asItIs, compiled } = results(other, x);
      assert.deepEqual(compiled, asItIs);
    }
  });

  test("the gradient of a ReLU before a pool of largest values is that of the pooled values, bit by bit", () => {
    // Whole numbers, so that many are equal, or zero, or negative all over a window.
    const x = tf.randomUniform([3, 7, 7, 4], -4, 3, "float32", 5).round() as Tensor4D;
    for (const [size, strides, padding] of [[2, 2, "valid"], [3, 2, "same"], [3, 1, "valid"], [2, 3, "same"]] as const) {
      const loss = (t: Tensor) => tf.maxPool(t.relu() as Tensor4D, size, strides, padding).square().mul(0.1).sum();
      const work: Work = (t) => tf.grad(loss)(t);
      const { before, after } = operations(work, x);
      const shapeOf = (list: string[]) => list.find((name) => name.startsWith("ReluGrad"));
      const pooled = tf.maxPool(x, size, strides, padding).shape;
      assert.deepEqual([shapeOf(before), shapeOf(after)], ["ReluGrad[3,7,7,4]", `ReluGrad[${pooled}]`]);
      assert.ok(after[after.length - 1].startsWith("MaxPoolGrad"));
      const { asItIs, compiled } = results(work, x);
      assert.deepEqual(compiled, asItIs, `${size}, ${strides}, ${padding}`);
    }
  });

  test("a ReLU that more than the pool uses keeps its gradient", () => {
    const x = tf.randomUniform([2, 4, 4, 2], -1, 1, "float32", 6) as Tensor4D;
    const loss = (t: Tensor) => {
      const y = t.relu() as Tensor4D;
      return tf.maxPool(y, 2, 2, "valid").sum().add(y.square().sum());
    };
    const work: Work = (t) => tf.grad(loss)(t);
    assert.ok(operations(work, x).after.includes("ReluGrad[2,4,4,2]"));
    const { asItIs, compiled } = results(work, x);
    assert.deepEqual(compiled, asItIs);
  });

  test("a reshape to the same shape is none", () => {
    const work: Work = (t) => t.reshape([2, 3]).mul(2).reshape([2, 3]).reshape([3, 2]);
    const { before, after } = operations(work, tf.range(0, 6).reshape([2, 3]));
    assert.equal(before.length, 4);
    assert.deepEqual(after, ["Mul[2,3]", "Reshape[3,2]"]);
    const { asItIs, compiled } = results(work, tf.range(0, 6).reshape([2, 3]));
    assert.deepEqual(compiled, asItIs);
    const same = results((t) => t.reshape([2, 3]), tf.range(0, 6).reshape([2, 3]));
    assert.deepEqual(same.compiled, same.asItIs);
  });

  test("several results of one rewritten operation, and results that are no operations, stay what they are", () => {
    const work: Work = (t) => {
      const sum = t.sum(0);
      return [sum, sum.mul(2), t.clone(), sum.sqrt()];
    };
    const { asItIs, compiled } = results(work, tf.range(0, 6).reshape([2, 3]));
    assert.deepEqual(compiled, asItIs);
  });
});
