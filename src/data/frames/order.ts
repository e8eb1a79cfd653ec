import type { Cell } from "../../arrays";
import { isMissing, type FrameColumn } from "./frameColumns";

/** Digits of 11 bits: the lists that a digit deals rows to are few enough for the processor's caches. */
const DIGIT_BITS = 11;
const VALUES_OF_A_DIGIT = 2 ** DIGIT_BITS;

/** The rows from the first to the last, as they are. */
export function naturalOrder(rows: number): Uint32Array {
  const order = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  return order;
}

/** What a column is sorted by: numbers in the order of its values, the same for equal values, NaN where it is missing. */
export function sortKeys(column: FrameColumn): Float64Array {
  return column.kind === "string" ? keysOfTexts(column.values) : column.values;
}

/**
 * Sorts rows, given in some order, by the key of each; rows of the same key keep their order, NaN comes last both ways.
 * A radix sort, from the last digit of the keys' higher halves to the first, and of the lower halves before where many
 * keys differ only there: its time is proportional to the number of rows.
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
  const sorted = sortByDigits(present.subarray(0, count), keys, ascending);
  if (count === order.length) return sorted;
  missing.copyWithin(count, 0, order.length - count);
  missing.set(sorted);
  return missing;
}

/** Rows, each with the two halves of its key's bits. */
interface Deck {
  readonly rows: Uint32Array;
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

function sortByDigits(order: Uint32Array, keys: Float64Array, ascending: boolean): Uint32Array {
  const deck = dealBy(["high"], deckOf(order, keys, ascending));
  return (settleTies(deck) ? deck : dealBy(["low", "high"], deck)).rows;
}

/** The deck sorted by some halves of the keys, the last one first. */
function dealBy(halves: readonly ("low" | "high")[], deck: Deck): Deck {
  const { length } = deck.rows;
  let other: Deck = { rows: new Uint32Array(length), low: new Uint32Array(length), high: new Uint32Array(length) };
  for (const half of halves) {
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      const places = placesOf(deck[half], shift);
      if (!places) continue;
      deal(deck, other, deck[half], shift, places);
      [deck, other] = [other, deck];
    }
  }
  return deck;
}

/**
 * Sorts the few rows whose keys have the same higher half, by moving each up past its larger neighbours; says whether
 * they were few.
 */
function settleTies({ rows, low, high }: Deck): boolean {
  let moves = rows.length;
  for (let i = 1; i < rows.length; i++) {
    if (high[i] !== high[i - 1] || low[i]! >= low[i - 1]!) continue;
    const [row, key] = [rows[i]!, low[i]!];
    let place = i;
    for (; place > 0 && high[place - 1] === high[i] && low[place - 1]! > key; place--) {
      rows[place] = rows[place - 1]!;
      low[place] = low[place - 1]!;
      moves--;
    }
    rows[place] = row;
    low[place] = key;
    if (moves < 0) return false;
  }
  return true;
}

/** The keys' bits, changed so that unsigned integers of them stand in the order of the keys. */
function deckOf(order: Uint32Array, keys: Float64Array, ascending: boolean): Deck {
  const number = new Float64Array(1);
  const bits = new Int32Array(number.buffer);
  const low = new Uint32Array(order.length);
  const high = new Uint32Array(order.length);
  const flip = ascending ? 0 : -1;
  for (let i = 0; i < order.length; i++) {
    number[0] = keys[order[i]!]! + 0; // -0 becomes 0, its equal
    const sign = bits[1]! >> 31;
    low[i] = bits[0]! ^ sign ^ flip;
    high[i] = bits[1]! ^ (sign | 0x80000000) ^ flip;
  }
  return { rows: order.slice(), low, high };
}

/** Where the rows of each value of a digit go; undefined where all have the same one. */
function placesOf(halves: Uint32Array, shift: number): Uint32Array | undefined {
  const places = new Uint32Array(VALUES_OF_A_DIGIT);
  for (let i = 0; i < halves.length; i++) places[(halves[i]! >>> shift) & (VALUES_OF_A_DIGIT - 1)]!++;
  let total = 0;
  for (let value = 0; value < VALUES_OF_A_DIGIT; value++) {
    const count = places[value]!;
    if (count === halves.length) return undefined;
    places[value] = total;
    total += count;
  }
  return places;
}

function deal(from: Deck, to: Deck, halves: Uint32Array, shift: number, places: Uint32Array): void {
  const { rows, low, high } = from;
  const { rows: newRows, low: newLow, high: newHigh } = to;
  for (let i = 0; i < rows.length; i++) {
    const place = places[(halves[i]! >>> shift) & (VALUES_OF_A_DIGIT - 1)]!++;
    newRows[place] = rows[i]!;
    newLow[place] = low[i]!;
    newHigh[place] = high[i]!;
  }
}

/** Texts numbered in the order of their code points, equal ones alike; -1 where one is missing. */
export interface RankedTexts {
  readonly ranks: Int32Array;
  /** How many different ones there are. */
  readonly count: number;
}

export function rankTexts(texts: readonly Cell[]): RankedTexts {
  const places = new Map<Cell, number>();
  const ranks = new Int32Array(texts.length);
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i];
    let place = places.get(text);
    if (place === undefined) {
      place = isMissing(text) ? -1 : places.size;
      if (place >= 0) places.set(text, place);
    }
    ranks[i] = place;
  }
  const distinct = [...places.keys()] as string[];
  const ordered = [...distinct].sort(distinct.some((text) => /[\ud800-\udfff]/.test(text)) ? byCodePoints : undefined);
  const rankOf = new Int32Array(distinct.length);
  ordered.forEach((text, rank) => (rankOf[places.get(text)!] = rank));
  for (let i = 0; i < ranks.length; i++) if (ranks[i]! >= 0) ranks[i] = rankOf[ranks[i]!]!;
  return { ranks, count: distinct.length };
}

function keysOfTexts(texts: readonly Cell[]): Float64Array {
  return Float64Array.from(rankTexts(texts).ranks, (rank) => (rank < 0 ? NaN : rank));
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
