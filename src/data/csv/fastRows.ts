import { CHUNK_ROWS, type CsvColumn } from "./column";
import { nearestFloat } from "./nearestFloat";
import { EXACT_DIGITS, POWERS_OF_TEN, readNumber } from "./number";
import { Writing } from "./records";
import { SHORT, ShortTexts } from "./shortTexts";
import type { FieldText } from "./texts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const MINUS = 0x2d;
const ZERO = 0x30;

/** For four bytes at once: what makes digits of "0" to "9", what brings a byte above 9 to its high bit, that bit. */
const FOUR_ZEROS = 0x30303030;
const ABOVE_NINE = 0x76767676;
const HIGH_BITS = 0x80808080;

/** What a field is for. */
const enum Kind { Nothing, Text, Number }

/** Stands for the place behind a field or a record that is not plain. */
const NOT_PLAIN = -1;

/**
 * Reads records without quotes, whose numbers stand where numbers have stood before: most records of most files.
 * Fields are found and numbers read in one walk over the bytes. A record that is not plain is left, whole, to
 * `RecordScanner` and `CsvColumn.add`, which read everything; only the time differs.
 */
export class FastRows {
  /** How many records the last call of `read` took. */
  records = 0;
  private readonly kinds: Uint8Array;
  private readonly chunks: Float64Array[];
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;
  private readonly shortTexts: ShortTexts[] = [];
  private readonly decimal: number;
  /** How many records the last call of `readRecords` took. */
  private taken = 0;
  private view: DataView = new DataView(new ArrayBuffer(0));

  /**
   * @param fields how many there are in a record
   * @param columns the columns to fill
   * @param places which field belongs to which column
   * @param separator its byte: neither a digit nor a minus sign
   * @param decimal the byte of the decimal mark
   */
  constructor(
    fields: number, private readonly columns: readonly CsvColumn[], private readonly places: readonly number[],
    private readonly separator: number, decimal: number,
  ) {
    this.kinds = new Uint8Array(fields);
    this.chunks = Array.from({ length: fields }, () => new Float64Array(0));
    this.starts = new Uint32Array(fields);
    this.ends = new Uint32Array(fields);
    this.decimal = decimal === separator ? NOT_PLAIN : decimal;
  }

  /**
   * Takes records from `position` on and returns where the first one starts that is not plain or not complete.
   * @param line of the file on which the first record starts
   */
  read(bytes: Buffer, position: number, line: number): number {
    this.records = 0;
    const end = this.lookAt(bytes);
    for (let taken = CHUNK_ROWS; taken > 0 && position < end;) {
      const row = this.prepare();
      position = this.readRecords(bytes, position, end, row, line + this.records);
      taken = this.taken;
      this.records += taken;
      for (const column of this.columns) if (!column.isText) column.rows += taken;
    }
    return position;
  }

  /** Returns the place of the last line feed behind which eight bytes can be read, so that no reading leaves `bytes`. */
  private lookAt(bytes: Buffer): number {
    const { buffer, byteOffset, byteLength } = bytes;
    if (this.view.buffer !== buffer || this.view.byteOffset !== byteOffset || this.view.byteLength !== byteLength) {
      this.view = new DataView(buffer, byteOffset, byteLength);
    }
    return byteLength <= SHORT ? -1 : bytes.lastIndexOf(LINE_FEED, byteLength - SHORT - 1);
  }

  /** Looks what each field is for and where its numbers go; returns the next row's place there. */
  private prepare(): number {
    this.columns.forEach((column, k) => {
      const field = this.places[k]!;
      this.kinds[field] = column.isText ? Kind.Text : Kind.Number;
      if (!column.isText) this.chunks[field] = column.chunk();
    });
    return this.columns[0]!.rows % CHUNK_ROWS;
  }

