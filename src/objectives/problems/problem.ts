import type { Matrix } from "../../arrays";
import type { Objective } from "../objective";

/** An objective to try optimizers on, with its derivatives, its minima and what a plot needs. */
export interface Problem extends Objective {
  hessian(parameters: Float64Array): Matrix;
  /** A fresh copy of the first of `minima`. */
  minimum(): Float64Array;
  /** All parameters at which the loss is least. */
  readonly minima: readonly Float64Array[];
  /** Where a run usually starts. */
  readonly start: Float64Array;
  /** For each parameter the range that a plot shows; start and minima lie inside. */
  readonly domain: readonly (readonly [number, number])[];
}
