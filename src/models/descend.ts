import type { Objective } from "../objectives";
import { norm } from "../linearAlgebra";
import type { Optimizer } from "../optimizers";
import { minimize, type History } from "../training";

/**
 * Minimises a model's loss from zeros until the gradient is `gradientTolerance` times as long as there. A divergence or
 * a want of steps is reported through `console.warn`, in one line that names the model.
 */
export function descend<State>(
  model: string, objective: Objective, optimizer: Optimizer<State>, maxSteps: number | undefined, gradientTolerance: number,
): History {
  const start = new Float64Array(objective.dimension);
  const gradient = new Float64Array(objective.dimension);
  objective.gradient(start, gradient);
  const history = minimize(objective, optimizer, {
    start, maxSteps, gradientTolerance: gradientTolerance * norm(gradient), warn: false,
  });
  const what = `${model}: ${optimizer.name} ${history.message}`;
  if (history.outcome === "diverged") console.warn(`${what}, or scale the features first (StandardScaler)`);
  if (history.outcome === "reached maxSteps") {
    console.warn(`${what}; not converged. Raise maxSteps, or scale the features first (StandardScaler)`);
  }
  return history;
}
