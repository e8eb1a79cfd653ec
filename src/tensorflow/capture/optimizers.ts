import type { NamedTensorMap, Optimizer, Scalar, Tensor, Variable } from "@tensorflow/tfjs";
import { withRestore } from "../interrupts";
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

/** What the others keep to themselves: theirs, as a number. */
interface RateParts {
  learningRate: number;
}

type Parts = DescentParts | RateParts;

/** What Adam keeps to itself besides. */
interface AdamParts extends RateParts {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly accBeta1: Variable;
  readonly accBeta2: Variable;
  readonly accumulatedFirstMoment: readonly { variable: Variable }[];
  readonly accumulatedSecondMoment: readonly { variable: Variable }[];
}

/**
 * Notes which of tfjs's optimizers a step uses, lets their learning rate be asked for at every run, and offers one
 * operation for each of Adam's updates. When another setting changes, the step is recorded anew; also when the learning
 * rate of a class derived from tfjs's changes, which may use it in ways of its own.
 */
export function watchOptimizers<Result>(recorder: Recorder, work: () => Result): Result {
  const tf = loadTensorFlow();
  const restore = CLASSES.map((name) => {
    const prototype = tf[name].prototype as unknown as { applyGradients: Apply };
    const apply = prototype.applyGradients;
    prototype.applyGradients = function (gradients) {
      const rate = Object.getPrototypeOf(this) === prototype ? "asked" : "kept";
      recorder.use(this, rate);
      const asItIs = () => apply.call(this, gradients);
      const update = rate === "asked" ? askingForRate(recorder, this as unknown as Parts, asItIs) : asItIs;
      if (name === "AdamOptimizer") offerAdam(recorder, this as unknown as AdamParts, gradients, update);
      else update();
    };
    return () => void (prototype.applyGradients = apply);
  });
  return withRestore(work, () => {
    for (const back of restore) back();
  });
}

/** The update, with a learning rate that is asked for at every run. */
function askingForRate(recorder: Recorder, optimizer: Parts, update: () => void): () => void {
  if (!("c" in optimizer)) return () => withRateAsked(recorder, optimizer, update);
  if (!optimizer.c.isDisposed) declareRate(recorder, optimizer);
  return update;
}

function withRateAsked(recorder: Recorder, optimizer: RateParts, update: () => void): void {
  const { learningRate } = optimizer;
  recorder.askedNumbers.standIn({ now: learningRate, ask: () => optimizer.learningRate }, (standIn) => {
    optimizer.learningRate = standIn;
    withRestore(update, () => {
      optimizer.learningRate = learningRate;
    });
  });
}

function declareRate(recorder: Recorder, optimizer: DescentParts): void {
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
function offerAdam(recorder: Recorder, adam: AdamParts, gradients: Gradients, update: () => void): void {
  const tf = loadTensorFlow();
  const named = Array.isArray(gradients)
    ? gradients : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
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
    recorder.offers.add("ResourceApplyAdam", offers, update);
  });
}
