import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, mock, test } from "node:test";
import type { LayersModel, ModelFitArgs, Sequential, Tensor } from "@tensorflow/tfjs";
import { adam } from "../../src/optimizers";
import { fit, FitHistory, loadTensorFlow, tensorFlowOptimizer, type FitProgress } from "../../src/tensorflow";
import { runNode } from "./runNode";

const tf = loadTensorFlow();
const ROWS = 150;

const x = tf.randomNormal([ROWS, 6], 0, 1, "float32", 1);
const labels = x.matMul(tf.randomNormal([6, 3], 0, 1, "float32", 2)).argMax(-1) as Tensor;
const y = tf.oneHot(labels as never, 3).toFloat();

const weights = (seed: number) => tf.initializers.glorotUniform({ seed });

function build(): Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 8, activation: "relu", inputShape: [6], kernelInitializer: weights(3) }),
      tf.layers.dense({ units: 3, activation: "softmax", kernelInitializer: weights(4) }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.02), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

/** The histories of tfjs's training and of this one, from the same weights and in the same order of rows. */
async function both(
  options: ModelFitArgs, make: () => LayersModel = build, inputs: Tensor | Tensor[] = x, targets: Tensor | Tensor[] = y,
) {
  const [usual, compiled] = [make(), make()];
  const expected = await inOrder(() => usual.fit(inputs, targets, { verbose: 0, ...options }));
  const history = await inOrder(() => fit(compiled, inputs, targets, options));
  return { expected, history, usual, compiled };
}

/** Runs something with the same random numbers each time. */
async function inOrder<Result>(work: () => Promise<Result>): Promise<Result> {
  let state = 12345;
  const random = mock.method(Math, "random", () => (state = (state * 48271) % 2147483647) / 2147483647);
  try {
    return await work();
  } finally {
    random.mock.restore();
  }
}

function assertSame({ expected, history }: { expected: unknown; history: FitHistory }): void {
  const right = (expected as FitHistory).history;
  assert.deepEqual(Object.keys(history.history).sort(), Object.keys(right).sort());
  assert.deepEqual(history.epoch, (expected as FitHistory).epoch);
  for (const [name, values] of Object.entries(history.history)) {
    assert.equal(values.length, right[name].length);
    values.forEach((value, k) => {
      assert.ok(Math.abs(value - right[name][k]) < 2e-5, `${name}, epoch ${k}: ${value}, tfjs ${right[name][k]}`);
    });
  }
}

