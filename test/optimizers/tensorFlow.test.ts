import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Optimizer as TensorFlowOptimizer } from "@tensorflow/tfjs-node";
import {
  adagrad, adam, clipGradients, gradientDescent, momentum, nesterov, rmsprop, type Optimizer,
} from "../../src/optimizers";
import { loadTensorFlow } from "../../src/tensorflow";
import { GRADIENTS } from "./problems";

type TensorFlow = ReturnType<typeof loadTensorFlow>;

const STEPS = 200;

/**
 * What takes the same steps, in Slope and in tfjs. The epsilons of tfjs' AdaGrad and RMSProp stand inside the root:
 * the two agree while they are small beside the gradients.
 */
const PAIRS: Record<string, [Optimizer, (tf: TensorFlow) => TensorFlowOptimizer]> = {
  "gradient descent": [gradientDescent({ learningRate: 0.01 }), (tf) => tf.train.sgd(0.01)],
  "momentum": [momentum({ learningRate: 0.002, momentum: 0.8 }), (tf) => tf.train.momentum(0.002, 0.8)],
  "Nesterov momentum": [nesterov({ learningRate: 0.002, momentum: 0.8 }), (tf) => tf.train.momentum(0.002, 0.8, true)],
  "AdaGrad": [adagrad({ learningRate: 0.05, initialAccumulatorValue: 0.1 }), (tf) => tf.train.adagrad(0.05)],
  "RMSProp": [
    rmsprop({ learningRate: 0.001, decay: 0.9, epsilon: 1e-10 }),
    (tf) => tf.train.rmsprop(0.001, 0.9, 0, 1e-10),
  ],
  "RMSProp with momentum": [
    rmsprop({ learningRate: 0.0002, decay: 0.9, epsilon: 1e-10, momentum: 0.7 }),
    (tf) => tf.train.rmsprop(0.0002, 0.9, 0.7, 1e-10),
  ],
  "Adam": [adam({ learningRate: 0.01, epsilon: 1e-7 }), (tf) => tf.train.adam(0.01)],
};

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.hypot(...Array.from(a, (value, i) => value - b[i]));
}

describe(`optimizers agree with tfjs to 1e-5 over ${STEPS} steps`, () => {
  const tf = loadTensorFlow();
  const START = [3, -2];

  /** Each gradient is asked for where Slope is, so that rounding in float32 is compared, not its consequences. */
  function run(ours: Optimizer, theirs: TensorFlowOptimizer): number {
    const variable = tf.variable(tf.tensor1d(START));
    const [parameters, gradient] = [Float64Array.from(START), new Float64Array(2)];
    const state = ours.init(parameters);
    let farthest = 0;
    for (let step = 0; step < STEPS; step++) {
      GRADIENTS.quadratic(parameters, gradient);
      ours.update(gradient, state, parameters);
      tf.tidy(() => theirs.applyGradients({ [variable.name]: tf.tensor1d(Array.from(gradient)) }));
      farthest = Math.max(farthest, distance(parameters, variable.dataSync()) / Math.hypot(...START));
    }
    variable.dispose();
    theirs.dispose();
    return farthest;
  }

  for (const [name, [ours, theirs]] of Object.entries(PAIRS)) {
    it(name, () => {
      const farthest = run(ours, theirs(tf));
      assert.ok(farthest < 1e-5, `${farthest}`);
    });
  }

  it("which other options would not", () => {
    assert.ok(run(clipGradients(gradientDescent({ learningRate: 0.01 }), { maxNorm: 1 }), tf.train.sgd(0.01)) > 1e-2);
    assert.ok(run(momentum({ learningRate: 0.002, momentum: 0.81 }), tf.train.momentum(0.002, 0.8)) > 1e-3);
  });
});
