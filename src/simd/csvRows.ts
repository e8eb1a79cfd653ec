import { webAssembly, type WebAssemblyModule } from "./webAssembly";
import { instantiate } from "./workspace";

/** What a field of a record is for. */
export type FieldKind = "nothing" | "text" | "number";

/** Bytes of a file that are looked at together: they stay in the processor's second cache. */
const WINDOW = 2 ** 18;
/** How far the window may be moved, and a load may reach behind it. */
const BEHIND = 64;
/** For all columns together: values, and slots for words. A column has a word for two slots. */
const [MOST_VALUES, MOST_SLOTS] = [2 ** 15, 2 ** 18];
const [MOST_ROWS, MOST_SLOT_BITS] = [2 ** 12, 12];
const PAGE = 65_536;
/** A byte that is none. */
const NO_BYTE = 256;
const SPACE = 0x20;

type Kernels = typeof import("./kernels/csv");
let compiled: { readonly module: WebAssemblyModule | null; readonly kernels: Kernels } | undefined;

/** Writes and compiles the kernels, once, and when they are first needed; they are apart from those for numbers. */
function compile() {
  if (!compiled) {
    const kernels = require("./kernels/csv") as Kernels;
    const bytes = kernels.csvKernelBytes();
    compiled = { module: webAssembly?.validate(bytes) ? new webAssembly.Module(bytes) : null, kernels };
  }
  return compiled;
}

/**
 * Reads plain records of a CSV file in WebAssembly: finds their fields, sixteen bytes at a time, rounds numbers correctly,
 * and knows texts that it was told. A record that is not plain it leaves to its caller, whole.
 */
export class CsvRows {
  /** How many records the last call of `read` took. */
  rows = 0;
  /** The most rows that one call of `read` takes. */
  readonly mostRows: number;
  /** How many words a column can have, and the longest of them in bytes. */
  readonly mostWords: number;
  readonly longestWord: number;

  private readonly kernels = compile().kernels;
  private readonly exports: ReturnType<typeof instantiate>;
  private readonly bytes: Uint8Array;
  private readonly integers: Int32Array;
  private readonly numbers: Float64Array;
  private readonly slotBits: number;
  private readonly fieldsAt: number;
  private readonly valuesAt: number;
  private readonly wordsAt: number;
  private readonly windowAt: number;
  private readonly marks: readonly [separator: number, decimal: number, space: number];
  /** What the window shows. */
  private shown: Uint8Array = new Uint8Array(0);
  private windowEnd = 0;
  /** From a place there to its address. */
  private offset = 0;

  private constructor(private readonly fields: number, columns: number, separator: number, decimal: number) {
    const { FIELD, LONGEST_WORD, TABLES_END, WORD, writeTables } = this.kernels;
    const perColumn = (most: number) => 2 ** Math.max(4, Math.floor(Math.log2(most / columns)));
    this.mostRows = Math.min(MOST_ROWS, perColumn(MOST_VALUES));
    this.slotBits = Math.min(MOST_SLOT_BITS, Math.log2(perColumn(MOST_SLOTS)));
    this.mostWords = 2 ** (this.slotBits - 1);
    this.longestWord = LONGEST_WORD;
    this.fieldsAt = TABLES_END;
    this.valuesAt = this.fieldsAt + FIELD.bytes * fields;
    this.wordsAt = this.valuesAt + 8 * this.mostRows * columns;
    this.windowAt = this.wordsAt + 2 ** this.slotBits * WORD.bytes * columns;
    const pages = Math.ceil((this.windowAt + WINDOW + BEHIND) / PAGE);
    const memory = new webAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    this.bytes = new Uint8Array(memory.buffer);
    this.integers = new Int32Array(memory.buffer);
    this.numbers = new Float64Array(memory.buffer);
    this.exports = instantiate(compile().module!, memory);
    this.marks = [separator, decimal === separator ? NO_BYTE : decimal, separator === SPACE ? NO_BYTE : SPACE];
    writeTables(memory.buffer);
  }

  /**
   * A reader of records of so many fields, of which so many columns are wanted; null where there is no SIMD.
   * @param separator its byte: nothing that a number could be written with, except the decimal mark
   * @param decimal the byte of the decimal mark
   */
  static of(fields: number, columns: number, separator: number, decimal: number): CsvRows | null {
    return compile().module ? new CsvRows(fields, columns, separator, decimal) : null;
  }

  /** Says what a field is for, and to which column its values go. */
  setField(field: number, kind: FieldKind, column: number): void {
    const { FIELD, NOTHING, NUMBER, TEXT, WORD } = this.kernels;
    const at = (this.fieldsAt + FIELD.bytes * field) / 4;
    this.integers[at + FIELD.kind / 4] = kind === "number" ? NUMBER : kind === "text" ? TEXT : NOTHING;
    this.integers[at + FIELD.values / 4] = this.valuesAt + 8 * this.mostRows * column;
    this.integers[at + FIELD.words / 4] = this.wordsAt + 2 ** this.slotBits * WORD.bytes * column;
  }

  /**
   * Takes at most `mostRows` records from `position` on and returns where the next one starts. None are taken where the
   * record there is not plain, or does not end in `bytes`, which must stay as they are until others are given.
   */
  read(bytes: Uint8Array, position: number): number {
    const { FIELD, POSITION, ROWS } = this.kernels;
    if (bytes !== this.shown || position >= this.windowEnd) this.show(bytes, position);
    const { offset } = this;
    this.integers[POSITION / 4] = position + offset;
    this.integers[ROWS / 4] = 0;
    const fieldsEnd = this.fieldsAt + FIELD.bytes * this.fields;
    this.exports.readRows(
      position + offset, this.windowEnd + offset, this.fieldsAt, fieldsEnd, 8 * this.mostRows, ...this.marks, this.slotBits,
    );
    this.rows = this.integers[ROWS / 4];
    return this.integers[POSITION / 4] - offset;
  }

  /** A column's numbers in the rows last read, NaN where nothing stands. */
  numbersOf(column: number): Float64Array {
    const first = this.valuesAt / 8 + column * this.mostRows;
    return this.numbers.subarray(first, first + this.rows);
  }

  /**
   * A column's texts in the rows last read, two integers for each: the address where it begins, and its number, or -1
   * minus its length where it is not a known word.
   */
  textsOf(column: number): Int32Array {
    const first = this.valuesAt / 4 + 2 * column * this.mostRows;
    return this.integers.subarray(first, first + 2 * this.rows);
  }

  /** The place in `bytes` of what stands at an address. */
  placeOf(address: number): number {
    return address - this.offset;
  }

  /** Lets a column know a text that was just read, by its number; says whether it is new. */
  addWord(column: number, [start, length]: readonly [number, number], number: number): boolean {
    const { ADDED, WORD } = this.kernels;
    const words = this.wordsAt + 2 ** this.slotBits * WORD.bytes * column;
    this.exports.addWord(start, length, number, words, this.slotBits);
    return this.integers[ADDED / 4] === 1;
  }

  /** Copies as many bytes as there is room for, up to the end of a line. */
  private show(bytes: Uint8Array, position: number): void {
    const window = bytes.subarray(position, position + WINDOW);
    // Eight bytes are copied at once where they are aligned in the same way.
    const at = this.windowAt + (window.byteOffset % 8);
    this.bytes.set(window, at);
    this.shown = bytes;
    this.offset = at - position;
    this.windowEnd = position + window.lastIndexOf(0x0a) + 1;
  }
}
