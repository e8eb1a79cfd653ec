import type { Objective } from "../objectives";
import type { Optimizer } from "../optimizers";

/** A number as a sentence shows it: three digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** What to try after a loss rose: in terms of the stable limit where method and objective have one. */
export function advice(objective: Objective, optimizer: Optimizer): string {
  const { learningRate } = optimizer.options;
  const gradientDescentLimit = objective.largestStableLearningRate?.();
  if (optimizer.stableLimit && gradientDescentLimit !== undefined) {
    const { formula, at } = optimizer.stableLimit;
    const limit = at(2 / gradientDescentLimit);
    if (learningRate > limit) {
      const half = Number((limit / 2).toPrecision(2));
      return `learningRate ${learningRate} is above the stable limit ${formula} = ${short(limit)}. Try ${half}`;
    }
  }
  return `Try a learningRate below ${learningRate}`;
}
