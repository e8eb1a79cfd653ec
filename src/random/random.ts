import { inspect, type InspectOptions } from "node:util";
import { inspected, requireInteger, requireList } from "../errors";
import { MersenneTwister } from "./mersenneTwister";

/**
 * A seeded source of random numbers: the Mersenne Twister (MT19937), read exactly as NumPy's `RandomState` reads it.
 * The same seed gives the same numbers on every machine, and the same as in Python: data drawn after
 * `np.random.seed(42)`, or rows split by scikit-learn with `random_state=42`, can be drawn again here.
 */
export class Random {
  private readonly generator: MersenneTwister;
  private spareNormal: number | undefined;

  /** @param seed an integer from 0 to 2^32 - 1 */
  constructor(readonly seed: number) {
    this.generator = new MersenneTwister(requireInteger("seed", seed, 0, 2 ** 32 - 1));
  }

  /** A number from the uniform distribution on [0, 1), with 53 random bits: `np.random.rand()`. */
  uniform(): number {
    const high = this.generator.next() >>> 5;
    const low = this.generator.next() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** A number from the standard normal distribution, by Marsaglia's polar method: `np.random.randn()`. */
  normal(): number {
    if (this.spareNormal !== undefined) {
      const spare = this.spareNormal;
      this.spareNormal = undefined;
      return spare;
    }
    let x: number, y: number, square: number;
    do {
      x = 2 * this.uniform() - 1;
      y = 2 * this.uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    this.spareNormal = factor * x;
    return factor * y;
  }

  /** An integer from 0 to `below - 1`, each as likely as the others: `np.random.randint(below)`. */
  integer(below: number): number {
    return this.upTo(requireInteger("below", below, 1, 2 ** 32) - 1);
  }

  /** The integers 0 to `length - 1` in random order: `np.random.permutation(length)`. */
  permutation(length: number): Uint32Array {
    const order = new Uint32Array(requireInteger("length", length, 0));
    for (let i = 0; i < length; i++) order[i] = i;
    this.shuffle(order);
    return order;
  }

  /** Puts the values in random order, in place (Fisher and Yates): `np.random.shuffle(values)`. */
  shuffle(values: Uint32Array): void {
    requireList("values", values);
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.upTo(i);
      const kept = values[i]!;
      values[i] = values[j]!;
      values[j] = kept;
    }
  }

  /** `Random { seed: 7 }` for `console.log`. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    return inspected(this, { seed: this.seed }, options);
  }

  /** An integer from 0 to `largest`. */
  private upTo(largest: number): number {
    if (largest === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(largest);
    let value: number;
    do value = (this.generator.next() & mask) >>> 0;
    while (value > largest);
    return value;
  }
}
