import type { Tensor, Variable } from "@tensorflow/tfjs";
import { loadTensorFlow } from "../load";

/** Changes gradients on their way to a rule. */
export type GradientChange = (gradients: readonly Tensor[], variables: readonly Variable[]) => Tensor[];

/** PyTorch's guard against a division by a norm of zero, as in `clipGradients`. */
const GUARD = 1e-6;

/** What `withWeightDecay` and `clipGradients` do, by what they add to an optimizer's name. */
const CHANGES: Record<string, (options: Readonly<Record<string, unknown>>) => GradientChange> = {
  " with weight decay": ({ weightDecay }) => (gradients, variables) => (
    gradients.map((gradient, index) => gradient.add(variables[index].mul(weightDecay as number)))),
  " with clipped gradients": ({ maxNorm, maxValue }) => (gradients) => {
    const tf = loadTensorFlow();
    if (maxValue !== undefined) {
      return gradients.map((gradient) => tf.clipByValue(gradient, -(maxValue as number), maxValue as number));
    }
    const norm = tf.addN(gradients.map((gradient) => gradient.square().sum())).sqrt();
    const factor = tf.minimum(1, tf.div(maxNorm as number, norm.add(GUARD)));
    return gradients.map((gradient) => gradient.mul(factor));
  },
};

/** The name of the optimizer inside, and the changes around it, the outermost first. */
export function unwrap(
  name: string, options: Readonly<Record<string, unknown>>,
): { readonly name: string; readonly changes: readonly GradientChange[] } {
  for (const [ending, change] of Object.entries(CHANGES)) {
    if (!name.endsWith(ending)) continue;
    const inner = unwrap(name.slice(0, -ending.length), options);
    return { name: inner.name, changes: [change(options), ...inner.changes] };
  }
  return { name, changes: [] };
}
