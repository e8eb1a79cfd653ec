import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { loadTensorFlow } from "../../src";
import { pictures, startingWeights } from "./data";

const tf = loadTensorFlow();

export type Network = "mlp" | "cnn";

/** 784-hidden-10, or 32 filters of 3 x 3, the largest of 2 x 2, 64 units, 10; compiled with Adam and accuracy. */
export function buildNetwork(network: Network, hidden: number): LayersModel {
  const { layers } = tf;
  const dense = (units: number, activation: "relu" | "softmax") => layers.dense({ units, activation });
  const model = tf.sequential({
    layers: network === "mlp"
      ? [layers.inputLayer({ inputShape: [784] }), dense(hidden, "relu"), dense(10, "softmax")]
      : [
        layers.conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, activation: "relu" }),
        layers.maxPooling2d({ poolSize: 2 }), layers.flatten(), dense(64, "relu"), dense(10, "softmax"),
      ],
  });
  const shapes = model.getWeights().map(({ shape }) => shape);
  const weights = startingWeights(shapes.filter(({ length }) => length > 1)).values();
  model.setWeights(shapes.map((shape) => (shape.length > 1 ? tf.tensor(weights.next().value!, shape) : tf.zeros(shape))));
  model.compile({ optimizer: tf.train.adam(0.001), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

/** n pictures and their classes, as the network takes them. */
export function dataFor(network: Network, n: number): [Tensor, Tensor] {
  const { pixels, labels } = pictures(n);
  const x = tf.tensor(pixels, network === "mlp" ? [n, 784] : [n, 28, 28, 1]);
  return [x, tf.oneHot(tf.tensor1d(labels, "int32"), 10).toFloat()];
}
