import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { assertClose, calculate, type Calculation } from "./calculate";

/** What both backends are to answer alike. */
const SHARED: Record<string, Calculation> = {
  product: (tf) => tf.tensor2d([[1, 2], [3, 4]]).matMul([[5, 6], [7, 8]]).arraySync(),
  transposedProducts: (tf) => {
    const shapes = [[[3, 2], [4, 3]], [[5, 3, 2], [5, 4, 3]], [[1, 3, 2], [5, 4, 3]], [[5, 3, 2], [1, 4, 3]], [[2, 2, 3, 2], [2, 2, 4, 3]]];
    const numbers = (shape: number[]) => tf.range(0, shape.reduce((product, size) => product * size)).sin().reshape(shape);
    const swapped = (shape: number[]) => [...shape.slice(0, -2), ...shape.slice(-2).reverse()];
    const before = tf.memory().numTensors;
    const products = tf.tidy(() => shapes.flatMap(([a, b]) => [
      tf.matMul(numbers(a), numbers(b), true, true), tf.matMul(numbers(swapped(a)), numbers(b), false, true),
      tf.matMul(numbers(a), numbers(swapped(b)), true, false),
    ].map((product) => product.arraySync())));
    return [products, tf.memory().numTensors - before];
  },
  gradient: (tf) => tf.grad((x) => x.square().mul(3).sum())(tf.tensor1d([1, -2])).arraySync(),
  variableGradients: (tf) => {
    const slope = tf.scalar(2).variable(true, "slope");
    const { value, grads } = tf.variableGrads(() => slope.square().mul(5) as never);
    return [value.arraySync(), grads.slope.arraySync()];
  },
  adamLine: (tf) => {
    const [slope, intercept] = [tf.scalar(0).variable(), tf.scalar(0).variable()];
    const [x, y] = [tf.tensor1d([-1, 0, 1, 2]), tf.tensor1d([-1, 1, 3, 5])];
    const adam = tf.train.adam(0.1);
    const losses = [];
    for (let step = 0; step < 20; step++) {
      const loss = adam.minimize(() => x.mul(slope).add(intercept).sub(y).square().mean(), true);
      losses.push(loss!.arraySync());
    }
    return [slope.arraySync(), intercept.arraySync(), ...losses];
  },
  optimizers: (tf) => {
    const { sgd, momentum, adagrad, adadelta, adamax, rmsprop } = tf.train;
    const all = [sgd(0.1), momentum(0.1, 0.9), adagrad(0.1), adadelta(0.1), adamax(0.1), rmsprop(0.1)];
    return all.map((optimizer) => {
      const w = tf.tensor1d([1, -2]).variable();
      for (let step = 0; step < 3; step++) optimizer.minimize(() => w.square().sum());
      return w.arraySync();
    });
  },
  denseFit: async (tf) => {
    const ones = { kernelInitializer: "ones" as const };
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 3, activation: "relu", inputShape: [2], ...ones }),
        tf.layers.dense({ units: 1, ...ones }),
      ],
    });
    model.compile({ optimizer: tf.train.adam(0.05), loss: "meanSquaredError" });
    const options = { epochs: 5, batchSize: 2, shuffle: false, verbose: 0 };
    const { history } = await model.fit(tf.tensor2d([[1, 2], [3, 4], [0, 1]]), tf.tensor2d([[1], [2], [3]]), options);
    return history.loss;
  },
  convolutionFit: async (tf) => {
    const ones = { kernelInitializer: tf.initializers.constant({ value: 0.1 }) };
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({ filters: 2, kernelSize: 3, activation: "relu", inputShape: [8, 8, 1], ...ones }),
        tf.layers.depthwiseConv2d({ kernelSize: 2, depthwiseInitializer: ones.kernelInitializer }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.batchNormalization(),
        tf.layers.flatten(),
        tf.layers.dense({ units: 3, activation: "softmax", ...ones }),
      ],
    });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
    const x = tf.range(0, 6 * 64).sin().as4D(6, 8, 8, 1);
    const y = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2], "int32"), 3);
    const { history } = await model.fit(x, y, { epochs: 3, batchSize: 3, shuffle: false, verbose: 0 });
    return history.loss;
  },
  filterGradients: (tf) => {
    const x = tf.range(0, 2 * 7 * 6 * 3).sin().as4D(2, 7, 6, 3);
    const filter = tf.range(0, 3 * 2 * 3 * 4).cos().as4D(3, 2, 3, 4);
    return ([1, 2, 3] as const).flatMap((strides) =>
      (["valid", "same"] as const).map((pad) =>
        tf.grad((w) => tf.conv2d(x, w as typeof filter, strides, pad).square().sum())(filter).arraySync(),
      ),
    );
  },
  kernelsThatWasmLacks: (tf) => [
    tf.einsum("ij,jk->ik", tf.ones([2, 2]), tf.tensor2d([[1, 2], [3, 4]])).arraySync(),
    tf.unsortedSegmentSum(tf.tensor1d([1, 2, 3]), tf.tensor1d([0, 1, 1], "int32"), 2).add(1).arraySync(),
  ],
  complexNumbers: (tf) => {
    const spectrum = tf.spectral.rfft(tf.tensor1d([1, 2, 4, 8]));
    return [tf.real(spectrum).arraySync(), tf.imag(spectrum.add(spectrum)).arraySync(), tf.abs(spectrum).arraySync()];
  },
  strings: (tf) => [tf.equal(["a", "b"], ["a", "c"]).arraySync(), tf.fill([2], "x").reshape([1, 2]).arraySync()],
  integers: (tf) => tf.matMul(tf.ones([2, 2], "int32"), tf.tensor2d([[1, 2], [3, 4]], [2, 2], "int32")).arraySync(),
  truth: (tf) => tf.tensor1d([0, 3, -0.5]).cast("bool").arraySync(),
  matrixBias: (tf) => tf.fused.matMul({ a: tf.ones([2, 2]), b: tf.ones([2, 2]), bias: tf.eye(2) }).arraySync(),
  histogram: (tf) => tf.bincount(tf.tensor1d([0, 2, 2], "int32"), [], 3).arraySync(),
  notANumber: (tf) => {
    const a = tf.tensor2d([[NaN, 1]]);
    const [b, bias] = [tf.ones([2, 1]), tf.zeros([1])];
    const fused = (activation: "relu" | "relu6") => tf.fused.matMul({ a, b, bias, activation } as never).arraySync();
    const parts = [a.clipByValue(0, 1), a.relu6(), tf.maximum(0, a), tf.minimum(2, a)].map((part) => part.arraySync());
    return [...parts, fused("relu"), fused("relu6")];
  },
  skippingConvolution: (tf) => {
    const x = tf.range(0, 7 * 6 * 2).sin().as4D(1, 7, 6, 2);
    const filter = tf.range(0, 2 * 3 * 2 * 2).cos().as4D(2, 3, 2, 2);
    return [tf.conv2d(x, filter, 4, "same").arraySync(), tf.depthwiseConv2d(x, filter, 4, "same").arraySync()];
  },
  negativePools: (tf) => {
    const x = tf.range(0, 5 * 6 * 2).sin().sub(2).as4D(1, 5, 6, 2);
    const deep = x.as5D(1, 5, 3, 2, 2);
    const pools = (["same", "valid"] as const).map((pad) =>
      tf.grad((z) => tf.maxPool(z as typeof x, [3, 2], 2, pad).square().sum())(x).arraySync(),
    );
    const pools3d = tf.grad((z) => tf.maxPool3d(z as typeof deep, 2, 1, "same").square().sum())(deep).arraySync();
    return [pools, pools3d, tf.dilation2d(x, tf.ones([2, 2, 2]), 1, "same").arraySync()];
  },
  nothing: (tf) => [
    tf.prod(tf.zeros([0, 3]), 0).arraySync(),
    tf.sum(tf.zeros([0])).arraySync(),
    tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 2])).arraySync(),
  ],
  gradientOfClone: (tf) => tf.grad((x) => x.clone().logSigmoid().clone())(tf.scalar(5)).arraySync(),
  memory: (tf) => {
    const w = tf.tensor2d([[1, 2], [3, 4]]).variable();
    const adam = tf.train.adam(0.1);
    const step = () => adam.minimize(() => w.clipByValue(-3, 3).matMul(w).relu6().sum());
    step();
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    for (let count = 0; count < 5; count++) step();
    const after = tf.memory();
    return [after.numTensors - numTensors, after.numDataBuffers - numDataBuffers, after.numBytes - numBytes];
  },
  savedModel: async (tf) => {
    const folder = require("node:fs").mkdtempSync(`${require("node:os").tmpdir()}/slope-model-`);
    try {
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
      await model.save(`file://${folder}`);
      const loaded = await tf.loadLayersModel(`file://${folder}/model.json`);
      const x = tf.ones([1, 3]);
      return (loaded.predict(x) as typeof x).sub(model.predict(x) as typeof x).arraySync();
    } finally {
      require("node:fs").rmSync(folder, { recursive: true });
    }
  },
  danfo: (tf) => {
    const { DataFrame, tensorflow } = require("danfojs-node") as typeof import("danfojs-node");
    const frame = new DataFrame({ speed: [1, 2], distance: [0.5, 4] });
    return [frame.tensor.arraySync(), Object.is(tensorflow, tf)];
  },
  names: (tf) => [Object.keys(tf).sort(), Object.keys(tf.io).sort(), Object.keys(tf.node).sort()],
};

