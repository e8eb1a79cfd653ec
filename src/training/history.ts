import { inspect } from "node:util";
import type { DataFrame } from "danfojs-node";
import { InputError, refuse, requireInteger } from "../errors";
import type { OptimizerOptions } from "../optimizers";

/** How a run ended. */
export type Outcome = "converged" | "diverged" | "stopped early" | "reached maxSteps" | "finished all epochs";

/** What a run hands to a {@link History}. */
export interface HistoryRecord {
  readonly optimizer: { readonly name: string; readonly options: Readonly<OptimizerOptions> };
  readonly objective: string;
  readonly recordedSteps: Float64Array;
  readonly passes: Float64Array;
  readonly loss: Float64Array;
  readonly gradientNorm: Float64Array;
  readonly seconds: Float64Array | null;
  readonly validationLoss: Float64Array | null;
  readonly bestStep: number | null;
  readonly parameters: Float64Array;
  /** The parameters of all records, one record after the other; null when they were not recorded. */
  readonly trail: Float64Array | null;
  readonly outcome: Outcome;
  readonly message: string;
}

/**
 * What happened while an objective was minimised. Entry k of every list is the state after `recordedSteps[k]` steps,
 * which is k itself for `minimize`; all are finite.
 */
export class History {
  /** The optimizer's name and options. */
  readonly optimizer: { readonly name: string; readonly options: Readonly<OptimizerOptions> };
  /** What the loss measures: "mean squared error". */
  readonly objective: string;
  /** How many steps were taken before each record: 0, 1, 2, … where every step was recorded. */
  readonly recordedSteps: Float64Array;
  /** How often the data had been gone through for the steps so far: 0, 1, 2, … for full gradients. */
  readonly passes: Float64Array;
  /** The loss of all the data; entry 0 is the start's. */
  readonly loss: Float64Array;
  /** The Euclidean length of the full gradient; empty where it was not recorded. */
  readonly gradientNorm: Float64Array;
  /** Seconds that gradients and steps had taken, without those for looking at the loss; null without `recordTime`. */
  readonly seconds: Float64Array | null;
  /** The loss that early stopping watched; null without it. */
  readonly validationLoss: Float64Array | null;
  /** The recorded step with the least validation loss; null without early stopping. */
  readonly bestStep: number | null;
  /** The parameters after the last recorded step; with early stopping those after `bestStep`, unless told otherwise. */
  readonly parameters: Float64Array;
  /** How the run ended. */
  readonly outcome: Outcome;
  /** The same in a sentence, with numbers and, where it went wrong, what to try. */
  readonly message: string;
  private readonly trail: Float64Array | null;

  constructor(record: HistoryRecord) {
    this.optimizer = record.optimizer;
    this.objective = record.objective;
    this.recordedSteps = record.recordedSteps;
    this.passes = record.passes;
    this.loss = record.loss;
    this.gradientNorm = record.gradientNorm;
    this.seconds = record.seconds;
    this.validationLoss = record.validationLoss;
    this.bestStep = record.bestStep;
    this.parameters = record.parameters;
    this.outcome = record.outcome;
    this.message = record.message;
    this.trail = record.trail;
  }

  /** How many steps were taken. */
  get steps(): number {
    return this.recordedSteps[this.recordedSteps.length - 1];
  }

  /** The parameters of every record, of every step for `minimize`. @throws InputError when they were not recorded */
  get trajectory(): Float64Array[] {
    return Array.from(this.recordedSteps, (_, index) => this.recordedParameters(index));
  }

  /** The parameters after `step` steps. @throws InputError when that is no recorded step, or they were not recorded */
  parametersAt(step: number): Float64Array {
    requireInteger("step", step, 0, this.steps);
    // The records are evenly spaced, but for the last.
    const index = step === this.steps ? this.recordedSteps.length - 1 : step / this.recordedSteps[1];
    if (this.recordedSteps[index] !== step) {
      refuse("step", "a recorded one, such as those in recordedSteps", step, "Pass a smaller recordEvery");
    }
    return this.recordedParameters(index);
  }

  private recordedParameters(index: number): Float64Array {
    if (!this.trail) {
      const hint = "Pass recordParameters: true to minimize";
      throw new InputError("trajectory", "a run that recorded it", "one without", hint);
    }
    const { length } = this.parameters;
    return this.trail.slice(index * length, (index + 1) * length);
  }

  /** The first recorded step from which on the loss stays at or below `loss`; null when it does not. */
  stepsTo(loss: number): number | null {
    let index = this.loss.length;
    while (index > 0 && this.loss[index - 1] <= loss) index--;
    return index < this.loss.length ? this.recordedSteps[index] : null;
  }

  /**
   * A row a record: `step`, `loss`; `passes` where a step was not a whole one; and, where recorded, `gradient norm`,
   * `validation loss`, `seconds`, `theta 0`, `theta 1`, …
   */
  toFrame(): DataFrame {
    const danfo = require("danfojs-node") as typeof import("danfojs-node");
    const whole = this.passes.every((passes, k) => passes === this.recordedSteps[k]);
    const columns: [string, ArrayLike<number> | null][] = [
      ["step", this.recordedSteps],
      ["passes", whole ? null : this.passes],
      ["loss", this.loss],
      ["gradient norm", this.gradientNorm.length > 0 ? this.gradientNorm : null],
      ["validation loss", this.validationLoss],
      ["seconds", this.seconds],
    ];
    const { trail } = this;
    const { length } = this.parameters;
    if (trail) {
      for (let j = 0; j < length; j++) columns.push([`theta ${j}`, this.loss.map((_, k) => trail[k * length + j])]);
    }
    const kept = columns.filter((column): column is [string, ArrayLike<number>] => column[1] !== null);
    const names = kept.map(([name]) => name);
    const rows = Array.from(this.loss, (_, k) => kept.map(([, values]) => values[k]));
    const dtypes = names.map((name) => (name === "step" ? "int32" : "float32"));
    return new danfo.DataFrame(rows, { columns: names, dtypes });
  }

  /** One line: `gradient descent (learningRate 0.1) on mean squared error: converged after 59 steps …`. */
  toString(): string {
    const options = Object.entries(this.optimizer.options).map(([name, value]) => `${name} ${value}`);
    return `${this.optimizer.name} (${options.join(", ")}) on ${this.objective}: ${this.message}`;
  }

  /** The same for `console.log`: `History of gradient descent …`. */
  [inspect.custom](): string {
    return `History of ${this.toString()}`;
  }
}
