import { loadTensorFlow } from "../../src";
import { serve, type Job, type Size, type Works } from "../harness/serve";
import { buildNetwork, dataFor, type Network } from "./networks";

const tf = loadTensorFlow();

/** tfjs's own training: a step is an epoch's time by its steps, as `model.fit` is how its users take steps. */
function steps(network: Network) {
  return ({ batch = 0, hidden = 0, steps = 0 }: Size): Job<number[]> => {
    const model = buildNetwork(network, hidden);
    const [x, y] = dataFor(network, steps * batch);
    const losses: number[] = [];
    // The losses of each batch are compared once; asking for them takes time, which later runs do not spend.
    let callbacks: object | undefined = { onBatchEnd: (_: number, logs: { loss: number }) => void losses.push(logs.loss) };
    return {
      async run() {
        await model.fit(x, y, { batchSize: batch, shuffle: false, verbose: 0, callbacks });
        callbacks = undefined;
        return losses;
      },
      units: steps,
      values: (list) => list,
    };
  };
}

function epoch(network: Network) {
  return ({ n = 0, batch = 0, hidden = 0 }: Size): Job<{ history: Record<string, unknown[]> }> => {
    const model = buildNetwork(network, hidden);
    const [x, y] = dataFor(network, n);
    return {
      run: () => model.fit(x, y, { batchSize: batch, shuffle: false, verbose: 0 }),
      values: ({ history }) => [Number(history.loss![0]), Number(history.acc![0])],
    };
  };
}

const works: Works = { mlpStep: steps("mlp"), cnnStep: steps("cnn"), mlpEpoch: epoch("mlp"), cnnEpoch: epoch("cnn") };

serve(works, { "tfjs-node": tf.version["tfjs-node"] });
