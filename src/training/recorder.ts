/** What a run keeps besides its losses. */
export interface Kept {
  readonly parameters: boolean;
  readonly time: boolean;
  readonly validation: boolean;
}

/** Collects what a run does in arrays that double when they are full, so that a record allocates nothing itself. */
export class Recorder {
  readonly steps = new GrowingList();
  readonly passes = new GrowingList();
  readonly loss = new GrowingList();
  readonly gradientNorm = new GrowingList();
  readonly trail: GrowingList | null;
  readonly seconds: GrowingList | null;
  readonly validationLoss: GrowingList | null;

  constructor(kept: Kept) {
    this.trail = kept.parameters ? new GrowingList() : null;
    this.seconds = kept.time ? new GrowingList() : null;
    this.validationLoss = kept.validation ? new GrowingList() : null;
  }

  /** Everything recorded, in arrays of just that length. */
  finish() {
    return {
      recordedSteps: this.steps.toArray(),
      passes: this.passes.toArray(),
      loss: this.loss.toArray(),
      gradientNorm: this.gradientNorm.toArray(),
      trail: this.trail?.toArray() ?? null,
      seconds: this.seconds?.toArray() ?? null,
      validationLoss: this.validationLoss?.toArray() ?? null,
    };
  }
}

/** A list of numbers in a typed array. */
export class GrowingList {
  length = 0;
  private values = new Float64Array(64);

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index];
  }

  toArray(): Float64Array {
    return this.values.slice(0, this.length);
  }
}
