import { refuse, requireBoolean, requireInteger, requireOptions } from "../errors";

/** When a run stops because the loss on other data no longer falls. */
export interface EarlyStoppingOptions {
  /** The loss to watch, of rows that the run does not learn from; asked whenever the run's own loss is recorded. */
  readonly validation: (parameters: Float64Array) => number;
  /** How many records in a row without an improvement stop the run. Default 10. */
  readonly patience?: number;
  /** An improvement is a loss that is lower than the best so far by more than this. Default 0. */
  readonly minDelta?: number;
  /**
   * Whether the run's result are the parameters of the best record instead of the last, however the run ends.
   * Default `true`, as in scikit-learn; Keras has `false`.
   */
  readonly restoreBest?: boolean;
}

/**
 * Early stopping as Keras defines it: the best loss and the count of records since then; a record that does not improve
 * on the best by more than minDelta adds one to the count, an improvement sets it back to zero, and `patience` ends it.
 */
export class EarlyStopping {
  bestLoss = Infinity;
  bestStep = 0;
  readonly bestParameters: Float64Array;
  readonly patience: number;
  readonly restoreBest: boolean;
  private readonly minDelta: number;
  private waited = 0;

  /** @throws InputError when an option is out of range */
  constructor(private readonly options: EarlyStoppingOptions, start: Float64Array) {
    requireOptions("earlyStopping", options, { validation: "", patience: 0, minDelta: 0, restoreBest: true });
    const { validation, patience = 10, minDelta = 0, restoreBest = true } = options;
    if (typeof validation !== "function") refuse("earlyStopping.validation", "a function of the parameters", validation);
    this.patience = requireInteger("earlyStopping.patience", patience, 1);
    if (typeof minDelta !== "number" || !(minDelta >= 0)) refuse("earlyStopping.minDelta", "a number of at least 0", minDelta);
    requireBoolean("earlyStopping.restoreBest", restoreBest);
    this.minDelta = minDelta;
    this.restoreBest = restoreBest;
    this.bestParameters = start.slice();
  }

  /** The validation loss at `parameters`; remembers them when it is the best. */
  measure(step: number, parameters: Float64Array): number {
    const loss = this.options.validation(parameters);
    if (loss < this.bestLoss - this.minDelta) {
      this.bestLoss = loss;
      this.bestStep = step;
      this.bestParameters.set(parameters);
      this.waited = 0;
    } else {
      this.waited++;
    }
    return loss;
  }

  /** Whether the run has waited long enough for an improvement. */
  get isOver(): boolean {
    return this.waited >= this.patience;
  }
}
