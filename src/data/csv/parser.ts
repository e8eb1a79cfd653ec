import { InputError } from "../../errors";
import { CsvColumn, type CsvKind } from "./column";
import { FastRows } from "./fastRows";
import { checkAsked, checkHeader } from "./header";
import { RecordScanner, refuseOpenQuote } from "./records";
import { refuseRagged, refuseText, type RaggedLine } from "./refusals";
import { FieldRules, fieldText } from "./texts";

/** How a CSV file is written and which of its columns are wanted. */
export interface CsvFormat {
  /** The columns to keep, in this order. Default: all, in the file's order. */
  columns?: readonly string[];
  /** Columns that must hold numbers; text in one of them is refused. Default: none must. */
  numbers?: readonly string[];
  /** What stands between two fields: one ASCII character. Default ",". */
  separator?: string;
  /** The decimal mark in numbers. Default ".". */
  decimal?: "." | ",";
  /** Further spellings of a hole, such as "?" or "-999". Default: none. */
  missingValues?: readonly string[];
}

/** A record longer than this is taken for a quote that was never closed. */
const LONGEST_RECORD = 2 ** 22;
const RAGGED_EXAMPLES = 5;
const LINE_FEED = 0x0a;

/** Turns the bytes of a CSV file, given piece by piece as UTF-8, into columns. */
export class CsvParser {
  /** How many rows were read so far. */
  rows = 0;
  private readonly scanner: RecordScanner;
  private readonly rules: FieldRules;
  private bytes: Buffer = Buffer.alloc(0);
  private names: string[] | undefined;
  private wanted: CsvColumn[] = [];
  private places: number[] = [];
  private fastRows: FastRows | undefined;
  private raggedCount = 0;
  private readonly ragged: RaggedLine[] = [];

  /**
   * @param texts columns to read as text, whatever they hold
   * @param fastFrom how many bytes must be given together for them to be read in WebAssembly: the same result, faster
   */
  constructor(
    readonly file: string, readonly format: CsvFormat = {}, private readonly texts: readonly string[] = [],
    private readonly fastFrom?: number,
  ) {
    this.scanner = new RecordScanner(file, (format.separator ?? ",").charCodeAt(0));
    this.rules = new FieldRules(format.decimal ?? ".", format.missingValues ?? []);
  }

  /** Takes the next piece of the file, which may be overwritten afterwards. */
  push(piece: Buffer): void {
    this.bytes = this.bytes.length === 0 ? piece : this.finishLine(piece);
    this.bytes = Buffer.from(this.bytes.subarray(this.read(false)));
    if (this.bytes.length > LONGEST_RECORD) refuseOpenQuote(this.file, this.scanner.line);
  }

  /** Takes the end of the file and returns the columns. @throws InputError when the file does not hold a table */
  end(): CsvColumn[] {
    this.read(true);
    this.bytes = Buffer.alloc(0);
    if (!this.names) throw new InputError(this.file, "a line of column names and rows below it", "an empty file");
    if (this.raggedCount > 0) refuseRagged(this.file, this.names.length, this.raggedCount, this.ragged);
    if (this.rows === 0) {
      throw new InputError(this.file, "rows below the line of column names", "only that line");
    }
    refuseText(this.file, this.wanted.filter(({ name, textCount }) => textCount > 0 && this.kindOf(name) === "number"));
    return this.wanted;
  }

  /** Takes the record that began in the piece before, and returns what follows: a short copy instead of a long one. */
  private finishLine(piece: Buffer): Buffer {
    const end = piece.indexOf(LINE_FEED) + 1;
    this.bytes = Buffer.concat([this.bytes, piece.subarray(0, end)]);
    const open = this.bytes.subarray(this.read(false));
    return open.length === 0 ? piece.subarray(end) : Buffer.concat([open, piece.subarray(end)]);
  }

  /** Takes all complete records and returns how many bytes those were. */
  private read(last: boolean): number {
    let position = 0;
    while (position < this.bytes.length) {
      position = this.readFast(position);
      const next = this.scanner.scan(this.bytes, position, last);
      if (next === position) break;
      if (!this.scanner.isBlank) this.take();
      position = next;
    }
    return position;
  }

  private readFast(position: number): number {
    if (!this.fastRows) return position;
    const next = this.fastRows.read(this.bytes, position, this.scanner.upcomingLine);
    this.scanner.passLines(this.fastRows.records);
    this.rows += this.fastRows.records;
    return next;
  }

  /** Takes the record that the scanner stands on. */
  private take(): void {
    const { scanner, names } = this;
    if (!names) return this.takeHeader();
    if (scanner.count !== names.length) {
      this.raggedCount++;
      if (this.ragged.length < RAGGED_EXAMPLES) this.ragged.push({ line: scanner.line, fields: scanner.count });
      return;
    }
    for (let k = 0; k < this.wanted.length; k++) {
      const j = this.places[k]!;
      this.wanted[k]!.add(this.bytes, scanner.starts[j]!, scanner.ends[j]!, scanner.writings[j]!, scanner.line);
    }
    this.rows++;
  }

  private takeHeader(): void {
    const { starts, ends, writings, count } = this.scanner;
    const names = starts.slice(0, count).map((start, j) => fieldText(this.bytes, start, ends[j]!, writings[j]!).trim());
    checkHeader(this.file, names, this.format.separator ?? ",");
    const kept = this.format.columns ?? names;
    checkAsked(this.file, [...kept, ...(this.format.numbers ?? [])], names);
    this.names = names;
    this.wanted = kept.map((name) => new CsvColumn(name, this.kindOf(name), this.rules));
    this.places = kept.map((name) => names.indexOf(name));
    const separator = this.format.separator ?? ",";
    if (/[0-9eE+-]/.test(separator)) return;
    const mark = separator.charCodeAt(0);
    this.fastRows = new FastRows(names.length, this.wanted, this.places, mark, this.rules.decimal, this.fastFrom);
  }

  private kindOf(name: string): CsvKind {
    if (this.texts.includes(name)) return "text";
    return this.format.numbers?.includes(name) ? "number" : "any";
  }
}
