import { CsvRows } from "../../simd";
import type { CsvColumn } from "./column";
import { Writing } from "./records";
import type { FieldText } from "./texts";

/** Fewer bytes are read sooner than the kernel is compiled; once it is, sooner than they are copied. */
const WORTHWHILE = 2 ** 17;
const WORTH_A_COPY = 2 ** 10;
/** After a record that is not plain, and others behind it that are not, so many at most go by unasked. */
const LONGEST_PAUSE = 64;

/**
 * Reads records that are plain, which are most of most files, in WebAssembly ({@link CsvRows}). A record that is not is
 * left, whole, to `RecordScanner` and `CsvColumn.add`, which read everything; only the time differs.
 */
export class FastRows {
  /** How many records the last call of `read` took. */
  records = 0;
  private rows: CsvRows | null | undefined;
  /** The words of each column that `rows` knows, and whether it takes the column for text. */
  private readonly words: FieldText[][];
  private readonly areTexts: (boolean | undefined)[];
  /** How many records to let go by, and how many after that. */
  private pause = 0;
  private nextPause = 0;

  /**
   * @param fields how many there are in a record
   * @param columns the columns to fill
   * @param places which field belongs to which column
   * @param separator its byte: nothing that a number is written with
   * @param decimal the byte of the decimal mark
   */
  constructor(
    private readonly fields: number, private readonly columns: readonly CsvColumn[], private readonly places: readonly number[],
    private readonly separator: number, private readonly decimal: number, private readonly leastBytes = WORTHWHILE,
  ) {
    this.words = columns.map(() => []);
    this.areTexts = columns.map(() => undefined);
  }

  /**
   * Takes records from `position` on and returns where the first one starts that is not plain or not complete.
   * @param line of the file on which the first record starts
   */
  read(bytes: Buffer, position: number, line: number): number {
    this.records = 0;
    const least = this.rows ? Math.min(WORTH_A_COPY, this.leastBytes) : this.leastBytes;
    if (bytes.length < least || this.pause-- > 0) return position;
    const rows = this.prepare();
    if (!rows) return position;
    for (;;) {
      position = rows.read(bytes, position);
      if (rows.rows === 0) break;
      for (let k = 0; k < this.columns.length; k++) {
        const column = this.columns[k]!;
        if (column.isText) this.addTexts(rows, k, bytes, line);
        else column.addNumbers(rows.numbersOf(k), line);
      }
      line += rows.rows;
      this.records += rows.rows;
    }
    this.nextPause = this.records > 0 ? 0 : Math.min(2 * this.nextPause + 1, LONGEST_PAUSE);
    this.pause = this.nextPause;
    return position;
  }

  /** The kernel, which knows what each field is for. */
  private prepare(): CsvRows | null {
    const { fields, columns, separator, decimal } = this;
    if (this.rows === undefined) this.rows = CsvRows.of(fields, columns.length, separator, decimal);
    for (let k = 0; k < columns.length; k++) {
      const { isText } = columns[k]!;
      if (isText === this.areTexts[k]) continue;
      this.rows?.setField(this.places[k]!, isText ? "text" : "number", k);
      this.areTexts[k] = isText;
    }
    return this.rows;
  }

  private addTexts(rows: CsvRows, k: number, bytes: Buffer, line: number): void {
    const column = this.columns[k]!;
    const words = this.words[k]!;
    const found = rows.textsOf(k);
    const texts = new Array<string>(rows.rows);
    for (let i = 0; i < texts.length; i++) {
      const word = found[2 * i + 1]!;
      const field = word >= 0 ? words[word]! : this.readText(rows, k, bytes, found[2 * i]!, -1 - word);
      column.count(field, line + i);
      texts[i] = field.text;
    }
    column.addTexts(texts);
  }

  /** A text that is no known word, but may become one. */
  private readText(rows: CsvRows, k: number, bytes: Buffer, start: number, length: number): FieldText {
    const words = this.words[k]!;
    const first = rows.placeOf(start);
    const text = this.columns[k]!.readText(bytes, first, first + length, Writing.Bare);
    if (length <= rows.longestWord && words.length < rows.mostWords && rows.addWord(k, [start, length], words.length)) words.push(text);
    return text;
  }
}
