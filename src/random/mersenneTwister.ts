const [SIZE, SHIFT] = [624, 397];
const [HIGHEST_BIT, OTHER_BITS] = [0x80000000, 0x7fffffff];

/**
 * The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), seeded as their `init_genrand` and NumPy's `RandomState`
 * are by an integer: 32 random bits at a time.
 */
export class MersenneTwister {
  private readonly state = new Uint32Array(SIZE);
  private used = SIZE;

  /** @param seed an integer from 0 to 2^32 - 1 */
  constructor(seed: number) {
    const { state } = this;
    state[0] = seed;
    for (let i = 1; i < SIZE; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  }

  /** The next 32 bits, as an integer from 0 to 2^32 - 1. */
  next(): number {
    if (this.used === SIZE) this.twist();
    let bits = this.state[this.used++];
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return (bits ^ (bits >>> 18)) >>> 0;
  }

  /** Replaces the whole state by the next one. */
  private twist(): void {
    const { state } = this;
    for (let i = 0; i < SIZE; i++) {
      const next = i + 1 < SIZE ? i + 1 : 0;
      const far = i + SHIFT < SIZE ? i + SHIFT : i + SHIFT - SIZE;
      const joined = (state[i] & HIGHEST_BIT) | (state[next] & OTHER_BITS);
      state[i] = state[far] ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
    }
    this.used = 0;
  }
}