  /**
   * Takes records until one is not plain or the chunks are full, counts them in `taken`, and returns where the next one
   * starts. One long method, because several short ones take a quarter more time.
   */
  private readRecords(bytes: Buffer, position: number, end: number, row: number, line: number): number {
    const { kinds, chunks, view, separator, decimal } = this;
    const powersOfTen = POWERS_OF_TEN;
    const hasTexts = kinds.includes(Kind.Text);
    const last = kinds.length - 1;
    const firstRow = row;
    const rows = CHUNK_ROWS;
    this.taken = 0;
    while (row < rows && position < end) {
      let at = position;
      for (let field = 0; ; field++) {
        if (kinds[field] === Kind.Number) {
          const start = at;
          if (bytes[at] === MINUS) at++;
          const first = at;
          let value = 0;
          let low = 0;
          let digit = bytes[at]! - ZERO;
          while (digit >>> 0 <= 9) {
            value = 10 * value + digit;
            low = (Math.imul(10, low) + digit) | 0;
            digit = bytes[++at]! - ZERO;
          }
          let digits = at - first;
          let decimals = 0;
          if (digit + ZERO === decimal) {
            const point = at++;
            for (;;) {
              // Four digits at once, one in each byte, the first in the lowest.
              let four = view.getInt32(at, true) ^ FOUR_ZEROS;
              if (((four | (four + ABOVE_NINE)) & HIGH_BITS) !== 0) break;
              four = (Math.imul(10, four) + (four >>> 8)) & 0x00ff00ff;
              four = Math.imul(100, four & 0xff) + (four >>> 16);
              value = 10_000 * value + four;
              low = (Math.imul(10_000, low) + four) | 0;
              at += 4;
            }
            digit = bytes[at]! - ZERO;
            while (digit >>> 0 <= 9) {
              value = 10 * value + digit;
              low = (Math.imul(10, low) + digit) | 0;
              digit = bytes[++at]! - ZERO;
            }
            decimals = at - point - 1;
            digits += decimals;
          }
          const behind = digit + ZERO;
          const ends = behind === separator || behind === LINE_FEED || behind === CARRIAGE_RETURN;
          value = digits <= EXACT_DIGITS ? value / powersOfTen[decimals]! : nearestFloat(value, low, decimals);
          if (ends && digits > 0 && value === value) {
            chunks[field]![row] = first > start ? -value : value;
          } else {
            at = this.readOtherNumber(bytes, start, field, row);
            if (at === NOT_PLAIN) return position;
          }
        } else {
          at = this.skip(bytes, at, field);
          if (at === NOT_PLAIN) return position;
        }
        const byte = bytes[at++];
        if (byte === separator && field < last) continue;
        if (byte === separator || field < last || (byte === CARRIAGE_RETURN && bytes[at++] !== LINE_FEED)) return position;
        break;
      }
      if (hasTexts) this.addTexts(bytes, line + row - firstRow);
      position = at;
      row++;
      this.taken++;
    }
    return position;
  }

  /** The same for a number that is written in another way, such as 1e-7. */
  private readOtherNumber(bytes: Buffer, start: number, field: number, row: number): number {
    const end = this.endOfField(bytes, start);
    return readNumber(bytes, start, end, this.decimal, this.chunks[field]!, row) ? end : NOT_PLAIN;
  }

  /** Notes where the text at `start` begins and ends, and returns its end. */
  private skip(bytes: Buffer, start: number, field: number): number {
    const end = this.endOfField(bytes, start);
    const blank = end === start && this.kinds.length === 1;
    if (bytes[start] === QUOTE || blank) return NOT_PLAIN;
    this.starts[field] = start;
    this.ends[field] = end;
    return end;
  }

  private endOfField(bytes: Buffer, position: number): number {
    while (!this.endsField(bytes[position]!)) position++;
    return position;
  }

  private endsField(byte: number): boolean {
    return byte === this.separator || byte === LINE_FEED || byte === CARRIAGE_RETURN;
  }

  private textOf(bytes: Buffer, k: number, start: number, end: number): FieldText {
    const column = this.columns[k]!;
    const length = end - start;
    if (length > SHORT) return column.readText(bytes, start, end, Writing.Bare);
    const texts = (this.shortTexts[k] ??= new ShortTexts());
    let text = texts.find(this.view, start, length);
    if (!text) texts.keep((text = column.readText(bytes, start, end, Writing.Bare)), this.view, start, length);
    return text;
  }

  private addTexts(bytes: Buffer, line: number): void {
    for (let k = 0; k < this.columns.length; k++) {
      const field = this.places[k]!;
      if (this.kinds[field] !== Kind.Text) continue;
      this.columns[k]!.addText(this.textOf(bytes, k, this.starts[field]!, this.ends[field]!), line);
    }
  }
}
