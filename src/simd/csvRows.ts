import { csvKernels } from "./csvKernels";
import { BEHIND, CsvWindow, WINDOW } from "./csvWindow";
import { isThreadReady, runBoth } from "./secondThread";
import { webAssembly, type WebAssemblyMemory } from "./webAssembly";
import { instantiate, Layout, type KernelCall, type KernelSpace } from "./workspace";

/** What a field of a record is for. */
export type FieldKind = "nothing" | "text" | "number";

/** For all columns together: values in a window, and slots for words. A column has a word for two slots. */
const [MOST_VALUES, MOST_SLOTS] = [2 ** 16, 2 ** 18];
const [MOST_ROWS, MOST_SLOT_BITS] = [2 ** 14, 12];
/** From so many bytes on a second thread pays, and its start does. */
const [LARGE, LARGE_ENOUGH_TO_START] = [2 ** 16, 2 ** 21];
/** Bytes looked at first, from which the words of the others are learned. */
const FIRST_LOOK = 2 ** 14;
const PAGE = 65_536;
/** A byte that is none. */
const NO_BYTE = 256;
const SPACE = 0x20;

/**
 * Reads plain records of a CSV file in WebAssembly: finds their fields, sixteen bytes at a time, rounds numbers correctly,
 * and knows texts that it was told. A record that is not plain it leaves to its caller, whole. Where much is to be read
 * it looks at two windows of the file at the same time, in two threads; the second one's records count only when the
 * first one's end where they begin.
 */
export class CsvRows implements KernelSpace {
  /** How many records the last call of `read` took. */
  rows = 0;
  /** How many words a column can have, and the longest of them in bytes. */
  readonly mostWords: number;
  readonly longestWord: number;
  readonly module = csvKernels().module!;
  readonly memory: WebAssemblyMemory;

  private readonly places = csvKernels().places;
  private readonly exports: ReturnType<typeof instantiate>;
  private readonly integers: Int32Array;
  private readonly numbers: Float64Array;
  private readonly mostRows: number;
  private readonly slotBits: number;
  private readonly fieldsAt: number;
  private readonly wordsAt: number;
  private readonly marks: readonly [separator: number, decimal: number, space: number];
  private readonly windows: readonly [CsvWindow, CsvWindow];
  /** The window that was read last. */
  private window: CsvWindow;
  /** Whether the second window was read with the first one, and the fields are still the same. */
  private isAhead = false;
  private bytes: Uint8Array = new Uint8Array(0);
  private shownBytes = 0;

  private constructor(private readonly fields: number, columns: number, separator: number, decimal: number) {
    const { DONE, FIELD, LONGEST_WORD, TABLES_END, WORD } = this.places;
    const perColumn = (most: number) => 2 ** Math.max(4, Math.floor(Math.log2(most / columns)));
    this.mostRows = Math.min(MOST_ROWS, perColumn(MOST_VALUES));
    this.slotBits = Math.min(MOST_SLOT_BITS, Math.log2(perColumn(MOST_SLOTS)));
    this.mostWords = 2 ** (this.slotBits - 1);
    this.longestWord = LONGEST_WORD;
    this.marks = [separator, decimal === separator ? NO_BYTE : decimal, separator === SPACE ? NO_BYTE : SPACE];
    const layout = new Layout(TABLES_END);
    this.fieldsAt = layout.numbers((FIELD.bytes / 8) * fields);
    this.wordsAt = layout.numbers((WORD.bytes / 8) * 2 ** this.slotBits * columns);
    const windowPlace = () => ({
      done: layout.numbers(DONE.bytes / 8),
      values: layout.numbers(this.mostRows * columns),
      bytes: layout.numbers((WINDOW + BEHIND) / 8),
    });
    const places = [windowPlace(), windowPlace()] as const;
    const pages = Math.ceil(layout.bytes / PAGE);
    this.memory = new webAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const { buffer } = this.memory;
    this.integers = new Int32Array(buffer);
    this.numbers = new Float64Array(buffer);
    this.exports = instantiate(this.module, this.memory);
    this.windows = [new CsvWindow(buffer, places[0]), new CsvWindow(buffer, places[1])];
    this.window = this.windows[0];
    new Uint8Array(buffer).set(csvKernels().tables);
  }