/** What each answers in its own way. */
const OWN: Record<string, Calculation> = {
  running: (tf) => tf.getBackend(),
  beyondTheEnd: (tf) => tf.slice1d(tf.tensor1d([1, 2, 3]), 1, 5).arraySync(),
  indexTooLarge: (tf) => tf.gatherND(tf.ones([2]), tf.tensor2d([[9]], [1, 1], "int32")).arraySync(),
  paddedPool: (tf) => tf.maxPool(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]), 1, 2, 1).dataSync()[3],
  picture: (tf) => tf.node.encodePng(tf.zeros([1, 1, 3], "int32")),
};

let native: Record<string, unknown>;
let wasm: Record<string, unknown>;

before(async () => {
  [native, wasm] = await Promise.all(
    ["native", "wasm"].map((backend) => calculate({ ...SHARED, ...OWN }, { backend })),
  );
});

describe("either backend, silently,", () => {
  test("is the one that was asked for", () => {
    assert.deepEqual([native.running, wasm.running], ["tensorflow", "wasm"]);
  });
  test("multiplies matrices", () => {
    assert.deepEqual(native.product, [[19, 22], [43, 50]]);
    assert.deepEqual(wasm.product, native.product);
  });
  test("differentiates", () => {
    assert.deepEqual(native.gradient, [6, -12]);
    assert.deepEqual(wasm.gradient, native.gradient);
    assert.deepEqual(native.variableGradients, [20, 20]);
    assert.deepEqual(wasm.variableGradients, native.variableGradients);
  });
  test("turns NaN into no number, so that a diverged training shows", () => {
    assert.deepEqual(native.notANumber, [...Array(4).fill([["NaN", 1]]), [["NaN"]], [["NaN"]]]);
    assert.deepEqual(wasm.notANumber, native.notANumber);
  });
  test("leaves no tensor behind after a step", () => {
    assert.deepEqual(native.memory, [0, 0, 0]);
    assert.deepEqual(wasm.memory, [0, 0, 0]);
  });
  test("saves a model to a file and loads it", () => {
    assert.deepEqual(native.savedModel, [[0, 0]]);
    assert.deepEqual(wasm.savedModel, [[0, 0]]);
  });
  test("is the TensorFlow inside danfojs-node", () => {
    assert.deepEqual(native.danfo, [[[1, 0.5], [2, 4]], true]);
    assert.deepEqual(wasm.danfo, native.danfo);
  });
  test("offers the same names", () => {
    assert.deepEqual(wasm.names, native.names);
  });
  for (const name of ["adamLine", "optimizers", "denseFit", "convolutionFit", "gradientOfClone", "negativePools"]) {
    test(`trains alike within 1e-5: ${name}`, () => assertClose(wasm[name], native[name], 1e-5));
  }
  test("differentiates a convolution by its filter, whatever the strides and the padding", () => {
    assertClose(wasm.filterGradients, native.filterGradients, 2e-4); // sums of up to 200, in float32
  });
  test("convolves with strides longer than the filter", () => {
    assertClose(wasm.skippingConvolution, native.skippingConvolution, 1e-5);
  });
  const rest = ["kernelsThatWasmLacks", "complexNumbers", "strings", "integers", "truth", "matrixBias", "histogram"];
  for (const name of [...rest, "nothing"]) {
    test(`computes alike within 1e-6: ${name}`, () => assertClose(wasm[name], native[name], 1e-6));
  }
});

test("a slice or an index beyond the end is refused by WebAssembly too", () => {
  assert.match(String(native.indexTooLarge), /^Error: .*/);
  assert.match(String(wasm.indexTooLarge), /^Error: Invalid indices: 9/);
  assert.match(String(native.beyondTheEnd), /size/);
  assert.match(String(wasm.beyondTheEnd), /slice/i);
});

test("WebAssembly pads a pool by a number, which the native backend refuses", () => {
  assert.match(String(native.paddedPool), /^Error: /);
  assert.equal(wasm.paddedPool, 4);
});

test("what needs Google's library says so on WebAssembly, and names the backend", () => {
  assert.equal(
    wasm.picture,
    'Error: tf.node.encodePng: expected TensorFlow\'s native backend, received "wasm". ' +
      "Run `npm run doctor` to see why it is not used here",
  );
});
