import type { Scalar, Tensor, Variable } from "@tensorflow/tfjs";
import { backend, compile, fit, loadTensorFlow, type FitHistory } from "../../src";
import { serve, type Job, type Size, type Works } from "../harness/serve";
import { buildNetwork, dataFor, type Network } from "./networks";

const tf = loadTensorFlow();

/** Steps on one batch after the other; the losses are read at the end. */
function steps(network: Network) {
  return ({ batch = 0, hidden = 0, steps = 0 }: Size): Job<number[]> => {
    const model = buildNetwork(network, hidden);
    const [x, y] = dataFor(network, steps * batch);
    const batches = tf.split(x, steps).map((part, k) => [part, tf.split(y, steps)[k]!] as const);
    const variables = model.trainableWeights.map((weight) => weight.read() as Variable);
    // As the loss of the others: from the scores, before the softmax.
    const scores = tf.model({ inputs: model.inputs, outputs: model.layers[model.layers.length - 1]!.input });
    const optimizer = tf.train.adam(0.001);
    const [kernel, bias] = variables.slice(-2) as [Variable, Variable];
    const step = compile((inputs: Tensor, targets: Tensor) => optimizer.minimize(() => {
      const hiddenUnits = scores.apply(inputs, { training: true }) as Tensor;
      return tf.losses.softmaxCrossEntropy(targets, hiddenUnits.matMul(kernel).add(bias)) as Scalar;
    }, true, variables)!);
    return {
      run() {
        const losses = batches.map(([inputs, targets]) => step(inputs, targets));
        const values = losses.map((loss) => loss.dataSync()[0]!);
        tf.dispose(losses);
        return values;
      },
      units: steps,
      values: (losses) => losses,
    };
  };
}

/** An epoch with accuracy and progress, in order, so that all contestants see the same batches. */
function epoch(network: Network) {
  return ({ n = 0, batch = 0, hidden = 0 }: Size): Job<FitHistory> => {
    const model = buildNetwork(network, hidden);
    const [x, y] = dataFor(network, n);
    let told = 0;
    const options = { batchSize: batch, shuffle: false, onProgress: () => void told++ };
    return { run: () => fit(model, x, y, options), values: ({ history: { loss, acc } }) => [loss![0]!, acc![0]!] };
  };
}

const works: Works = { mlpStep: steps("mlp"), cnnStep: steps("cnn"), mlpEpoch: epoch("mlp"), cnnEpoch: epoch("cnn") };

serve(works, { tensorflow: backend().tensorFlowVersion ?? "wasm" });
