import { requireInteger, requireOptions } from "../errors";
import type { Objective } from "../objectives";
import { requireOptimizer, type Optimizer } from "../optimizers";
import { Descent } from "./descent";
import type { History } from "./history";
import { checkedSettings, requireObjective, requireTolerance, RUN_OPTIONS, type RunOptions } from "./runOptions";

/** Options of {@link minimize}. Every step is recorded. */
export interface MinimizeOptions extends RunOptions {
  /** The most steps to take. Default 1000. */
  readonly maxSteps?: number;
  /** Converged when the gradient's Euclidean length is at most this. Default 1e-8. */
  readonly gradientTolerance?: number;
}

const KNOWN = { ...RUN_OPTIONS, maxSteps: true, gradientTolerance: true };

/**
 * Minimises an objective with an optimizer, step by step, until it converges, diverges, stops early or has taken
 * `maxSteps` steps.
 * A run that diverges (a loss or gradient that is no finite number, or a loss that grows exponentially) stops there
 * with a warning that says what to try; its history up to the last finite step is kept and nothing is thrown.
 *
 * @example
 * const objective = leastSquares([[1, 0], [0, 1], [1, 1]], [1, 0, 1], { loss: "half-sum" });
 * const history = minimize(objective, gradientDescent({ learningRate: 0.1 }));
 * history.parameters; // near (1, 0)
 * @throws InputError before the first step, when an option is out of range, the start has the wrong length, or loss or
 * gradient at the start are no finite numbers
 */
export function minimize<State>(
  objective: Objective,
  optimizer: Optimizer<State>,
  options: MinimizeOptions = {},
): History {
  requireObjective(objective);
  requireOptimizer(optimizer);
  const { maxSteps = 1000, gradientTolerance = 1e-8 } = requireOptions("minimize", options, KNOWN);
  requireInteger("maxSteps", maxSteps, 0);
  requireTolerance(gradientTolerance);
  const extent = {
    maxSteps, outcomeAtTheEnd: "reached maxSteps" as const, recordEvery: 1, recordGradient: true, gradientTolerance,
  };
  return new Descent(objective, optimizer, checkedSettings(objective, options, extent), null).run();
}
