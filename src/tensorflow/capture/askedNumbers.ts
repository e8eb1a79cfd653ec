/** A number as it is now, and how to ask for it later. */
export interface Asked {
  readonly now: number;
  ask(): number;
}

/** A number that nobody else works with. */
const STAND_IN = Math.fround(1.2345678e-25);

/**
 * Numbers that tfjs works with in JavaScript, and that a graph asks for at every run. While one is at work another
 * number stands in for it, by which it is known, also with its sign changed, when it becomes a tensor.
 */
export class AskedNumbers {
  private current: Asked | null = null;
  private readonly scheduled = new WeakMap<object, () => number>();

  /** Does some work with a number that stands in for this one. */
  standIn(asked: Asked, work: (standIn: number) => void): void {
    this.current = asked;
    try {
      work(STAND_IN);
    } finally {
      this.current = null;
    }
  }

  /** Puts the number itself into the values of a tensor that is being made, where they are its stand-in. */
  putIn(values: unknown): void {
    const { current } = this;
    if (!current || !(values instanceof Float32Array) || values.length !== 1 || Math.abs(values[0]) !== STAND_IN) return;
    const sign = Math.sign(values[0]);
    values[0] = sign * current.now;
    this.scheduled.set(values, () => sign * current.ask());
  }

  /** The function that gives these values for each step, if they are such a number. */
  of(values: object): (() => number) | undefined {
    return this.scheduled.get(values);
  }
}
