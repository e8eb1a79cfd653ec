import { requireBoolean, requireInteger, requireOptions } from "../errors";
import type { FiniteSum } from "../objectives";
import { requireOptimizer, type Optimizer } from "../optimizers";
import { Descent } from "./descent";
import type { History } from "./history";
import { MiniBatches, type MiniBatchOptions } from "./miniBatches";
import { checkedSettings, requireObjective, requireTolerance, RUN_OPTIONS, type RunOptions } from "./runOptions";

/** Options of {@link minimizeStochastic}. */
export interface StochasticOptions extends RunOptions, MiniBatchOptions {
  /**
   * How many epochs to train. An epoch has ceil(n / batchSize) steps, or floor(n / batchSize) with `dropLast`.
   * Default 10.
   */
  readonly epochs?: number;
  /**
   * Loss and gradient of all the data are recorded every so many steps, at the start and at the end; a record costs
   * about as much as an epoch of steps. Default: once an epoch.
   */
  readonly recordEvery?: number;
  /**
   * Whether a record has the length of the full gradient, which costs more than its loss. Default `true`; a
   * `gradientTolerance` needs it.
   */
  readonly recordGradient?: boolean;
  /**
   * Converged when the Euclidean length of the full gradient is at most this at a record. Default: never, since the
   * next batch would move on.
   */
  readonly gradientTolerance?: number;
}

const KNOWN = {
  ...RUN_OPTIONS, epochs: true, recordEvery: true, recordGradient: true, gradientTolerance: true,
  batchSize: true, sampling: true, dropLast: true, seed: true,
};

/**
 * Minimises an average over data with an optimizer that sees a batch of rows a step: stochastic gradient descent when
 * the optimizer is gradient descent (000 §4.1.2), and the same for any other. Ends after all epochs, or when a
 * tolerance is reached, early stopping says so, or the run diverges: see `minimize`.
 *
 * @example
 * const history = minimizeStochastic(leastSquares(features, target), gradientDescent({ learningRate: 0.01 }), {
 *   epochs: 20, batchSize: 32, seed: 1,
 * });
 * @throws InputError before the first step, when an option is out of range, a batch is larger than the data, the start
 * has the wrong length, or loss or gradient at the start are no finite numbers
 */
export function minimizeStochastic<State>(
  objective: FiniteSum,
  optimizer: Optimizer<State>,
  options: StochasticOptions = {},
): History {
  requireObjective(objective);
  requireOptimizer(optimizer);
  const { epochs = 10, batchSize, sampling, dropLast, seed } = requireOptions("minimizeStochastic", options, KNOWN);
  requireInteger("epochs", epochs, 1);
  const batches = new MiniBatches(objective.samples, { batchSize, sampling, dropLast, seed });
  const { recordEvery = batches.perEpoch, gradientTolerance, recordGradient = true } = options;
  requireInteger("recordEvery", recordEvery, 1);
  requireBoolean("recordGradient", recordGradient);
  const settings = checkedSettings(objective, options, {
    maxSteps: epochs * batches.perEpoch,
    outcomeAtTheEnd: "finished all epochs",
    recordEvery,
    recordGradient: recordGradient || gradientTolerance !== undefined,
    gradientTolerance: gradientTolerance === undefined ? -Infinity : requireTolerance(gradientTolerance),
  });
  return new Descent(objective, optimizer, settings, { sum: objective, batches }).run();
}
