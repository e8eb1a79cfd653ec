import type { layers, Optimizer, Sequential } from "@tensorflow/tfjs-node";
import { refuse, requireInteger, requireList, requireOneOf, requireOptions } from "../errors";
import { loadTensorFlow } from "./load";

/** Options of {@link digitsMlp} and {@link digitsCnn}. */
export interface DigitsNetworkOptions {
  /** Height and width of the pictures in pixels. Default [28, 28]. */
  imageSize?: readonly [height: number, width: number];
  /** Units of the hidden dense layer. Default 128 for the MLP, 64 for the CNN. */
  hiddenUnits?: number;
  /** How many classes. Default 10. */
  classes?: number;
  /**
   * The share of the hidden units that each step leaves out, drawn anew in each run (with a seed tfjs would draw the
   * same units in every step), from 0 to below 1. Default 0: none.
   */
  dropout?: number;
  /** The factor of the sum of squared weights (not biases) in the loss that is trained on. Default 0. */
  weightDecay?: number;
  /**
   * `glorot`: weights uniform within `sqrt(6/(inputs + outputs))`, biases 0, as Keras and tfjs have it;
   * `standard-normal`: weights and biases from N(0, 1), as document 002 §5.2 draws them. Default `glorot`.
   */
  initialisation?: "glorot" | "standard-normal";
  /** Of the initial weights. Default 0. */
  seed?: number;
  /** Default Adam with tfjs's settings (learning rate 0.001). */
  optimizer?: Optimizer;
}

const KNOWN: Record<keyof DigitsNetworkOptions, true> = {
  imageSize: true, hiddenUnits: true, classes: true, dropout: true, weightDecay: true, initialisation: true, seed: true,
  optimizer: true,
};

/**
 * The multilayer perceptron of documents 002 §5.2 and 004 §5.2: flatten, a hidden layer of 128 units with ReLU, softmax
 * over 10 classes; 101,770 parameters. Compiled with sparse categorical cross-entropy and accuracy: it learns from
 * pictures of shape [n, height, width, 1] and labels 0 to 9 as float32.
 * @throws InputError when a number makes no network
 */
export function digitsMlp(options: DigitsNetworkOptions = {}): Sequential {
  const { height, width, hiddenUnits } = checked(options, 128);
  const tf = loadTensorFlow();
  return network(options, hiddenUnits, [tf.layers.flatten({ inputShape: [height, width, 1] })]);
}

/**
 * The convolutional network of document 001 §5.2: 32 filters of 3 x 3 with ReLU, the maximum of each 2 x 2, flatten, a
 * hidden layer of 64 units with ReLU, softmax over 10 classes; 347,146 parameters. Compiled as {@link digitsMlp}.
 * @throws InputError when a number makes no network
 */
export function digitsCnn(options: DigitsNetworkOptions = {}): Sequential {
  const { height, width, hiddenUnits } = checked(options, 64);
  const tf = loadTensorFlow();
  return network(options, hiddenUnits, [
    tf.layers.conv2d({
      inputShape: [height, width, 1], filters: 32, kernelSize: 3, activation: "relu",
      ...starts(options, 2), ...decay(options),
    }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
  ]);
}

function checked(given: DigitsNetworkOptions, units: number) {
  const { imageSize = [28, 28], hiddenUnits, dropout = 0, ...options } = requireOptions("the network", given, KNOWN);
  const [height, width] = requireList("imageSize", imageSize, "a pair [height, width]");
  requireInteger("imageSize, height", height, 4);
  requireInteger("imageSize, width", width, 4);
  requireInteger("classes", options.classes ?? 10, 2);
  if (typeof dropout !== "number" || !(dropout >= 0 && dropout < 1)) refuse("dropout", "a number from 0 to below 1", dropout);
  const { weightDecay = 0 } = options;
  if (!Number.isFinite(weightDecay) || weightDecay < 0) refuse("weightDecay", "a number of at least 0", weightDecay);
  requireInteger("seed", options.seed ?? 0, 0);
  requireOneOf("initialisation", options.initialisation ?? "glorot", ["glorot", "standard-normal"]);
  const { optimizer } = options;
  if (optimizer !== undefined && typeof optimizer?.applyGradients !== "function") {
    refuse("optimizer", "one of tfjs", optimizer, "tensorFlowOptimizer(adam()) makes one of Slope's");
  }
  return { height, width, hiddenUnits: requireInteger("hiddenUnits", hiddenUnits ?? units, 1) };
}

/** The given layers, the hidden one and the softmax, compiled. */
function network(options: DigitsNetworkOptions, hiddenUnits: number, first: layers.Layer[]): Sequential {
  const tf = loadTensorFlow();
  const { classes = 10, dropout = 0, optimizer = tf.train.adam() } = options;
  const model = tf.sequential({
    layers: [
      ...first,
      tf.layers.dense({ units: hiddenUnits, activation: "relu", ...starts(options, 0), ...decay(options) }),
      ...(dropout > 0 ? [tf.layers.dropout({ rate: dropout })] : []),
      tf.layers.dense({ units: classes, activation: "softmax", ...starts(options, 1), ...decay(options) }),
    ],
  });
  model.compile({ optimizer, loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

/** Initial weights of the layer with this number, each from a seed of its own. */
function starts({ initialisation = "glorot", seed = 0 }: DigitsNetworkOptions, layer: number) {
  const { initializers } = loadTensorFlow();
  const own = 8 * seed + 2 * layer;
  if (initialisation === "glorot") return { kernelInitializer: initializers.glorotUniform({ seed: own }) };
  // tfjs takes 0 for no seed at all here; 6 is nobody else's.
  const normal = (from: number) => initializers.randomNormal({ mean: 0, stddev: 1, seed: from || 6 });
  return { kernelInitializer: normal(own), biasInitializer: normal(own + 1) };
}

function decay({ weightDecay = 0 }: DigitsNetworkOptions) {
  return weightDecay > 0 ? { kernelRegularizer: loadTensorFlow().regularizers.l2({ l2: weightDecay }) } : {};
}