  /**
   * A reader of records of so many fields, of which so many columns are wanted; null where there is no SIMD.
   * @param separator its byte: nothing that a number could be written with, except the decimal mark
   * @param decimal the byte of the decimal mark
   */
  static of(fields: number, columns: number, separator: number, decimal: number): CsvRows | null {
    return csvKernels().module ? new CsvRows(fields, columns, separator, decimal) : null;
  }

  /** Says what a field is for, and to which column its values go. */
  setField(field: number, kind: FieldKind, column: number): void {
    const { FIELD, NOTHING, NUMBER, TEXT } = this.places;
    const at = (this.fieldsAt + FIELD.bytes * field) / 4;
    const kinds = { nothing: NOTHING, text: TEXT, number: NUMBER };
    this.integers.set([kinds[kind], 8 * this.mostRows * column, this.wordsOf(column)], at);
    this.isAhead = false;
  }

  /**
   * Takes records from `position` on, as many as it can at once, and returns where the next one starts. None are taken
   * where the record there is not plain, or does not end in `bytes`, which must stay as they are until others are given.
   */
  read(bytes: Uint8Array, position: number): number {
    const { window, windows: [first, second] } = this;
    const isShown = bytes === this.bytes;
    if (isShown && this.isAhead && position === second.start) {
      this.window = second;
      this.isAhead = false;
    } else if (isShown && window.start <= position && position < window.end) {
      this.run(this.callOf(window, position));
      window.finish();
    } else {
      this.bytes = bytes;
      this.window = first;
      this.readWindows(position);
    }
    this.rows = this.window.rows;
    return this.window.position;
  }

  /** A column's numbers in the rows last read, NaN where nothing stands. */
  numbersOf(column: number): Float64Array {
    const first = this.window.place.values / 8 + column * this.mostRows;
    return this.numbers.subarray(first, first + this.rows);
  }

  /**
   * A column's texts in the rows last read, two integers for each: the address where it begins, and its number, or -1
   * minus its length where it is not a known word.
   */
  textsOf(column: number): Int32Array {
    const first = this.window.place.values / 4 + 2 * column * this.mostRows;
    return this.integers.subarray(first, first + 2 * this.rows);
  }

  /** The place in the bytes last read of what stands at an address. */
  placeOf(address: number): number {
    return this.window.placeOf(address);
  }

  /** Lets a column know a text that was just read, by its number; says whether it is new. */
  addWord(column: number, [start, length]: readonly [number, number], number: number): boolean {
    this.run(["addWord", start, length, number, this.wordsOf(column), this.slotBits]);
    return this.integers[this.places.ADDED / 4] === 1;
  }

  run([kernel, ...numbers]: KernelCall): void {
    this.exports[kernel](...numbers);
  }

  /** Reads from `position` on, and in the window behind that one where it pays. */
  private readWindows(position: number): void {
    const { bytes, windows: [first, second] } = this;
    this.show(first, position, this.shownBytes === 0 ? FIRST_LOOK : WINDOW);
    this.isAhead = first.end - position >= LARGE && bytes.length - first.end >= LARGE
      && (isThreadReady() || this.shownBytes >= LARGE_ENOUGH_TO_START);
    if (this.isAhead) this.show(second, first.end, WINDOW);
    const other = this.isAhead ? this.callOf(second, second.start) : null;
    runBoth(this, () => this.callOf(first, position), other, this.isAhead);
    first.finish();
    if (this.isAhead) second.finish();
  }

  private show(window: CsvWindow, position: number, most: number): void {
    window.show(this.bytes, position, most);
    this.shownBytes += window.end - position;
  }

  private callOf(window: CsvWindow, position: number): KernelCall {
    window.begin(position);
    const { values, done } = window.place;
    const fieldsEnd = this.fieldsAt + this.places.FIELD.bytes * this.fields;
    const rows = [values, values + 8 * this.mostRows, done];
    return ["readRows", ...window.records(position), this.fieldsAt, fieldsEnd, ...rows, ...this.marks, this.slotBits];
  }

  private wordsOf(column: number): number {
    return this.wordsAt + 2 ** this.slotBits * this.places.WORD.bytes * column;
  }
}
