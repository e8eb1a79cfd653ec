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

  /** Replaces the whole state by the next one. (In three loops, so that no index is compared with the end.) */
  private twist(): void {
    const { state } = this;
    for (let i = 0; i < SIZE - SHIFT; i++) state[i] = state[i + SHIFT] ^ twisted(state[i], state[i + 1]);
    for (let i = SIZE - SHIFT; i < SIZE - 1; i++) state[i] = state[i + SHIFT - SIZE] ^ twisted(state[i], state[i + 1]);
    state[SIZE - 1] = state[SHIFT - 1] ^ twisted(state[SIZE - 1], state[0]);
    this.used = 0;
  }
}

/** The highest bit of one and the others of the next, times the generator's matrix. */
function twisted(bits: number, next: number): number {
  const joined = (bits & HIGHEST_BIT) | (next & OTHER_BITS);
  // -1 has all bits: a choice without a branch, which no processor could foresee.
  return (joined >>> 1) ^ (-(joined & 1) & 0x9908b0df);
}
