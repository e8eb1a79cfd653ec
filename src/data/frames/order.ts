import type { Cell } from "../frame";
import { isMissing, type FrameColumn } from "./frameColumns";

/** Digits of 16 bits, four to a float64. */
const VALUES_OF_A_DIGIT = 2 ** 16;
const DIGITS = 4;

/** The rows from the first to the last, as they are. */
export function naturalOrder(rows: number): Uint32Array {
  const order = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  return order;
}

/** What a column is sorted by: numbers in the order of its values, the same for equal values, NaN where it is missing. */
export function sortKeys(column: FrameColumn): Float64Array {
  return column.kind === "string" ? ranksOfTexts(column.values) : column.values;
}

/**
 * Sorts rows, given in some order, by the key of each; rows of the same key keep their order, NaN comes last both ways.
 * A radix sort, from the last digit of the keys to the first: its time is proportional to the number of rows.
 */
export function stableOrder(order: Uint32Array, keys: Float64Array, ascending: boolean): Uint32Array {
  const present = new Uint32Array(order.length);
  const missing = new Uint32Array(order.length);
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    if (keys[row] === keys[row]) present[count++] = row;
    else missing[i - count] = row;
  }
  let sorted: Uint32Array = present.subarray(0, count);
  const digits = digitsOf(keys, ascending);
  for (let digit = 0; digit < DIGITS; digit++) sorted = orderByDigit(sorted, digits, digit);
  if (count === order.length) return sorted;
  missing.copyWithin(count, 0, order.length - count);
  missing.set(sorted);
  return missing;
}

/** The keys' bits, changed so that unsigned integers of them stand in the order of the keys; lowest digit first. */
function digitsOf(keys: Float64Array, ascending: boolean): Uint16Array {
  const numbers = new Float64Array(keys.length);
  for (let i = 0; i < keys.length; i++) numbers[i] = keys[i]! + 0; // -0 becomes 0, its equal
  const bits = new Int32Array(numbers.buffer);
  const flip = ascending ? 0 : -1;
  for (let i = 0; i < bits.length; i += 2) {
    const sign = bits[i + 1]! >> 31;
    bits[i]! ^= sign ^ flip;
    bits[i + 1]! ^= (sign | 0x80000000) ^ flip;
  }
  return new Uint16Array(bits.buffer);
}

function orderByDigit(order: Uint32Array, digits: Uint16Array, digit: number): Uint32Array {
  const places = new Uint32Array(VALUES_OF_A_DIGIT);
  for (let i = 0; i < order.length; i++) places[digits[DIGITS * order[i]! + digit]!]!++;
  let total = 0;
  for (let value = 0; value < VALUES_OF_A_DIGIT; value++) {
    const count = places[value]!;
    if (count === order.length) return order;
    places[value] = total;
    total += count;
  }
  const sorted = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) sorted[places[digits[DIGITS * order[i]! + digit]!]!++] = order[i]!;
  return sorted;
}

/** For each text, how many others stand before it in the order of code points; NaN where it is missing. */
function ranksOfTexts(texts: readonly Cell[]): Float64Array {
  const places = new Map<Cell, number>();
  const keys = new Float64Array(texts.length);
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i];
    let place = isMissing(text) ? NaN : places.get(text);
    if (place === undefined) places.set(text, (place = places.size));
    keys[i] = place;
  }
  const distinct = [...places.keys()] as string[];
  const ordered = [...distinct].sort(distinct.some((text) => /[\ud800-\udfff]/.test(text)) ? byCodePoints : undefined);
  const ranks = new Float64Array(distinct.length);
  ordered.forEach((text, rank) => (ranks[places.get(text)!] = rank));
  return keys.map((place) => ranks[place] ?? NaN);
}

/** As Python compares texts; JavaScript compares UTF-16, in which U+10000 and above stand before U+E000. */
function byCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i]) return inCodePointOrder(a.charCodeAt(i)) - inCodePointOrder(b.charCodeAt(i));
  }
  return a.length - b.length;
}

function inCodePointOrder(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
