/**
 * What stands at the beginning of the memory in which CSV files are read: tables for numbers and texts, then what
 * `readRows` and `addWord` say of their work.
 */

/** Powers of ten, 10^0 to 10^7, as 64-bit integers. */
export const POWERS = 0;
const EIGHT_POWERS = 8 * 8;

/** For each length of a text up to `LONGEST_WORD`: which bits of its first and of its last eight bytes belong to it. */
export const WORD_MASKS = POWERS + EIGHT_POWERS;
export const LONGEST_WORD = 16;
const MASK_BYTES = 16 * (LONGEST_WORD + 1);

/** Powers of ten that are float64, 10^0 to 10^22. */
export const EXACT_POWERS = WORD_MASKS + MASK_BYTES;
export const MOST_EXACT = 22;

/** Powers of ten, 10^-64 to 10^63, as the first 128 bits of each. */
export const MANTISSAS = EXACT_POWERS + 8 * (MOST_EXACT + 1);
export const LEAST_POWER = -64;
export const MANTISSA_COUNT = 128;

/** Where the first record begins that was not read, how many were, and whether the last word was added. */
export const POSITION = MANTISSAS + 16 * MANTISSA_COUNT;
export const ROWS = POSITION + 4;
export const ADDED = POSITION + 8;

/** Where all that ends. */
export const TABLES_END = POSITION + 16;

/** What a field is for. */
export const [NOTHING, TEXT, NUMBER] = [0, 1, 2];

/** A field as `readRows` knows it: what it is for, where its values go, and a column of text's words. */
export const FIELD = { bytes: 16, kind: 0, values: 4, words: 8 };

/** A known word: its sixteen bytes, one more than its length (0: no word), its number. */
export const WORD = { shift: 5, bytes: 32, low: 0, high: 8, length: 16, number: 20 };

/** Writes the tables. */
export function writeTables(memory: ArrayBufferLike): void {
  const integers = new BigUint64Array(memory, 0, TABLES_END / 8);
  for (let power = 0; power < 8; power++) integers[POWERS / 8 + power] = 10n ** BigInt(power);
  for (let length = 0; length <= LONGEST_WORD; length++) {
    const mask = (1n << BigInt(8 * length)) - 1n;
    integers.set([mask, mask >> 64n], WORD_MASKS / 8 + 2 * length);
  }
  new Float64Array(memory, EXACT_POWERS).set(Array.from({ length: MOST_EXACT + 1 }, (_, power) => Number(`1e${power}`)));
  for (let k = 0; k < MANTISSA_COUNT; k++) {
    const mantissa = mantissaOf(LEAST_POWER + k);
    integers.set([mantissa >> 64n, mantissa], MANTISSAS / 8 + 2 * k);
  }
}

/** The first 128 bits of 10^power, cut off; of 10^-1 to 10^-27, whose powers of five fit into 64 bits, rounded up. */
function mantissaOf(power: number): bigint {
  const five = 5n ** BigInt(Math.abs(power));
  const bits = five.toString(2).length;
  if (power >= 0) return bits <= 128 ? five << BigInt(128 - bits) : five >> BigInt(bits - 128);
  const quotient = (1n << BigInt(bits + 127)) / five;
  return power >= -27 ? quotient + 1n : quotient;
}
