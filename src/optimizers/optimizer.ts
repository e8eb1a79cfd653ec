import type { Schedule } from "./schedules";

/** What every optimizer can be asked about itself. */
export interface OptimizerOptions {
  /** The factor of the step, in units of parameter per unit of (what the method makes of) the gradient. */
  readonly learningRate: number;
  /** Which share of the learning rate each step uses. Default: all of it, always. */
  readonly schedule?: Schedule;
}

/**
 * A rule that turns gradients into steps. It keeps nothing itself: what it must remember from step to step is in the
 * state, so that one optimizer can drive many runs.
 */
export interface Optimizer<State = unknown, Options extends OptimizerOptions = OptimizerOptions> {
  /** "gradient descent", "Adam", … */
  readonly name: string;
  /** All options, defaults filled in. */
  readonly options: Readonly<Options>;
  /** A fresh state for parameters of this length. */
  init(parameters: Float64Array): State;
  /** One step: changes `parameters` and `state` in place, leaves `gradients` alone, allocates nothing. */
  update(gradients: Float64Array, state: State, parameters: Float64Array): void;
  /**
   * The learning rate from which on the method diverges on a quadratic, where there is such a limit; for a learning
   * rate that stays the same.
   */
  readonly stableLimit?: StableLimit;
}

/** A stable limit in words and as a function of the Hessian's largest eigenvalue. */
export interface StableLimit {
  /** "2/lambda_max". */
  readonly formula: string;
  /** The limit, for the Hessian's largest eigenvalue. */
  at(largestEigenvalue: number): number;
}
