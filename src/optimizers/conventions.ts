import type { OptimizerName } from "./optimizers";

/** Something that libraries do differently under one name: a line of {@link optimizerConventions}. */
export interface OptimizerConvention {
  readonly optimizer: OptimizerName;
  /** What the cells answer; "default x" asks for the default of Slope's option x. */
  readonly question: string;
  readonly slope: string;
  /** torch.optim */
  readonly pytorch: string;
  /** tf.train of TensorFlow.js */
  readonly tfjs: string;
  /** keras.optimizers of Keras 3 */
  readonly keras: string;
}

function row(
  optimizer: OptimizerName, question: string, slope: string, pytorch: string, tfjs: string, keras: string,
): OptimizerConvention {
  return { optimizer, question, slope, pytorch, tfjs, keras };
}

const NONE = "not offered";
const REQUIRED = "none, required";

/**
 * The conventions of Slope, PyTorch, tfjs and Keras: where a formula's parts stand, and the defaults. All agree on
 * what is not listed.
 */
export const optimizerConventions: readonly OptimizerConvention[] = [
  row("gradientDescent", "default learningRate", "0.001", "0.001", REQUIRED, "0.01"),

  row("momentum", "the learning rate multiplies", "the velocity", "the velocity", "the velocity", "the gradient"),
  row("momentum", "dampening starts with", "the second gradient", "the second gradient", NONE, NONE),
  row("momentum", "default momentum", "0.9", "0", REQUIRED, "0"),

  row("nesterov", "the step is along", "g + momentum v", "g + momentum v", "g + momentum v", "g + momentum v"),
  row("nesterov", "the learning rate multiplies", "the whole step", "the whole step", "the whole step", "the gradient"),

  row("adagrad", "epsilon stands", "outside the root", "outside the root", "inside the root", "inside the root"),
  row("adagrad", "default learningRate", "0.01", "0.01", REQUIRED, "0.001"),
  row("adagrad", "default initialAccumulatorValue", "0", "0", "0.1", "0.1"),
  row("adagrad", "default epsilon", "1e-10", "1e-10", "1e-7", "1e-7"),

  row("rmsprop", "epsilon stands", "outside the root", "outside the root", "inside the root", "inside the root"),
  row("rmsprop", "epsilon stands, centered", "outside the root", "outside the root", "inside the root, subtracted",
    "inside the root"),
  row("rmsprop", "the learning rate multiplies", "the velocity", "the velocity", "the gradient", "the gradient"),
  row("rmsprop", "the mean's start at zero is", "left as it is", "left as it is", "left as it is", "left as it is"),
  row("rmsprop", "default learningRate", "0.01", "0.01", REQUIRED, "0.001"),
  row("rmsprop", "default decay", "0.99", "0.99", "0.9", "0.9"),
  row("rmsprop", "default epsilon", "1e-8", "1e-8", "1e-7", "1e-7"),

  row("adam", "epsilon stands", "outside the corrected root", "outside the corrected root",
    "outside the corrected root", "outside the uncorrected root"),
  row("adam", "the means' start at zero is", "corrected in both", "corrected in both", "corrected in both",
    "corrected in both"),
  row("adam", "weight decay that is asked for", "joins the gradient", "joins the gradient", NONE,
    "shrinks the parameters"),
  row("adam", "default learningRate", "0.001", "0.001", "0.001", "0.001"),
  row("adam", "default beta1", "0.9", "0.9", "0.9", "0.9"),
  row("adam", "default beta2", "0.999", "0.999", "0.999", "0.999"),
  row("adam", "default epsilon", "1e-8", "1e-8", "1e-7", "1e-7"),

  row("amsgrad", "the largest is that of", "uncorrected means", "uncorrected means", NONE, "uncorrected means"),

  row("adamW", "the decay is multiplied by", "the learning rate", "the learning rate", NONE, "the learning rate"),
  row("adamW", "default weightDecay", "0.01", "0.01", NONE, "0.004"),
];
