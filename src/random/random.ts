import { unsafeUniformIntDistribution, xoroshiro128plus, type RandomGenerator } from "pure-rand";
import { requireInteger } from "../errors";

/**
 * A seeded source of random numbers (xoroshiro128+): the same seed gives the same
 * numbers on every machine, Node version and run.
 */
export class Random {
  private readonly generator: RandomGenerator;
  private spareNormal: number | undefined;

  /** @param seed any 32-bit integer */
  constructor(readonly seed: number) {
    this.generator = xoroshiro128plus(requireInteger("seed", seed, -(2 ** 31), 2 ** 32 - 1));
  }

  /** A number from the uniform distribution on [0, 1), with all 53 bits. */
  uniform(): number {
    const high = this.generator.unsafeNext() >>> 5;
    const low = this.generator.unsafeNext() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** A number from the standard normal distribution (Box and Muller 1958). */
  normal(): number {
    if (this.spareNormal !== undefined) {
      const spare = this.spareNormal;
      this.spareNormal = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** An integer from 0 to `below - 1`, each as likely as the others. */
  integer(below: number): number {
    return unsafeUniformIntDistribution(0, requireInteger("below", below, 1) - 1, this.generator);
  }

  /** The integers 0 to `length - 1` in random order (Fisher and Yates). */
  permutation(length: number): Uint32Array {
    const order = Uint32Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  }
}
