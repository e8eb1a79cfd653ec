import type { Matrix } from "../arrays";
import type { Objective } from "../objectives";
import { backSubstitution, cholesky, dot, forwardSubstitution, symmetricEigen, varianceInflation } from "../linearAlgebra";
import type { Optimizer, OptimizerOptions } from "../optimizers";
import { InputError } from "../errors";
import { requireObjective } from "./runOptions";

/** The share of the predicted decrease that a step must bring (Armijo 1966). */
const SUFFICIENT = 1e-4;
/** A step may raise the loss by so many roundings, so that the last ones are not refused. */
const ROUNDINGS = 8;
const MOST_HALVINGS = 60;
/** Up to here all curvatures are positive beyond doubt, and rounding spoils no more than half of a step's digits. */
const MOST_INFLATION = 1e8;

/** What {@link newton} works in from step to step. */
export interface NewtonState {
  readonly direction: Float64Array;
  readonly trial: Float64Array;
}

/**
 * Newton's method for one objective, to be passed to `minimize` together with it:
 * `parameters -= t H^-1 gradient`, where the step length t is halved from 1 until the loss falls far enough (Armijo's
 * rule). Near a minimum the number of right digits doubles with each step. Curvatures count by their absolute value, so
 * that it goes downhill on objectives that are not convex too; directions without curvature are left alone.
 * For logistic loss this is iteratively reweighted least squares. A step costs O(d^3), besides the Hessian.
 *
 * @example minimize(objective, newton(objective))
 * @throws InputError when the objective has no Hessian
 */
export function newton(objective: Objective): Optimizer<NewtonState> {
  requireObjective(objective);
  if (!objective.hessian) {
    throw new InputError("objective", "one with a Hessian", `"${objective.name}" without`);
  }
  const options: OptimizerOptions = { learningRate: 1 };
  return {
    name: "Newton's method",
    options,
    init: ({ length }) => ({ direction: new Float64Array(length), trial: new Float64Array(length) }),
    update(gradients, { direction, trial }, parameters) {
      writeDirection(objective, parameters, gradients, direction);
      const predicted = dot(gradients, direction);
      const loss = objective.value(parameters);
      const allowance = ROUNDINGS * Number.EPSILON * Math.abs(loss);
      for (let halvings = 0, t = 1; halvings < MOST_HALVINGS; halvings++, t /= 2) {
        for (let j = 0; j < trial.length; j++) trial[j] = parameters[j] + t * direction[j];
        if (objective.value(trial) <= loss + SUFFICIENT * t * predicted + allowance) {
          parameters.set(trial);
          return;
        }
      }
    },
  };
}

/**
 * -|H|^-1 gradient, by Cholesky's factor of the Hessian where all its curvatures are positive, else by its eigenvalues:
 * of the Hessian scaled to a unit diagonal, so that columns that differ only in their units lose no digits.
 */
function writeDirection(
  objective: Objective, parameters: Float64Array, gradient: Float64Array, direction: Float64Array,
): void {
  const hessian = objective.hessian!(parameters);
  const { rows: dimension, values: entries } = hessian;
  const scales = gradient.map((_, j) => 1 / Math.sqrt(Math.abs(hessian.at(j, j)) || 1));
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j < dimension; j++) entries[i * dimension + j] *= scales[i] * scales[j];
  }
  const slopes = gradient.map((value, j) => scales[j] * value);
  const factor = cholesky(hessian);
  const solution = factor && varianceInflation(factor) <= MOST_INFLATION
    ? backSubstitution(factor, forwardSubstitution(factor, slopes))
    : byEigenvalues(hessian, slopes);
  for (let j = 0; j < dimension; j++) direction[j] = -scales[j] * solution[j];
}

/** |H|^-1 times the slopes; nothing along directions without curvature. */
function byEigenvalues(hessian: Matrix, slopes: Float64Array): Float64Array {
  const dimension = slopes.length;
  const solution = new Float64Array(dimension);
  const { values, vectors } = symmetricEigen(hessian);
  const largest = Math.max(Math.abs(values[0]), Math.abs(values[dimension - 1]));
  for (let k = 0; k < dimension; k++) {
    const curvature = Math.abs(values[k]);
    if (curvature <= dimension * Number.EPSILON * largest) continue;
    let slope = 0;
    for (let j = 0; j < dimension; j++) slope += vectors.at(j, k) * slopes[j];
    for (let j = 0; j < dimension; j++) solution[j] += (slope / curvature) * vectors.at(j, k);
  }
  return solution;
}
