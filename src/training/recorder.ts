/** What a run keeps besides its losses. */
export interface Kept {
  readonly gradient: boolean;
  readonly parameters: boolean;
  readonly time: boolean;
  readonly validation: boolean;
}

const FIRST_CAPACITY = 1024;

/** Collects what a run does in arrays that double when they are full, so that a record allocates nothing itself. */
export class Recorder {
  /** How many records there are: entry k of every list belongs to record k. Behind them is room for more. */
  count = 0;
  steps: Float64Array;
  passes: Float64Array;
  loss: Float64Array;
  gradientNorm: Float64Array | null;
  /** The parameters of all records, one record after the other. */
  trail: Float64Array | null;
  seconds: Float64Array | null;
  validationLoss: Float64Array | null;

  /** @param most no more records than this will come */
  constructor(kept: Kept, private readonly dimension: number, private readonly most: number) {
    const capacity = Math.min(FIRST_CAPACITY, most);
    const list = (numbers = capacity): Float64Array => new Float64Array(numbers);
    this.steps = list();
    this.passes = list();
    this.loss = list();
    this.gradientNorm = kept.gradient ? list() : null;
    this.trail = kept.parameters ? list(capacity * dimension) : null;
    this.seconds = kept.time ? list() : null;
    this.validationLoss = kept.validation ? list() : null;
  }

  /** How many records there is room for. */
  get capacity(): number {
    return this.loss.length;
  }

  /** Makes room for another record: the arrays are others afterwards when they were full. */
  reserve(): void {
    if (this.count === this.capacity) this.resize(Math.min(2 * this.capacity, this.most));
  }

  /** Everything recorded, in arrays of just that length. */
  finish() {
    this.resize(this.count);
    const { steps: recordedSteps, passes, loss, gradientNorm, trail, seconds, validationLoss } = this;
    return { recordedSteps, passes, loss, gradientNorm: gradientNorm ?? new Float64Array(0), trail, seconds, validationLoss };
  }

  private resize(records: number): void {
    if (records === this.capacity) return;
    this.steps = resized(this.steps, records);
    this.passes = resized(this.passes, records);
    this.loss = resized(this.loss, records);
    this.gradientNorm &&= resized(this.gradientNorm, records);
    this.trail &&= resized(this.trail, records * this.dimension);
    this.seconds &&= resized(this.seconds, records);
    this.validationLoss &&= resized(this.validationLoss, records);
  }
}

function resized(values: Float64Array, length: number): Float64Array {
  if (length <= values.length) return values.slice(0, length);
  const larger = new Float64Array(length);
  larger.set(values);
  return larger;
}
