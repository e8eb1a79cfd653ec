import type { AdamOptimizer, NamedTensorMap, Optimizer, Scalar, Tensor, Variable } from "@tensorflow/tfjs";
import { loadTensorFlow } from "../load";
import { DataType } from "./graphDefinition";
import type { Recorder } from "./recorder";

type Gradients = NamedTensorMap | { readonly name: string; readonly tensor: Tensor }[];
type Apply = (this: Optimizer, gradients: Gradients) => void;

/** tfjs's optimizers, by the names of their classes. */
const CLASSES = [
  "SGDOptimizer", "MomentumOptimizer", "AdagradOptimizer", "AdadeltaOptimizer", "RMSPropOptimizer", "AdamOptimizer",
  "AdamaxOptimizer",
] as const;

/** What gradient descent and momentum keep to themselves: their learning rate, as a tensor that is below zero. */
interface DescentParts {
  readonly c: Scalar;
}

/** What Adam keeps to itself. */
interface AdamParts {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly accBeta1: Variable;
  readonly accBeta2: Variable;
  readonly accumulatedFirstMoment: readonly { variable: Variable }[];
  readonly accumulatedSecondMoment: readonly { variable: Variable }[];
}

/**
 * Notes which of tfjs's optimizers a step uses, and offers one operation for each of Adam's updates. Of the commonest
 * the learning rate is asked for at every run; when another setting changes, the step is recorded anew.
 */
export function watchOptimizers<Result>(recorder: Recorder, work: () => Result): Result {
  const tf = loadTensorFlow();
  const restore = CLASSES.map((name) => {
    const prototype = tf[name].prototype as unknown as { applyGradients: Apply };
    const apply = prototype.applyGradients;
    prototype.applyGradients = function (gradients) {
      const update = () => apply.call(this, gradients);
      if (name === "AdamOptimizer") return offerAdam(recorder, this as AdamOptimizer, gradients, update);
      if ("c" in this) askForRate(recorder, this as unknown as Optimizer & DescentParts);
      else recorder.use(this);
      update();
    };
    return () => void (prototype.applyGradients = apply);
  });
  try {
    return work();
  } finally {
    for (const back of restore) back();
  }
}

/** Lets the learning rate be asked for at every run. */
function askForRate(recorder: Recorder, optimizer: Optimizer & DescentParts): void {
  recorder.use(optimizer, ["learningRate"]);
  if (optimizer.c.isDisposed) return;
  let [known, value]: [Scalar | null, number] = [null, 0];
  recorder.declare(optimizer.c, {
    kind: "constant", dtype: DataType.float32, shape: [], content: Buffer.alloc(0),
    scheduled() {
      // Another learning rate is another tensor.
      if (known !== optimizer.c || known.isDisposed) [known, value] = [optimizer.c, optimizer.c.dataSync()[0]];
      return value;
    },
  });
}

/** TensorFlow's Adam adds epsilon to the root before its correction, so it gets epsilon * sqrt(1 - beta2^t). */
function offerAdam(recorder: Recorder, optimizer: AdamOptimizer, gradients: Gradients, update: () => void): void {
  const tf = loadTensorFlow();
  const adam = optimizer as unknown as AdamParts;
  const named = Array.isArray(gradients)
    ? gradients : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
  recorder.use(optimizer, ["learningRate"]);
  if (adam.accumulatedFirstMoment.length < named.length) return update();
  const { accBeta1, accBeta2, learningRate, beta1, beta2, epsilon } = adam;
  tf.tidy(() => {
    const corrected = tf.mul(epsilon, tf.sqrt(tf.sub(1, accBeta2)));
    const rate = tf.scalar(learningRate);
    recorder.schedule(rate, () => adam.learningRate);
    const scalars: Tensor[] = [accBeta1, accBeta2, rate, tf.scalar(beta1), tf.scalar(beta2), corrected];
    const offers = named.flatMap(({ name, tensor }, index) => {
      if (!tensor) return [];
      const moments = [adam.accumulatedFirstMoment[index].variable, adam.accumulatedSecondMoment[index].variable];
      return [{ targets: [tf.engine().registeredVariables[name], ...moments], inputs: [...scalars, tensor] }];
    });
    recorder.offer("ResourceApplyAdam", offers, update);
  });
}
