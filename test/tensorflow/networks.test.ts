import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadDigits } from "../../src/data";
import { adam } from "../../src/optimizers";
import { digitsCnn, digitsMlp, loadTensorFlow, type DigitsNetworkOptions } from "../../src/tensorflow";

const tf = loadTensorFlow();
const weightsOf = (options: DigitsNetworkOptions, make = digitsMlp) => make(options).getWeights().map((weights) => weights.dataSync());
const deviation = (values: ArrayLike<number>) => Math.hypot(...Array.from(values)) / Math.sqrt(values.length);

describe("the networks of the documents", () => {
  it("D1-14, D4-22, D3-01: have the parameters that their layers add up to", () => {
    assert.equal(digitsMlp().countParams(), (784 + 1) * 128 + (128 + 1) * 10);
    assert.equal(digitsCnn().countParams(), (3 * 3 + 1) * 32 + (13 * 13 * 32 + 1) * 64 + (64 + 1) * 10);
    assert.deepEqual([digitsMlp().countParams(), digitsCnn().countParams()], [101_770, 347_146]);
    assert.equal(digitsCnn({ imageSize: [8, 8] }).countParams(), 320 + (3 * 3 * 32 + 1) * 64 + 650);
    assert.equal(digitsMlp({ imageSize: [8, 8], hiddenUnits: 16, classes: 3 }).countParams(), 65 * 16 + 17 * 3);
  });

  it("have the documents' layers in their order", () => {
    const kinds = (model: ReturnType<typeof digitsMlp>) => model.layers.map((layer) => layer.getClassName());
    assert.deepEqual(kinds(digitsMlp()), ["Flatten", "Dense", "Dense"]);
    assert.deepEqual(kinds(digitsMlp({ dropout: 0.5 })), ["Flatten", "Dense", "Dropout", "Dense"]);
    assert.deepEqual(kinds(digitsCnn()), ["Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense"]);
  });

  it("start from the weights that are asked for", () => {
    const limit = Math.sqrt(6 / (784 + 128));
    const [glorot, bias] = weightsOf({});
    assert.ok(glorot!.every((weight) => Math.abs(weight) <= limit) && deviation(glorot!) > 0.5 * limit);
    assert.ok(bias!.every((value) => value === 0));
    const normal = weightsOf({ initialisation: "standard-normal" });
    normal.slice(0, 3).forEach((values) => assert.ok(Math.abs(deviation(values) - 1) < 0.2, `${deviation(values)}`));
  });

  it("start from the same weights for the same seed and others for another", () => {
    for (const make of [digitsMlp, digitsCnn]) {
      assert.deepEqual(weightsOf({ seed: 3 }, make), weightsOf({ seed: 3 }, make));
      for (const initialisation of ["glorot", "standard-normal"] as const) {
        assert.deepEqual(weightsOf({ initialisation }, make), weightsOf({ initialisation }, make));
      }
      assert.notDeepEqual(weightsOf({ seed: 3 }, make), weightsOf({ seed: 4 }, make));
    }
  });

  it("add the squared weights to the loss that is trained on when they are to decay", async () => {
    const [x, y] = [tf.zeros([4, 8, 8, 1]), tf.zeros([4])];
    const [plain, decayed] = [0, 0.1].map((weightDecay) => digitsMlp({ imageSize: [8, 8], weightDecay }));
    const squares = plain!.getWeights().filter(({ rank }) => rank === 2).reduce((sum, w) => sum + w.square().sum().dataSync()[0]!, 0);
    const [loss, penalised] = await Promise.all([plain, decayed].map(async (model) => ([await model!.trainOnBatch(x, y)].flat() as number[])[0]!));
    assert.ok(Math.abs(penalised! - loss! - 0.1 * squares) < 1e-4 * squares);
  });

  it("learn the 8 x 8 digits", async () => {
    const { features, target } = loadDigits();
    const x = tf.tensor4d(Float32Array.from(features.values, (value) => value / 16), [1797, 8, 8, 1]);
    const y = tf.tensor1d(Float32Array.from(target));
    for (const make of [digitsMlp, digitsCnn]) {
      const model = make({ imageSize: [8, 8], hiddenUnits: 32, optimizer: tf.train.adam(0.01) });
      const { history } = await model.fit(x, y, { epochs: 3, batchSize: 64, verbose: 0 });
      assert.ok(Number(history.acc!.at(-1)) > 0.9, String(history.acc));
    }
  });

  it("refuse numbers that make no network", () => {
    const refusal = (options: DigitsNetworkOptions, message: string) => {
      assert.throws(() => digitsMlp(options), { message });
      assert.throws(() => digitsCnn(options), { message });
    };
    refusal({ hiddenUnits: 0 }, "hiddenUnits: expected an integer of at least 1, received 0");
    refusal({ dropout: 1 }, "dropout: expected a number from 0 to below 1, received 1");
    refusal({ weightDecay: -1 }, "weightDecay: expected a number of at least 0, received -1");
    refusal({ imageSize: [28, 2] }, "imageSize, width: expected an integer of at least 4, received 2");
    refusal({ classes: 1 }, "classes: expected an integer of at least 2, received 1");
    refusal({ imageSize: 28 as never }, "imageSize: expected a pair [height, width], received 28");
    refusal({ seed: -1 }, "seed: expected an integer of at least 0, received -1");
    refusal({ optimizer: adam() as never }, "optimizer: expected one of tfjs, received Object. tensorFlowOptimizer(adam()) makes one of Slope's");
    refusal({ initialisation: "zeros" as "glorot" }, 'initialisation: expected one of "glorot", "standard-normal", received "zeros"');
  });
});