describe("fit", () => {
  const cases: Record<string, ModelFitArgs> = {
    "with a smaller last batch and shuffling": { epochs: 4, batchSize: 32 },
    "with the defaults": {},
    "in order, with a part for validation": { epochs: 4, batchSize: 16, shuffle: false, validationSplit: 0.2 },
    "with data for validation": { epochs: 3, batchSize: 50, validationData: [x.slice(0, 40), y.slice(0, 40)] },
    "from a later epoch on": { epochs: 5, initialEpoch: 3, batchSize: 30 },
    "with weights of the classes": { epochs: 3, batchSize: 30, classWeight: { 0: 1, 1: 2, 2: 0.5 } },
    "with one batch of all": { epochs: 6, batchSize: 1000 },
  };
  for (const [name, options] of Object.entries(cases)) {
    test(`gives tfjs's numbers ${name}`, async () => assertSame(await both(options)));
  }

  test("gives tfjs's numbers for labels, regularised weights and two inputs and outputs", async () => {
    const make = () => {
      const inputs = [tf.input({ shape: [6] }), tf.input({ shape: [6] })];
      const joined = tf.layers.concatenate().apply(inputs) as never;
      const dense = (units: number, seed: number, activation?: "softmax") => tf.layers.dense({
        units, activation, name: `dense${seed}`, kernelInitializer: weights(seed), kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }),
      }).apply(joined) as never;
      const model = tf.model({ inputs, outputs: [dense(3, 5, "softmax"), dense(1, 6)] });
      model.compile({
        optimizer: tensorFlowOptimizer(adam({ learningRate: 0.01 })),
        loss: ["sparseCategoricalCrossentropy", "meanSquaredError"],
      });
      return model;
    };
    const targets = [labels.toFloat().reshape([ROWS, 1]), x.sum(1, true)];
    assertSame(await both({ epochs: 3, batchSize: 40, validationSplit: 0.1 }, make, [x, x.mul(2)], targets));
  });

  test("leaves the model as tfjs does: weights, optimizer, predictions, saving", async () => {
    const { usual, compiled } = await both({ epochs: 3, batchSize: 32 });
    const difference = tf.sub(usual.predict(x) as Tensor, compiled.predict(x) as Tensor).abs().max();
    assert.ok(difference.dataSync()[0] < 1e-5);
    assert.equal(compiled.optimizer.iterations, usual.optimizer.iterations);
    const folder = mkdtempSync(path.join(tmpdir(), "slope-fit-"));
    try {
      await compiled.save(`file://${folder}`, { includeOptimizer: true });
      const loaded = await tf.loadLayersModel(`file://${folder}/model.json`);
      assert.deepEqual((loaded.predict(x) as Tensor).arraySync(), (compiled.predict(x) as Tensor).arraySync());
      const more = { epochs: 2, batchSize: 32, shuffle: false };
      const [goesOn, restarted] = [await fit(compiled, x, y, more), await fit(loaded as LayersModel, x, y, more)];
      assertSame({ expected: goesOn, history: restarted });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("goes on where the last training ended, also after compile and with frozen layers", async () => {
    const [once, thrice] = [build(), build()];
    const options = { batchSize: 30, shuffle: false };
    const whole = await fit(once, x, y, { ...options, epochs: 6 });
    const parts = [];
    for (let k = 0; k < 3; k++) parts.push(...(await fit(thrice, x, y, { ...options, epochs: 2 })).history.loss);
    parts.forEach((loss, k) => assert.ok(Math.abs(loss - whole.history.loss[k]) < 1e-5));
    const kernel = (layer: number) => thrice.layers[layer].getWeights()[0];
    thrice.layers[0].trainable = false;
    thrice.compile({ optimizer: tf.train.sgd(0.5), loss: "meanSquaredError" });
    const frozen = kernel(0).arraySync();
    const before = kernel(1).arraySync();
    await fit(thrice, x, y, options);
    assert.deepEqual(kernel(0).arraySync(), frozen);
    assert.notDeepEqual(kernel(1).arraySync(), before);
  });

  test("calls the callbacks as tfjs does", async () => {
    const events = (list: string[]) => ({
      onTrainBegin: () => void list.push("train begins"),
      onTrainEnd: () => void list.push("train ends"),
      onEpochBegin: (epoch: number) => void list.push(`epoch ${epoch} begins`),
      onEpochEnd: (epoch: number, logs?: object) => void list.push(`epoch ${epoch} ends: ${Object.keys(logs!).sort()}`),
      onBatchBegin: (batch: number) => void list.push(`batch ${batch} begins`),
      onBatchEnd: (batch: number, logs?: Record<string, unknown>) => void list.push(
        `batch ${batch} ends: ${Object.entries(logs!).map(([name, value]) => `${name} ${Number(value).toFixed(4)}`)}`),
    });
    const lists: string[][] = [[], []];
    const [usual, compiled] = [build(), build()];
    const options = { epochs: 3, batchSize: 40, shuffle: false, validationSplit: 0.1 };
    await usual.fit(x, y, { ...options, verbose: 0, callbacks: events(lists[0]) });
    await fit(compiled, x, y, { ...options, callbacks: events(lists[1]) });
    assert.ok(lists[0].length > 30);
    assert.deepEqual(lists[1], lists[0]);
  });

  test("stops early, when a callback says so, and follows a learning rate that a callback changes", async () => {
    const stop = () => tf.callbacks.earlyStopping({ monitor: "val_loss", patience: 1, minDelta: 0.05 });
    const [usual, compiled] = [build(), build()];
    const options = { epochs: 40, batchSize: 30, shuffle: false, validationSplit: 0.2 };
    const expected = await usual.fit(x, y, { ...options, verbose: 0, callbacks: stop() });
    const history = await fit(compiled, x, y, { ...options, callbacks: stop() });
    assert.ok(history.epoch.length < 40);
    assertSame({ expected, history });
    const still = build();
    await fit(still, x, y, {
      epochs: 4, callbacks: {
        onEpochEnd: (epoch) => {
          if (epoch === 1) Object.assign(still.optimizer, { learningRate: 0 });
        },
      },
    }).then(({ history: { loss } }) => assert.ok(loss[1] !== loss[2] && Math.abs(loss[2] - loss[3]) < 1e-6));
  });

  test("repeats the order of the rows for a seed, and tells how far it is", async () => {
    const told: FitProgress[] = [];
    const run = (seed: number) => fit(build(), x, y, {
      epochs: 2, batchSize: 32, validationSplit: 0.1, seed, onProgress: (progress) => told.push(progress),
    });
    const [first, second, other] = [await run(1), await run(1), await run(2)];
    assert.deepEqual(first.history, second.history);
    assert.notDeepEqual(first.history, other.history);
    const { epoch, epochs, batch, batches, logs } = told[told.length - 1];
    assert.deepEqual([epoch, epochs, batch, batches], [1, 2, 5, 5]);
    assert.deepEqual(Object.keys(logs), ["loss", "acc", "val_loss", "val_acc"]);
  });

  test("gives a history that becomes a frame", async () => {
    const history = await fit(build(), x, y, { epochs: 2, initialEpoch: 0 });
    const frame = history.toFrame();
    assert.deepEqual(frame.columns, ["epoch", "loss", "acc"]);
    assert.deepEqual(frame.values, [0, 1].map((k) => [k, history.history.loss[k], history.history.acc[k]]));
  });

  test("refuses what tfjs refuses, in its words, and works after it", async () => {
    const model = build();
    await assert.rejects(fit(model, x, y, { sampleWeight: tf.ones([ROWS]) as never }), /sample weight is not supported/);
    await assert.rejects(fit(model, x, tf.ones([3, 3])), /same number of samples|to have shape|size/i);
    await assert.rejects(fit(model, x, y, { seed: 0.5 }), /^InputError: seed: expected an integer/);
    await assert.rejects(fit(model, x, y, { shuffle: "batch" as never }), /^InputError: shuffle: expected true or false/);
    const running = fit(model, x, y, { epochs: 2 });
    await assert.rejects(fit(model, x, y), /another fit\(\) call is ongoing/);
    await running;
    assert.equal((await fit(model, x, y)).epoch.length, 1);
  });

  test("refuses what tfjs would take and ignore, or answer with an error of its own making", async () => {
    const model = build();
    const gone = x.clone();
    gone.dispose();
    const refusals: [Promise<unknown>, string | RegExp][] = [
      [fit(undefined as never, x, y), "model: expected a compiled model of TensorFlow.js, received undefined"],
      [fit(model, [[1, 2]] as never, y),
        "x: expected a tensor, or a list or record of tensors, received Array of length 1. tf.tensor2d(matrix.toRows()) makes one of a Matrix"],
      [fit(model, x, undefined as never), /^y: expected a tensor, or a list or record of tensors, received undefined/],
      [fit(model, gone, y), "x: expected a tensor, received one that is disposed"],
      [fit(model, x, y, { epoch: 3 } as never), /^options of fit: expected some of .*, received "epoch"\. Did you mean "epochs"\?$/],
      [fit(model, x, y, { epochs: NaN }), "epochs: expected an integer of at least 0, received NaN"],
      [fit(model, x, y, { validationSplit: 1.5 }), "validationSplit: expected a number from 0 to below 1, received 1.5"],
      [fit(model, x, y, { validationData: x as never }), "validationData: expected a pair [x, y], received Tensor"],
      [fit(model, x, y, { onProgress: 5 as never }), "onProgress: expected a function, received 5"],
      [fit(model, x, y, { callbacks: { onEpochend: () => undefined } as never }), /received "onEpochend"\. Did you mean "onEpochEnd"\?$/],
    ];
    for (const [refusal, message] of refusals) await assert.rejects(refusal, { name: "InputError", message });
  });

  test("refuses labels that no output stands for", async () => {
    const model = build();
    model.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy" });
    await fit(model, x, labels.toFloat());
    await assert.rejects(fit(model, x, labels.toFloat().add(1)), {
      name: "InputError", message: 'y: expected labels from 0 to 2, one for each output, received labels from 1 to 3',
    });
  });

  test("says once that the loss is no number any more, and goes on", async () => {
    const model = build();
    const warn = mock.method(console, "warn", () => undefined);
    const { history } = await fit(model, x.mul(NaN), y, { epochs: 3 }).finally(() => warn.mock.restore());
    assert.equal(history.loss.length, 3);
    assert.deepEqual(warn.mock.calls.map(({ arguments: [line] }) => line), [
      "fit: the loss is NaN in epoch 1. Lower the learning rate, or look for NaN in the data",
    ]);
  });

  test("draws dropout anew at every step", async () => {
    const model = tf.sequential({
      layers: [tf.layers.dropout({ rate: 0.5, inputShape: [6] }), tf.layers.dense({ units: 1, kernelInitializer: "ones" })],
    });
    model.compile({ optimizer: tf.train.sgd(1e-12), loss: "meanSquaredError" });
    const { history: { loss } } = await fit(model, tf.ones([ROWS, 6]), tf.ones([ROWS, 1]), { epochs: 6, shuffle: false });
    // Two may happen to be the same; four of six practically never.
    assert.ok(new Set(loss).size > 3, String(loss));
    // Each of 6 inputs is 0 or 2: mean 6, variance 6, and the target is 1. The mean of all epochs is within 6 deviations.
    assert.ok(Math.abs(loss.reduce((sum, value) => sum + value, 0) / 6 - 31) < 10, String(loss));
  });

  test("says once why a model trains operation by operation, and trains it right", async () => {
    const make = () => {
      const model = tf.sequential({
        layers: [tf.layers.gaussianNoise({ stddev: 0.1, inputShape: [6] }), tf.layers.dense({ units: 3, kernelInitializer: weights(1) })],
      });
      model.compile({
        optimizer: "sgd",
        loss: (target, output) => (output.isDisposed || output.dataSync()[0] > 1e9
          ? tf.zeros([1]) : tf.losses.meanSquaredError(target, output)),
      });
      return model;
    };
    const warn = mock.method(console, "warn", () => {});
    try {
      assertSame(await both({ epochs: 2, shuffle: false, validationSplit: 0.2 }, make));
      assert.equal(warn.mock.callCount(), 1);
      assert.match(String(warn.mock.calls[0].arguments[0]), /^fit: the model trains operation by operation.*it reads values/);
    } finally {
      warn.mock.restore();
    }
  });

  test("works on the other backend, with one notice for all models", async () => {
    const script = `
      const { fit, loadTensorFlow } = require("slope");
      const tf = loadTensorFlow();
      const train = async () => {
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: "zeros" })] });
        model.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
        const options = { epochs: 60, validationSplit: 0.4 };
        const { history } = await fit(model, tf.tensor2d([[1], [2], [3]]), tf.tensor2d([[2], [4], [6]]), options);
        console.log(history.loss[59] < 0.1, history.val_loss.length);
      };
      train().then(train);`;
    const { stdout, stderr } = await runNode(script, { backend: "wasm" });
    assert.equal(stdout, "true 60\ntrue 60\n");
    assert.match(stderr, /^fit: the model trains operation by operation[^\n]*"wasm"[^\n]*\n$/);
  });
});
