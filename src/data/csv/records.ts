import { InputError } from "../../errors";

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const INCOMPLETE = -1;

/** How a field is written: bare, `"quoted"`, or `"with ""quotes"" inside"`. */
export const enum Writing { Bare, Quoted, Escaped }

/**
 * Splits the bytes of a CSV file (RFC 4180) into records, one after the other. After each
 * record its fields are in `starts`, `ends` and `writings`, so that nothing is allocated.
 * Lines may end in LF, CR LF or CR; a quoted field may hold separators and line ends.
 */
export class RecordScanner {
  /** How many fields the record has. */
  count = 0;
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly writings: Writing[] = [];
  /** The line of the file on which the record starts, counted from 1. */
  line = 1;
  private nextLine = 1;

  constructor(private readonly file: string, private readonly separator: number) {}

  /**
   * Reads the record at `position` and returns where the next one starts; the same place when `bytes` end within it.
   * @param last whether the file ends with these bytes
   * @throws InputError for text behind a closing quote and for a quote that is never closed
   */
  scan(bytes: Uint8Array, position: number, last: boolean): number {
    this.line = this.nextLine;
    const next = this.scanRecord(bytes, position, last);
    if (next === INCOMPLETE) {
      this.nextLine = this.line;
      return position;
    }
    this.nextLine++;
    return next;
  }

  /** Whether the record is an empty line. */
  get isBlank(): boolean {
    return this.count === 1 && this.starts[0] === this.ends[0] && this.writings[0] === Writing.Bare;
  }

  /** The line on which the next record starts. */
  get upcomingLine(): number {
    return this.nextLine;
  }

  /** Passes over records of a line each, which somebody else has read. */
  passLines(count: number): void {
    this.nextLine += count;
  }

  /** One record from `position` on; returns where the next one starts. */
  private scanRecord(bytes: Uint8Array, position: number, last: boolean): number {
    const { length } = bytes;
    const { separator } = this;
    this.count = 0;
    for (;;) {
      if (bytes[position] === QUOTE) {
        position = this.scanQuoted(bytes, position + 1, last);
        if (position === INCOMPLETE) return INCOMPLETE;
      } else {
        const start = position;
        for (; position < length; position++) {
          const byte = bytes[position];
          if (byte === separator || byte === LINE_FEED || byte === CARRIAGE_RETURN) break;
        }
        this.addField(start, position, Writing.Bare);
      }
      if (position >= length) return last ? length : INCOMPLETE;
      const byte = bytes[position++];
      if (byte === LINE_FEED) return position;
      if (byte === CARRIAGE_RETURN) {
        if (position >= length && !last) return INCOMPLETE;
        return bytes[position] === LINE_FEED ? position + 1 : position;
      }
      if (byte !== separator) {
        const rule = "a separator or the end of the line behind a closing quote";
        const rest = Buffer.from(bytes.subarray(position - 1, position + 11)).toString().split(/[\r\n]/)[0];
        const hint = 'A quote inside a quoted field is written twice: ""';
        throw new InputError(`${this.file}, line ${this.nextLine}`, rule, JSON.stringify(rest), hint);
      }
    }
  }

  /** The rest of a quoted field, whose first byte is at `start`; returns the place behind its closing quote. */
  private scanQuoted(bytes: Uint8Array, start: number, last: boolean): number {
    let writing = Writing.Quoted;
    let position = start;
    for (; position < bytes.length; position++) {
      const byte = bytes[position];
      if (byte === QUOTE) {
        if (position + 1 >= bytes.length && !last) return INCOMPLETE;
        if (bytes[position + 1] !== QUOTE) {
          this.addField(start, position, writing);
          return position + 1;
        }
        writing = Writing.Escaped;
        position++;
      } else if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[position + 1] !== LINE_FEED)) {
        this.nextLine++;
      }
    }
    if (last) refuseOpenQuote(this.file, this.line);
    return INCOMPLETE;
  }

  private addField(start: number, end: number, writing: Writing): void {
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.writings[this.count++] = writing;
  }
}

/** The error for a quoted field that never ends. */
export function refuseOpenQuote(file: string, line: number): never {
  const hint = "Close the quote, or write a quote inside a quoted field twice";
  throw new InputError(`${file}, line ${line}`, "every quoted field to be closed", 'a " without its partner', hint);
}
