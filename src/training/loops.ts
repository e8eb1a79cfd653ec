import type { FiniteSum, Objective } from "../objectives";
import type { Optimizer } from "../optimizers";
import type { MiniBatches } from "./miniBatches";

/*
 * The two inner loops of a run. They use nothing but what they are given, because copies of their source are compiled:
 * see `compiledLoops`.
 */

/** A run as its inner loops see it. */
export interface Moving<State> {
  readonly optimizer: Optimizer<State>;
  readonly state: State;
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
}

/** What {@link takeSteps} writes and when it stops. */
export interface Recording<State> extends Moving<State> {
  readonly objective: Objective;
  /** Gets the parameters of the last record but the one that the loop ends with, unless `trail` keeps them. */
  readonly lastFinite: Float64Array;
  /** Entry k is that of step k; long enough for all of them. */
  readonly losses: Float64Array;
  readonly gradientNorms: Float64Array;
  /** The parameters of step k from k d on; null when they are not kept. */
  readonly trail: Float64Array | null;
  /** The loss at the start, and how far above it a loss is nothing to speak of. */
  readonly firstLoss: number;
  readonly harmlessRise: number;
  readonly lossTolerance: number;
  readonly gradientTolerance: number;
}

/**
 * Takes step after step on full gradients and writes down each, up to step `last`, or until loss or gradient ask for a
 * closer look: no finite numbers, within a tolerance, or a loss far above the start.
 * @returns the step whose loss, gradient and parameters are the last ones, written down and not yet judged
 */
export function takeSteps<State>(run: Recording<State>, step: number, last: number): number {
  const { objective, optimizer, state, parameters, gradient, lastFinite, losses, gradientNorms, trail } = run;
  const { firstLoss, harmlessRise, lossTolerance, gradientTolerance } = run;
  const dimension = parameters.length;
  const inOne = objective.valueAndGradient !== undefined;
  for (;; step++) {
    const loss = inOne ? objective.valueAndGradient!(parameters, gradient) : objective.value(parameters);
    if (!inOne) objective.gradient(parameters, gradient);
    let squares = 0;
    for (let j = 0; j < dimension; j++) squares += gradient[j] * gradient[j];
    const start = step * dimension;
    if (trail) for (let j = 0; j < dimension; j++) trail[start + j] = parameters[j];
    const gradientNorm = Math.sqrt(squares);
    losses[step] = loss;
    gradientNorms[step] = gradientNorm;
    // No comparison with NaN holds.
    const isQuiet = loss - firstLoss <= harmlessRise && loss > lossTolerance
      && gradientNorm > gradientTolerance && gradientNorm < Infinity;
    if (step === last || !isQuiet) return step;
    if (!trail) for (let j = 0; j < dimension; j++) lastFinite[j] = parameters[j];
    optimizer.update(gradient, state, parameters);
  }
}

/** What {@link takeBatches} learns from. */
export interface Batches {
  readonly sum: FiniteSum;
  readonly batches: MiniBatches;
}

/**
 * Takes steps that follow the gradients of batches, from step `step` to step `last`, unless a gradient is not finite.
 * @returns the step that was reached: `last`, or the one whose gradient is not finite
 */
export function takeBatches<State>(run: Moving<State>, { sum, batches }: Batches, step: number, last: number): number {
  const { optimizer, state, parameters, gradient } = run;
  const dimension = parameters.length;
  for (; step < last; step++) {
    sum.sampleGradient(batches.next(), parameters, gradient);
    for (let j = 0; j < dimension; j++) if (!(Math.abs(gradient[j]) < Infinity)) return step;
    optimizer.update(gradient, state, parameters);
  }
  return step;
}
