import { Writing } from "./records";
import { readNumber } from "./number";

/** A field as text, and what it is to a column. */
export interface FieldText {
  readonly text: string;
  readonly isNumber: boolean;
  readonly isHole: boolean;
}

const MOST_KNOWN = 4096;
/** A power of two. */
const SLOTS = 2 * MOST_KNOWN;
/** A longer text is not looked for: it is hardly one of a few words. */
const LONGEST_KNOWN = 64;

/** How pandas spells a hole; an empty field is one too. */
const HOLES = ["NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "None", "<NA>", "#N/A"];

/** How the fields of a file spell numbers and holes. */
export class FieldRules {
  /** The byte of the decimal mark. */
  readonly decimal: number;
  private readonly holes: Set<string>;
  private readonly value = new Float64Array(1);

  constructor(decimal: "." | ",", missingValues: readonly string[]) {
    this.decimal = decimal.charCodeAt(0);
    this.holes = new Set(["", ...HOLES, ...missingValues]);
  }

  /** The field in `bytes[start, end)`, looked at. */
  fieldText(bytes: Buffer, start: number, end: number, writing: Writing): FieldText {
    const text = fieldText(bytes, start, end, writing);
    const isNumber = readNumber(bytes, start, end, this.decimal, this.value, 0);
    return { text, isNumber, isHole: !isNumber && this.holes.has(text.trim()) };
  }
}

/**
 * The texts of one column. A text that was met before is found by its bytes, without making a string of them: a
 * column of a few words is then read quickly and takes no more memory than numbers.
 */
export class FieldTexts {
  private readonly known: FieldText[] = [];
  /** The number of a known text, counted from 1, where its hash leads; 0 where there is none. */
  private readonly slots = new Uint16Array(SLOTS);
  private readonly hashes = new Int32Array(MOST_KNOWN);
  /** The bytes of all known texts, and where each begins. */
  private bytes = new Uint8Array(1024);
  private readonly starts = new Uint32Array(MOST_KNOWN + 1);

  constructor(private readonly rules: FieldRules) {}

  /** The field in `bytes[start, end)`. */
  read(bytes: Buffer, start: number, end: number, writing: Writing): FieldText {
    if (writing === Writing.Escaped || end - start > LONGEST_KNOWN) return this.rules.fieldText(bytes, start, end, writing);
    const hash = hashOf(bytes, start, end);
    let slot = hash & (SLOTS - 1);
    for (let found = this.slots[slot]!; found > 0; found = this.slots[slot]!) {
      if (this.hashes[found - 1] === hash && this.equals(found - 1, bytes, start, end)) return this.known[found - 1]!;
      slot = (slot + 1) & (SLOTS - 1);
    }
    const read = this.rules.fieldText(bytes, start, end, writing);
    if (this.known.length < MOST_KNOWN) {
      this.hashes[this.known.length] = hash;
      this.keep(bytes, start, end);
      this.slots[slot] = this.known.push(read);
    }
    return read;
  }

  private equals(known: number, bytes: Buffer, start: number, end: number): boolean {
    let at = this.starts[known]!;
    if (this.starts[known + 1]! - at !== end - start) return false;
    for (let i = start; i < end; i++) if (bytes[i] !== this.bytes[at++]) return false;
    return true;
  }

  private keep(bytes: Buffer, start: number, end: number): void {
    const from = this.starts[this.known.length]!;
    const to = from + end - start;
    if (to > this.bytes.length) {
      const longer = new Uint8Array(2 * to);
      longer.set(this.bytes);
      this.bytes = longer;
    }
    this.bytes.set(bytes.subarray(start, end), from);
    this.starts[this.known.length + 1] = to;
  }
}

/** A field as text. */
export function fieldText(bytes: Buffer, start: number, end: number, writing: Writing): string {
  const text = bytes.toString("utf8", start, end);
  return writing === Writing.Escaped ? text.replaceAll('""', '"') : text;
}

/** FNV-1a (Fowler, Noll and Vo), its high bits mixed into the low ones. */
function hashOf(bytes: Buffer, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let i = start; i < end; i++) value = Math.imul(value ^ bytes[i]!, 0x01000193);
  return value ^ (value >>> 15);
}
