/** Collects what a run does in arrays that double when they are full, so that a step allocates nothing itself. */
export class Recorder {
  private readonly losses = new GrowingList();
  private readonly gradientNorms = new GrowingList();
  private readonly parameters: GrowingList | null;

  constructor(recordParameters: boolean) {
    this.parameters = recordParameters ? new GrowingList() : null;
  }

  add(loss: number, gradientNorm: number, parameters: Float64Array): void {
    this.losses.push(loss);
    this.gradientNorms.push(gradientNorm);
    if (this.parameters) for (let j = 0; j < parameters.length; j++) this.parameters.push(parameters[j]);
  }

  /** The loss after k steps, for a step already recorded. */
  lossAt(k: number): number {
    return this.losses.at(k);
  }

  /** Everything recorded, in arrays of just that length. */
  finish(): { loss: Float64Array; gradientNorm: Float64Array; trail: Float64Array | null } {
    return {
      loss: this.losses.toArray(),
      gradientNorm: this.gradientNorms.toArray(),
      trail: this.parameters?.toArray() ?? null,
    };
  }
}

class GrowingList {
  private values = new Float64Array(64);
  private length = 0;

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
