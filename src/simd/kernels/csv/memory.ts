/**
 * What stands in the memory in which CSV files are read; tables for numbers and texts come first.
 */

/** Vectors: "0" in all bytes, 9 in all bytes, the places 0 to 15, and what makes numbers of digits. */
export const VECTORS = { zeros: 0, nines: 16, places: 32, lowBytes: 48, tens: 64, hundreds: 80, tenThousands: 96 };
const VECTOR_BYTES = 112;

/** Powers of ten, 10^0 to 10^16, as 64-bit integers. */
export const POWERS = VECTOR_BYTES;
const POWER_COUNT = 17;

/** For each length of a text up to `LONGEST_WORD`: which bits of its first and of its last eight bytes belong to it. */
export const WORD_MASKS = POWERS + 8 * POWER_COUNT;
export const LONGEST_WORD = 16;
const MASK_BYTES = 16 * (LONGEST_WORD + 1);

/** Powers of ten that are float64, 10^0 to 10^22. */
export const EXACT_POWERS = WORD_MASKS + MASK_BYTES;
export const MOST_EXACT = 22;

/** Powers of ten, 10^-64 to 10^63, as the first 128 bits of each. */
export const MANTISSAS = EXACT_POWERS + 8 * (MOST_EXACT + 1);
export const LEAST_POWER = -64;
export const MANTISSA_COUNT = 128;

/** Whether the last word was new. */
export const ADDED = MANTISSAS + 16 * MANTISSA_COUNT;

/** Where all that ends. */
export const TABLES_END = ADDED + 8;

/** What `readRows` has done: the address of the first record that it did not read, and of the row it would go to. */
export const DONE = { bytes: 8, position: 0, row: 4 };

/** What a field is for. */
export const [NOTHING, TEXT, NUMBER] = [0, 1, 2];

/** A field as `readRows` knows it: what it is for, its values' distance from those of the first column, its words. */
export const FIELD = { bytes: 16, kind: 0, values: 4, words: 8 };

/** A known word: its sixteen bytes, one more than its length (0: no word), its number. */
export const WORD = { shift: 5, bytes: 32, low: 0, high: 8, length: 16, number: 20 };

/** The tables, as they stand at the beginning of the memory. */
export function tables(): Uint8Array {
  const { buffer } = new Uint8Array(TABLES_END);
  writeVectors(buffer);
  const integers = new BigUint64Array(buffer);
  for (let power = 0; power < POWER_COUNT; power++) integers[POWERS / 8 + power] = 10n ** BigInt(power);
  for (let length = 0; length <= LONGEST_WORD; length++) {
    const mask = (1n << BigInt(8 * length)) - 1n;
    integers.set([mask, mask >> 64n], WORD_MASKS / 8 + 2 * length);
  }
  new Float64Array(buffer, EXACT_POWERS).set(Array.from({ length: MOST_EXACT + 1 }, (_, power) => Number(`1e${power}`)));
  for (let k = 0; k < MANTISSA_COUNT; k++) {
    const mantissa = mantissaOf(LEAST_POWER + k);
    integers.set([mantissa >> 64n, mantissa], MANTISSAS / 8 + 2 * k);
  }
  return new Uint8Array(buffer);
}

function writeVectors(memory: ArrayBufferLike): void {
  const bytes = (at: number) => new Uint8Array(memory, at, 16);
  const pairs = (at: number) => new Int16Array(memory, at, 8);
  bytes(VECTORS.zeros).fill("0".charCodeAt(0));
  bytes(VECTORS.nines).fill(9);
  bytes(VECTORS.places).forEach((_, place, places) => (places[place] = place));
  pairs(VECTORS.lowBytes).fill(0xff);
  pairs(VECTORS.tens).fill(10);
  pairs(VECTORS.hundreds).forEach((_, k, weights) => (weights[k] = k % 2 ? 1 : 100));
  pairs(VECTORS.tenThousands).forEach((_, k, weights) => (weights[k] = k % 2 ? 1 : 10_000));
}

/** The first 128 bits of 10^power, cut off; of 10^-1 to 10^-27, whose powers of five fit into 64 bits, rounded up. */
function mantissaOf(power: number): bigint {
  const five = 5n ** BigInt(Math.abs(power));
  const bits = five.toString(2).length;
  if (power >= 0) return bits <= 128 ? five << BigInt(128 - bits) : five >> BigInt(bits - 128);
  const quotient = (1n << BigInt(bits + 127)) / five;
  return power >= -27 ? quotient + 1n : quotient;
}
