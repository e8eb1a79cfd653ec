import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, mock, test } from "node:test";
import type { AdamOptimizer, Optimizer, Scalar, SGDOptimizer, Tensor, Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs";
import { compile, loadTensorFlow } from "../../src/tensorflow";
import { runNode } from "./runNode";

const tf = loadTensorFlow();

/** What the console was told while `work` ran. */
function warningsOf(work: () => void): string[] {
  const warn = mock.method(console, "warn", () => {});
  try {
    work();
    return warn.mock.calls.map(({ arguments: [text] }) => String(text));
  } finally {
    warn.mock.restore();
  }
}

/** Counts how often JavaScript runs the step. */
function counted<Parameters extends unknown[], Result>(step: (...parameters: Parameters) => Result) {
  const spy = mock.fn(step);
  return { step: compile(spy as unknown as typeof step), runs: () => spy.mock.callCount() };
}

describe("a compiled step", () => {
  test("gives what the step gives, and no longer runs its JavaScript from the third call on", () => {
    const { step, runs } = counted((x: Tensor1D, y: Tensor1D) => ({ sum: x.add(y), more: [x.mul(2), y.sub(1)] }));
    for (let k = 0; k < 5; k++) {
      const { sum, more } = step(tf.tensor1d([k, 1]), tf.tensor1d([10, 20]));
      assert.deepEqual([sum, ...more].map((tensor) => tensor.arraySync()), [[k + 10, 21], [2 * k, 2], [9, 19]]);
    }
    assert.equal(runs(), 2);
  });

  test("makes a graph for every shape and every other parameter", () => {
    const { step, runs } = counted((x: Tensor, power: number) => x.pow(power).sum());
    const shapes = [[2, 3], [1, 3], [2, 3], [6]];
    for (let k = 0; k < 12; k++) {
      const shape = shapes[k % 4];
      const power = 2 + (k % 2);
      const expected = shape.reduce((product, size) => product * size) * 2 ** power;
      assert.equal(step(tf.fill(shape, 2), power).arraySync(), expected);
    }
    assert.equal(runs(), 2 * 3);
  });

  test("keeps two parameters apart that were once the same tensor", () => {
    const step = compile((x: Tensor1D, y: Tensor1D) => x.sub(y));
    const x = tf.tensor1d([3]);
    for (let k = 0; k < 3; k++) assert.deepEqual(step(x, x).arraySync(), [0]);
    assert.deepEqual(step(x, tf.tensor1d([1])).arraySync(), [2]);
  });

  test("changes variables, which can be read, assigned, cloned and shared between calls", () => {
    const w = tf.tensor1d([0, 0]).variable();
    const step = compile((x: Tensor1D) => void w.assign(w.add(x)));
    const one = tf.ones([2]) as Tensor1D;
    for (let k = 0; k < 4; k++) step(one);
    const before = w.clone();
    step(one);
    assert.deepEqual([before, w].map((tensor) => tensor.arraySync()), [[4, 4], [5, 5]]);
    w.assign(tf.tensor1d([10, 20]));
    step(one);
    assert.deepEqual(w.arraySync(), [11, 21]);
    assert.deepEqual(w.mul(2).arraySync(), [22, 42]);
    step(one);
    step(one);
    assert.deepEqual(w.arraySync(), [13, 23]);
  });

  test("shares variables with other compiled steps and other shapes of its own", () => {
    const w = tf.scalar(0).variable();
    const add = compile((x: Tensor) => void w.assign(w.add(x.sum())));
    const double = compile(() => void w.assign(w.mul(2)));
    let expected = 0;
    for (let k = 0; k < 8; k++) {
      add(tf.ones([2]));
      add(tf.ones([3]));
      double();
      expected = (expected + 5) * 2;
    }
    assert.equal(w.dataSync()[0], expected);
  });

  test("swaps variables as the step does", () => {
    const [a, b] = [tf.scalar(1).variable(), tf.scalar(2).variable()];
    const step = compile(() => {
      const old = a.clone();
      a.assign(b);
      b.assign(old);
    });
    for (let k = 0; k < 5; k++) step();
    assert.deepEqual([a.dataSync()[0], b.dataSync()[0]], [2, 1]);
    step.each([[], [], []]);
    assert.deepEqual([a.dataSync()[0], b.dataSync()[0]], [1, 2]);
  });

  test("takes several steps in one call, in order, whatever their shapes", () => {
    const w = tf.scalar(0).variable();
    const { step, runs } = counted((x: Tensor) => {
      w.assign(w.mul(2).add(x.sum()));
      return w.clone();
    });
    const lists = [2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2].map((size) => [tf.ones([size])] as [Tensor]);
    let value = 0;
    const expected = lists.map(([x]) => (value = 2 * value + x.size));
    assert.deepEqual(step.each(lists).map((result) => result.dataSync()[0]), expected);
    assert.equal(runs(), 4);
    w.assign(tf.scalar(0));
    assert.deepEqual(step.each(lists).map((result) => result.dataSync()[0]), expected);
    w.assign(tf.scalar(0));
    const many = step.each(Array.from({ length: 100 }, () => [tf.ones([2])] as [Tensor]));
    assert.equal(many[9].dataSync()[0], 2 ** 11 - 2);
    assert.equal(many.length, 100);
    assert.equal(runs(), 4);
    assert.deepEqual(step.each([]), []);
  });

  test("becomes a part of a compiled step that calls it", () => {
    const w = tf.scalar(1).variable();
    const inner = compile((x: Tensor) => x.mul(w));
    const outer = compile((x: Tensor) => inner(x).add(1));
    for (let k = 1; k < 5; k++) {
      w.assign(tf.scalar(k));
      assert.equal(outer(tf.scalar(10)).dataSync()[0], 10 * k + 1);
    }
    assert.equal(outer.obstacle, null);
  });

  test("notices other new settings, a disposed tensor and a disposed optimizer", () => {
    const w = tf.scalar(0).variable();
    const optimizer = tf.train.momentum(0.5, 0);
    const descend = () => void optimizer.minimize(() => w.mul(1) as Scalar, false, [w]);
    const { step, runs } = counted(descend);
    for (let k = 0; k < 12; k++) step();
    assert.equal(w.dataSync()[0], -6);
    const before = runs();
    optimizer.setMomentum(1);
    step();
    assert.equal(runs(), before + 1);
    for (let k = 0; k < 3; k++) step();
    optimizer.dispose();
    const errorOf = (work: () => void) => {
      try {
        work();
      } catch (error) {
        return (error as Error).message;
      }
    };
    assert.ok(errorOf(descend));
    assert.equal(errorOf(step), errorOf(descend));
    let factor = tf.scalar(2);
    const scale = compile((x: Tensor) => x.mul(factor));
    for (let k = 0; k < 12; k++) scale(tf.scalar(1));
    factor.dispose();
    factor = tf.scalar(3);
    assert.equal(scale(tf.scalar(1)).dataSync()[0], 3);
  });

  test("records a step again that makes its variables when it first runs", () => {
    let w: Variable | undefined;
    const step = compile((x: Tensor1D) => {
      w ??= tf.randomNormal([3]).variable();
      w.assign(w.mul(0).add(x));
      return w.sum();
    });
    for (let k = 0; k < 5; k++) assert.equal(step(tf.tensor1d([k, k, k])).dataSync()[0], 3 * k);
    assert.equal(step.obstacle, null);
  });

  test("keeps graphs for the shapes that were used last", () => {
    const { step, runs } = counted((x: Tensor) => x.sum());
    for (let size = 1; size <= 70; size++) {
      for (let k = 0; k < 3; k++) assert.equal(step(tf.ones([size])).dataSync()[0], size);
    }
    assert.equal(runs(), 140);
    step(tf.ones([70]));
    assert.equal(runs(), 140);
    assert.equal(step(tf.ones([1])).dataSync()[0], 1);
    assert.equal(runs(), 141);
    step.dispose();
  });

  test("counts an optimizer's steps, also those of a graph", () => {
    const w = tf.scalar(0).variable();
    const optimizer = tf.train.adam(0.1);
    const step = compile(() => void optimizer.minimize(() => w.square() as Scalar, false, [w]));
    for (let k = 0; k < 5; k++) step();
    step.each([[], []]);
    assert.equal(optimizer.iterations, 7);
  });

  test("draws dropout and noise anew at every step", () => {
    const x = tf.ones([500]) as Tensor1D;
    const steps: Record<string, (x: Tensor1D) => Tensor> = {
      dropout: (values) => tf.dropout(values, 0.3),
      uniform: (values) => values.mul(tf.randomUniform([500], -2, 4)),
      normal: (values) => values.mul(tf.randomNormal([500], 1, 3)),
      truncated: (values) => values.mul(tf.truncatedNormal([500], 1, 3)),
    };
    const expected: Record<string, [number, number]> = {
      dropout: [1, Math.sqrt(0.3 / 0.7)], uniform: [1, Math.sqrt(3)], normal: [1, 3], truncated: [1, 3 * 0.8796],
    };
    for (const [name, draw] of Object.entries(steps)) {
      const step = compile(draw);
      const eight = Array.from({ length: 8 }, () => [x] as [Tensor1D]);
      const results = Array.from({ length: 8 }, () => step.each(eight)).flat();
      assert.equal(step.obstacle, null);
      assert.equal(new Set(results.map((result) => String(result.dataSync().slice(0, 100)))).size, 64, name);
      const all = tf.concat(results as Tensor1D[]);
      const { mean, variance } = tf.moments(all);
      // 32,000 draws: five standard errors.
      const [center, spread] = expected[name];
      assert.ok(Math.abs(mean.dataSync()[0] - center) < 5 * spread / Math.sqrt(32_000), `${name}: mean`);
      assert.ok(Math.abs(Math.sqrt(variance.dataSync()[0]) / spread - 1) < 0.03, `${name}: standard deviation`);
    }
  });

  test("repeats the draws of a seed, as tfjs does", () => {
    const eager = tf.dropout(tf.ones([50]), 0.5, undefined, 3).arraySync();
    const step = compile(() => tf.dropout(tf.ones([50]), 0.5, undefined, 3));
    for (let k = 0; k < 4; k++) assert.deepEqual(step().arraySync(), eager);
  });

  test("throws what the step throws, and says what TensorFlow objects to", () => {
    const failing = compile((x: Tensor2D) => x.matMul(tf.ones([3, 1])));
    assert.throws(() => failing(tf.ones([2, 2])), /Matrix size-incompatible/);
    assert.deepEqual(failing(tf.ones([2, 3])).arraySync(), [[3], [3]]);
    const table = tf.tensor1d([1, 2, 3]);
    const lookUp = compile((rows: Tensor1D) => table.gather(rows));
    for (let k = 0; k < 3; k++) lookUp(tf.tensor1d([k], "int32"));
    assert.throws(() => lookUp(tf.tensor1d([7], "int32")), /^Error: compiled step: indices\[0\] = 7 is not in \[0, 3\)$/);
    assert.deepEqual(lookUp(tf.tensor1d([2], "int32")).arraySync(), [3]);
    assert.throws(() => compile(3 as never), /^InputError: step: expected a function, received 3/);
    assert.throws(() => compile(async () => {})(), /^InputError: step: expected a synchronous function/);
    const gone = tf.ones([3]);
    gone.dispose();
    assert.throws(() => lookUp(gone as never), /expected a tensor, received one that is disposed/);
  });

  test("differentiates twice where tfjs does", () => {
    const second = (x: Tensor) => tf.grad((y) => tf.grad((z) => z.relu().square().sum())(y).square().sum())(x);
    const step = compile(second);
    const x = tf.tensor1d([-1, 2, 3]);
    for (let k = 0; k < 4; k++) assert.deepEqual(step(x).arraySync(), second(x).arraySync());
  });

  test("gives everything back on dispose, but for the variables' values", () => {
    const graphs = () => (tf.backend() as unknown as { binding: { getNumOfSavedModels(): number } }).binding.getNumOfSavedModels();
    const before = graphs();
    const w = tf.scalar(0).variable();
    const step = compile(() => void w.assign(w.add(1)));
    for (let k = 0; k < 4; k++) step();
    assert.equal(graphs(), before + 1);
    step.dispose();
    assert.equal(graphs(), before);
    assert.equal(w.dataSync()[0], 4);
    for (let k = 0; k < 4; k++) step();
    assert.equal(w.dataSync()[0], 8);
    assert.deepEqual(readdirSync(tmpdir()).filter((name) => name.startsWith(`slope-graph-${process.pid}-`)), []);
  });
});

/** Gives an optimizer of tfjs another learning rate. */
function setRate(optimizer: Optimizer, rate: number): void {
  if ("setLearningRate" in optimizer) (optimizer as SGDOptimizer).setLearningRate(rate);
  else Object.assign(optimizer, { learningRate: rate });
}

/** The way of a variable whose optimizer has another learning rate at every call, and how often the step ran as it is. */
function followed(optimizer: Optimizer, manner: "eager" | "compiled", after: (w: Variable) => void) {
  const w = tf.tensor1d([3, -4]).variable();
  const descend = () => {
    optimizer.minimize(() => w.square().sum() as Scalar, false, [w]);
    after(w);
  };
  const { step, runs } = counted(descend);
  const path = Array.from({ length: 15 }, (_, k) => {
    // The second is a number that other settings are too.
    setRate(optimizer, k === 1 ? 0.1 : 0.3 / (k + 1));
    const steps = k % 5 === 4 ? 3 : 1;
    if (manner === "compiled") step.each(Array.from({ length: steps }, () => []));
    else for (let taken = 0; taken < steps; taken++) tf.tidy(descend);
    return [...w.dataSync()];
  });
  assert.equal(step.obstacle, null);
  return { path: path.flat(), runs: runs() };
}

const optimizers: Record<string, () => Optimizer> = {
  sgd: () => tf.train.sgd(1),
  momentum: () => tf.train.momentum(1, 0.5),
  Nesterov: () => tf.train.momentum(1, 0.5, true),
  adam: () => tf.train.adam(1),
  "adam with beta1 0.1": () => tf.train.adam(1, 0.1),
  adamax: () => tf.train.adamax(1),
  "adamax with decay": () => tf.train.adamax(1, 0.9, 0.999, undefined, 0.1),
  rmsprop: () => tf.train.rmsprop(1),
  "rmsprop with momentum": () => tf.train.rmsprop(1, 0.9, 0.1),
  "rmsprop, centered": () => tf.train.rmsprop(1, 0.9, 0.5, 1e-6, true),
  adagrad: () => tf.train.adagrad(1),
  adadelta: () => tf.train.adadelta(1, 0.9),
};

describe("the learning rate of a compiled step", () => {
  for (const [name, make] of Object.entries(optimizers)) {
    test(`is asked for at every step, so that a schedule records nothing anew: ${name}`, () => {
      const besides = { nothing: () => {}, shrinking: (w: Variable) => void w.assign(w.mul(0.9)) };
      for (const [what, after] of Object.entries(besides)) {
        const [eager, compiled] = (["eager", "compiled"] as const).map((manner) => followed(make(), manner, after));
        eager.path.forEach((value, k) => {
          assert.ok(Math.abs(value - compiled.path[k]) < 1e-5, `${what} besides: ${value}, not ${compiled.path[k]}, at ${k}`);
        });
        // Two recordings that agree, and a first one if the optimizer makes its variables then.
        assert.ok(compiled.runs <= 3, `${what} besides: recorded ${compiled.runs} times`);
      }
    });
  }

  test("is followed where a class derived from one of tfjs's uses it in a way of its own", () => {
    class Shrinking extends tf.AdamOptimizer {
      override applyGradients(gradients: Parameters<AdamOptimizer["applyGradients"]>[0]): void {
        for (const { name } of gradients as { name: string }[]) {
          const variable = tf.engine().registeredVariables[name];
          variable.assign(variable.mul(1 - 0.5 * this.learningRate));
        }
        super.applyGradients(gradients);
      }
    }
    const [eager, compiled] = (["eager", "compiled"] as const).map((manner) => {
      const [w, optimizer] = [tf.tensor1d([3, -4]).variable(), new Shrinking(1, 0.9, 0.999)];
      const shrink = () => void optimizer.minimize(() => w.square().sum() as Scalar, false, [w]);
      const step = compile(shrink);
      for (let k = 0; k < 40; k++) {
        setRate(optimizer, k < 20 ? 0.1 : 0.02);
        if (manner === "compiled") step();
        else tf.tidy(shrink);
      }
      assert.equal(step.obstacle, null);
      return [...w.dataSync()];
    });
    eager.forEach((value, k) => assert.ok(Math.abs(value - compiled[k]) < 1e-5, `${compiled}, not ${eager}`));
  });
});

describe("a step that cannot become a graph", () => {
  let count = 0;
  const tensors = [tf.scalar(1), tf.scalar(2), tf.scalar(3), tf.scalar(4), tf.scalar(5), tf.scalar(6)];
  const kept: Tensor[] = [];
  const decaying = tf.train.sgd(1);
  const weight = tf.scalar(0).variable();
  const cases: Record<string, { step: (x: Tensor) => Tensor; reason: RegExp }> = {
    "branches on a value": {
      step: (x) => (x.dataSync()[0] > 2 ? x.neg() : x.mul(2)), reason: /it reads values/,
    },
    "branches on a value that it worked out": {
      step: (x) => (x.add(1).bufferSync().get() > 3 ? x.neg() : x.mul(2)), reason: /it reads values/,
    },
    "counts in JavaScript": { step: (x) => x.mul(++count), reason: /a value made in JavaScript changes from call to call/ },
    "picks another tensor each time": {
      step: (x) => x.mul(tensors[count++ % 6]), reason: /another tensor from outside at each call/,
    },
    "does something else each time": { step: (x) => (count++ % 2 ? x.neg() : x.exp()), reason: /other operations/ },
    "tosses a coin": { step: (x) => (Math.random() < 0.5 ? x.neg() : x.mul(2)), reason: /random numbers in JavaScript/ },
    "draws as no operation does": { step: (x) => x.mul(tf.randomGamma([20], 2)), reason: /random numbers in JavaScript/ },
    "keeps a tensor": {
      step: (x) => {
        kept.push(tf.keep(x.mul(2)));
        return x.mul(3);
      },
      reason: /it keeps tensors/,
    },
    "makes a variable each time": { step: (x) => x.mul(tf.variable(tf.scalar(2))), reason: /makes new variables/ },
    "sets its optimizer's learning rate": {
      step: (x) => {
        decaying.setLearningRate(1 / ++count);
        decaying.minimize(() => weight.mul(x).sum() as Scalar, false, [weight]);
        return x.mul(2);
      },
      reason: /changes the settings of its optimizer/,
    },
    "has shapes that depend on values": {
      step: (x) => tf.image.nonMaxSuppression(tf.ones([3, 4]), tf.ones([3]) as Tensor1D, 2).sum().add(x),
      reason: /NonMaxSuppression/,
    },
  };
  for (const [name, { step, reason }] of Object.entries(cases)) {
    test(`runs as it is, with one notice: it ${name}`, () => {
      const compiled = compile(step);
      const warnings = warningsOf(() => {
        for (let k = 0; k < 8; k++) compiled(tf.scalar(k)).dispose();
      });
      assert.equal(warnings.length, 1);
      assert.match(warnings[0], /^compile: the step runs operation by operation, not as a graph: /);
      assert.match(warnings[0], reason);
      assert.match(String(compiled.obstacle), reason);
    });
  }

  test("still gives what the step gives", () => {
    const compiled = compile((x: Tensor) => (x.dataSync()[0] > 2 ? x.neg() : x.mul(2)));
    warningsOf(() => {
      const results = compiled.each([1, 2, 3, 4].map((value) => [tf.scalar(value)])).map((result) => result.dataSync()[0]);
      assert.deepEqual(results, [2, 4, -3, -4]);
    });
  });

  test("is any step on another backend, with one notice for all", async () => {
    const script = `
      const { compile, loadTensorFlow } = require("slope");
      const tf = loadTensorFlow();
      for (const factor of [2, 3]) {
        const step = compile((x) => x.mul(factor));
        for (let k = 0; k < 3; k++) console.log(step(tf.scalar(k)).dataSync()[0]);
        console.log(tf.memory().numTensors > 20);
      }`;
    const { stdout, stderr } = await runNode(script, { backend: "wasm" });
    assert.equal(stdout, "0\n2\n4\nfalse\n0\n3\n6\nfalse\n");
    assert.match(stderr, /^compile: the step runs operation by operation, not as a graph: the backend is "wasm"[^\n]*\n$/);
  });
});
