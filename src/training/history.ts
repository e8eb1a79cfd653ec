import type { DataFrame } from "danfojs-node";
import { InputError, requireInteger } from "../errors";
import type { OptimizerOptions } from "../optimizers";

/** How a run ended. */
export type Outcome = "converged" | "diverged" | "reached maxSteps";

/** What {@link minimize} hands to a {@link History}. */
export interface HistoryRecord {
  readonly optimizer: { readonly name: string; readonly options: Readonly<OptimizerOptions> };
  readonly objective: string;
  readonly loss: Float64Array;
  readonly gradientNorm: Float64Array;
  readonly parameters: Float64Array;
  /** The parameters of all steps, one step after the other; null when they were not recorded. */
  readonly trail: Float64Array | null;
  readonly outcome: Outcome;
  readonly message: string;
}

/** What happened while an objective was minimised. Entry k of every list is the state after k steps, all finite. */
export class History {
  /** The optimizer's name and options. */
  readonly optimizer: { readonly name: string; readonly options: Readonly<OptimizerOptions> };
  /** What the loss measures: "mean squared error". */
  readonly objective: string;
  /** The loss after k steps; entry 0 is the start's. */
  readonly loss: Float64Array;
  /** The Euclidean length of the gradient after k steps. */
  readonly gradientNorm: Float64Array;
  /** The parameters after the last step. */
  readonly parameters: Float64Array;
  /** How the run ended. */
  readonly outcome: Outcome;
  /** The same in a sentence, with numbers and, where it went wrong, what to try. */
  readonly message: string;
  private readonly trail: Float64Array | null;

  constructor(record: HistoryRecord) {
    this.optimizer = record.optimizer;
    this.objective = record.objective;
    this.loss = record.loss;
    this.gradientNorm = record.gradientNorm;
    this.parameters = record.parameters;
    this.outcome = record.outcome;
    this.message = record.message;
    this.trail = record.trail;
  }

  /** How many steps were taken; `loss` has one entry more. */
  get steps(): number {
    return this.loss.length - 1;
  }

  /** The parameters after 0, 1, … `steps` steps. @throws InputError when they were not recorded */
  get trajectory(): Float64Array[] {
    return Array.from(this.loss, (_, k) => this.parametersAt(k));
  }

  /** The parameters after k steps. @throws InputError when k is no step of the run, or they were not recorded */
  parametersAt(k: number): Float64Array {
    requireInteger("step", k, 0, this.steps);
    if (!this.trail) {
      const hint = "Pass recordParameters: true to minimize";
      throw new InputError("trajectory", "a run that recorded it", "one without", hint);
    }
    const { length } = this.parameters;
    return this.trail.slice(k * length, (k + 1) * length);
  }

  /** The first step from which on the loss stays at or below `loss`; null when it does not. */
  stepsTo(loss: number): number | null {
    let step = this.loss.length;
    while (step > 0 && this.loss[step - 1] <= loss) step--;
    return step < this.loss.length ? step : null;
  }

  /** A row a step: `step`, `loss`, `gradient norm` and, where recorded, `theta 0`, `theta 1`, … */
  toFrame(): DataFrame {
    const danfo = require("danfojs-node") as typeof import("danfojs-node");
    const names = this.trail ? Array.from(this.parameters, (_, j) => `theta ${j}`) : [];
    const rows = Array.from(this.loss, (loss, k) => {
      const parameters = this.trail ? this.parametersAt(k) : [];
      return [k, loss, this.gradientNorm[k], ...parameters];
    });
    const columns = ["step", "loss", "gradient norm", ...names];
    const dtypes = columns.map((name) => (name === "step" ? "int32" : "float32"));
    return new danfo.DataFrame(rows, { columns, dtypes });
  }

  /** One line: `gradient descent (learningRate 0.1) on mean squared error: converged after 59 steps …`. */
  toString(): string {
    const options = Object.entries(this.optimizer.options).map(([name, value]) => `${name} ${value}`);
    return `${this.optimizer.name} (${options.join(", ")}) on ${this.objective}: ${this.message}`;
  }
}
