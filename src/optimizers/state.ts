import { refuse, requireInteger } from "../errors";
import type { Schedule } from "./schedules";

/** What every optimizer remembers. */
export interface OptimizerState {
  /** How many steps were taken. */
  step: number;
  /** How many parameters there are. */
  readonly dimension: number;
}

/** The state before the first step. @throws InputError when there are no parameters */
export function startState({ length }: Float64Array): OptimizerState {
  requireInteger("parameters", length, 1, Infinity, "There is nothing to optimise without parameters");
  return { step: 0, dimension: length };
}

/**
 * The learning rate of the step to come. (It takes the options one by one: read from an object that differs from
 * optimizer to optimizer, V8 allocates a number.)
 * @throws InputError when an array's length is not that of the state, or the schedule's factor is not a number of at
 * least 0; nothing has changed then
 */
export function nextLearningRate(
  learningRate: number, schedule: Schedule | undefined,
  gradients: Float64Array, state: OptimizerState, parameters: Float64Array,
): number {
  requireDimension(gradients, state, parameters);
  if (!schedule) return learningRate;
  const factor = schedule(state.step);
  if (!(factor >= 0 && factor < Infinity)) refuse(`schedule at step ${state.step}`, "a factor of at least 0", factor);
  return learningRate * factor;
}

/** Refuses gradients or parameters whose length is not that of the state. */
export function requireDimension(
  gradients: Float64Array, { dimension }: OptimizerState, parameters: Float64Array,
): void {
  if (parameters.length !== dimension) {
    refuse("parameters", `${dimension} numbers, as the state has`, parameters.length);
  }
  if (gradients.length !== dimension) {
    refuse("gradients", `${dimension} numbers, one for each parameter`, gradients.length);
  }
}
