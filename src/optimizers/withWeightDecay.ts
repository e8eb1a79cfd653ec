import { requireOptions } from "../errors";
import type { Optimizer, OptimizerOptions } from "./optimizer";
import { requireNotNegative, requireOptimizer } from "./require";
import { requireDimension, startState, type OptimizerState } from "./state";

/** Options of {@link withWeightDecay}. */
export interface WeightDecayOptions {
  /** lambda, what each parameter is multiplied by before it is added to the gradient; at least 0. */
  readonly weightDecay: number;
}

/** What an optimizer remembers whose gradients are changed on their way. */
export interface WrappedState<State> extends OptimizerState {
  /** The state of the optimizer inside. */
  readonly inner: State;
  /** The changed gradients of the last step. */
  readonly gradients: Float64Array;
}

/**
 * Adds L2 regularisation to any optimizer, as PyTorch's option `weight_decay` does: the optimizer gets
 * `gradient + weightDecay * parameters`, the gradient of loss + weightDecay/2 ||parameters||^2. With plain gradient
 * descent that is decay of the weights; Adam and its kin divide the decay by the size of the gradients, and only
 * `adamW` decays as such.
 * @example withWeightDecay(adam(), { weightDecay: 0.01 }) // torch.optim.Adam(…, weight_decay=0.01)
 * @throws InputError when the weight decay is negative
 */
export function withWeightDecay<State, Options extends OptimizerOptions>(
  optimizer: Optimizer<State, Options>, options: WeightDecayOptions,
): Optimizer<WrappedState<State>, Options & WeightDecayOptions> {
  requireOptimizer(optimizer);
  const { weightDecay } = requireOptions("withWeightDecay", options, { weightDecay: 0 });
  requireNotNegative("weightDecay", weightDecay);
  const { stableLimit } = optimizer;
  return {
    name: `${optimizer.name} with weight decay`,
    options: { ...optimizer.options, weightDecay },
    stableLimit: stableLimit && {
      formula: stableLimit.formula.replace("lambda_max", "(lambda_max + weightDecay)"),
      at: (largestEigenvalue) => stableLimit.at(largestEigenvalue + weightDecay),
    },
    init: (parameters) => startWrapped(optimizer, parameters),
    update(gradients, state, parameters) {
      requireDimension(gradients, state, parameters);
      const { gradients: decayed } = state;
      for (let i = 0; i < decayed.length; i++) decayed[i] = gradients[i] + weightDecay * parameters[i];
      optimizer.update(decayed, state.inner, parameters);
      state.step += 1;
    },
  };
}

/** The state before the first step of an optimizer whose gradients are changed on their way. */
export function startWrapped<State>(optimizer: Optimizer<State>, parameters: Float64Array): WrappedState<State> {
  return {
    ...startState(parameters),
    inner: optimizer.init(parameters),
    gradients: new Float64Array(parameters.length),
  };
}
