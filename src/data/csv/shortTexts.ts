import type { FieldText } from "./texts";

const MOST_KNOWN = 4096;
/** A power of two, 2^13. */
const SLOTS = 2 * MOST_KNOWN;
const HASH_SHIFT = 32 - 13;

/** The longest text that is kept here, in bytes. */
export const SHORT = 8;

/** Which bits of the first and of the last four bytes belong to a text of so many bytes. */
const LOW_BITS = Int32Array.of(0, 0xff, 0xffff, 0xffffff, -1, -1, -1, -1, -1);
const HIGH_BITS = Int32Array.of(0, 0, 0, 0, 0, 0xff, 0xffff, 0xffffff, -1);

/** Texts of one column by their bytes, eight at most: as two integers they are compared at once. */
export class ShortTexts {
  private readonly lows = new Int32Array(SLOTS);
  private readonly highs = new Int32Array(SLOTS);
  /** One more than the length of the text in each slot; 0 where there is none. */
  private readonly lengths = new Uint8Array(SLOTS);
  private readonly texts = new Array<FieldText | undefined>(SLOTS).fill(undefined);
  private known = 0;
  /** Where the last text looked for was not found. */
  private missed = 0;

  /**
   * The text of `length` bytes at `start`, if it is known.
   * @param view of the bytes, eight of which can be read from `start` on
   */
  find(view: DataView, start: number, length: number): FieldText | undefined {
    const low = view.getInt32(start, true) & LOW_BITS[length]!;
    const high = view.getInt32(start + 4, true) & HIGH_BITS[length]!;
    let slot = Math.imul(Math.imul(low, 0x2c1b3c6d) ^ high ^ length, 0x297a2d39) >>> HASH_SHIFT;
    for (; this.lengths[slot] !== 0; slot = (slot + 1) % SLOTS) {
      if (this.lows[slot] === low && this.highs[slot] === high && this.lengths[slot] === length + 1) return this.texts[slot]!;
    }
    this.missed = slot;
    return undefined;
  }

  /** Keeps the text that was looked for last, and not found. */
  keep(text: FieldText, view: DataView, start: number, length: number): void {
    if (this.known === MOST_KNOWN) return;
    this.known++;
    this.lows[this.missed] = view.getInt32(start, true) & LOW_BITS[length]!;
    this.highs[this.missed] = view.getInt32(start + 4, true) & HIGH_BITS[length]!;
    this.lengths[this.missed] = length + 1;
    this.texts[this.missed] = text;
  }
}
