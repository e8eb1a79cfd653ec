import assert from "node:assert/strict";
import { describe, mock, test } from "node:test";
import type { Scalar, Tensor1D } from "@tensorflow/tfjs";
import {
  adam, adamW, clipGradients, exponentialDecay, momentum, optimizers, rmsprop, withWeightDecay, type Optimizer,
} from "../../src/optimizers";
import { compile, loadTensorFlow, tensorFlowOptimizer } from "../../src/tensorflow";

const tf = loadTensorFlow();

/** A loss with a gradient that is neither constant nor linear: sum of (w - target)^2 + 0.1 w^4. */
const START = [1.5, -2, 0.3, 4];
const TARGET = [0.5, 1, -1, 2];
const STEPS = 12;

/** Where the optimizer of this library gets in float64. */
function original(optimizer: Optimizer): number[] {
  const parameters = Float64Array.from(START);
  const state = optimizer.init(parameters);
  for (let step = 0; step < STEPS; step++) {
    optimizer.update(parameters.map((w, j) => 2 * (w - TARGET[j]) + 0.4 * w ** 3), state, parameters);
  }
  return [...parameters];
}

/** The same with tfjs, the parameters in two variables; compiled, some steps come one a call and some four. */
function inTensorFlow(optimizer: Optimizer, manner: "eager" | "compiled"): number[] {
  const variables = [START.slice(0, 1), START.slice(1)].map((values) => tf.tensor1d(values).variable());
  const targets = [TARGET.slice(0, 1), TARGET.slice(1)].map((values) => tf.tensor1d(values));
  const method = tensorFlowOptimizer(optimizer);
  const loss = () => tf.addN(variables.map((w, j) => (
    w.sub(targets[j]).square().add(w.pow(4).mul(0.1)).sum()))) as Scalar;
  const take = () => void method.minimize(loss, false, variables as never);
  const step = compile(take);
  for (let k = 0; k < 4; k++) manner === "eager" ? take() : step();
  for (let k = 4; k < STEPS; k += 4) manner === "eager" ? [0, 1, 2, 3].forEach(take) : step.each([[], [], [], []]);
  assert.equal(step.obstacle, null);
  assert.equal(method.iterations, STEPS);
  const result = variables.flatMap((variable) => [...(variable as unknown as Tensor1D).dataSync()]);
  step.dispose();
  tf.dispose([variables, targets]);
  method.dispose();
  return result;
}

function assertClose(actual: number[], expected: number[]): void {
  actual.forEach((value, j) => assert.ok(
    Math.abs(value - expected[j]) <= 1e-5 * Math.max(1, Math.abs(expected[j])), `${actual} is not ${expected}`));
}

const CASES: Record<string, Optimizer> = Object.fromEntries([
  ...Object.entries(optimizers).map(([name, { create }]) => [name, create({ learningRate: 0.02 })]),
  ["momentum with dampening", momentum({ learningRate: 0.02, dampening: 0.5 })],
  ["rmsprop, centered, with momentum", rmsprop({ learningRate: 0.02, centered: true, momentum: 0.5 })],
  ["adam on a schedule", adam({ learningRate: 0.1, schedule: exponentialDecay({ gamma: 0.98 }) })],
  ["adam with weight decay", withWeightDecay(adam({ learningRate: 0.02 }), { weightDecay: 0.1 })],
  ["clipped by the norm of all", clipGradients(adamW({ learningRate: 0.02 }), { maxNorm: 1 })],
  ["clipped one by one, with decay inside", clipGradients(
    withWeightDecay(momentum({ learningRate: 0.02 }), { weightDecay: 0.1 }), { maxValue: 0.5 })],
]);

describe("an optimizer of this library in tfjs", () => {
  for (const [name, optimizer] of Object.entries(CASES)) {
    test(`takes the original's steps: ${name}`, () => {
      const expected = original(optimizer);
      for (const manner of ["eager", "compiled"] as const) {
        assertClose(inTensorFlow(optimizer, manner), expected);
      }
    });
  }

  test("takes another learning rate at any time, also in a graph, which stays", () => {
    for (const optimizer of [adam(), adamW(), momentum({ dampening: 0.5 }), rmsprop()] as Optimizer[]) {
      const [eager, compiled] = (["eager", "compiled"] as const).map((manner) => {
        const method = tensorFlowOptimizer(optimizer);
        const w = tf.tensor1d(START).variable();
        const take = mock.fn(() => void method.minimize(() => w.sub(TARGET).square().sum() as Scalar, false, [w]));
        const step = compile(take);
        const path = Array.from({ length: STEPS }, (_, k) => {
          Object.assign(method, { learningRate: 0.2 / (k + 1) });
          manner === "eager" ? take() : step();
          return [...w.dataSync()];
        });
        assert.equal(method.getConfig().learningRate, 0.2 / STEPS);
        return { path: path.flat(), runs: take.mock.callCount() };
      });
      assertClose(compiled.path, eager.path);
      assert.ok(compiled.runs <= 3, `recorded ${compiled.runs} times`);
    }
  });

  test("stands still while its learning rate is zero", () => {
    const method = tensorFlowOptimizer(adam({ learningRate: 0.02 }));
    const w = tf.tensor1d([1]).variable();
    const take = () => void method.minimize(() => w.sum() as Scalar, false, [w]);
    take();
    Object.assign(method, { learningRate: 0 });
    const before = w.dataSync()[0];
    take();
    assert.equal(w.dataSync()[0], before);
  });

  test("gives its state and goes on from it", async () => {
    const run = (method: ReturnType<typeof tensorFlowOptimizer>, w: ReturnType<typeof variable>, steps: number) => {
      for (let k = 0; k < steps; k++) method.minimize(() => w.square().sum() as Scalar, false, [w]);
    };
    const variable = () => tf.tensor1d([1, 2]).variable();
    const [whole, parted] = [variable(), variable()];
    run(tensorFlowOptimizer(adam({ learningRate: 0.1 })), whole, 7);
    const first = tensorFlowOptimizer(adam({ learningRate: 0.1 }));
    run(first, parted, 4);
    const second = tensorFlowOptimizer(adam({ learningRate: 0.1 }));
    const kept = parted.clone();
    run(second, parted, 1);
    parted.assign(kept);
    await second.setWeights(await first.getWeights());
    run(second, parted, 3);
    assert.equal(second.iterations, 7);
    assert.deepEqual(parted.arraySync(), whole.arraySync());
  });

  test("is refused when tfjs has no rule for it", () => {
    const own = { ...adam(), name: "own" };
    assert.throws(() => tensorFlowOptimizer(own), /^InputError: tensorFlowOptimizer: expected one of .*"Adam".*received "own"/);
    assert.throws(() => tensorFlowOptimizer("adam" as never), /an optimizer such as adam\(\), received "adam"/);
  });
});
