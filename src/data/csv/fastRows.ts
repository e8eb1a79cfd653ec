import { CsvRows } from "../../simd";
import type { CsvColumn } from "./column";
import { Writing } from "./records";
import type { FieldText } from "./texts";

/** Fewer bytes are read sooner than the kernel is compiled. */
const WORTHWHILE = 2 ** 16;

/**
 * Reads records that are plain, which are most of most files, in WebAssembly ({@link CsvRows}). A record that is not is
 * left, whole, to `RecordScanner` and `CsvColumn.add`, which read everything; only the time differs.
 */
export class FastRows {
  /** How many records the last call of `read` took. */
  records = 0;
  private rows: CsvRows | null | undefined;
  /** The words of each column that `rows` knows. */
  private readonly words: FieldText[][];

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
  }

  /**
   * Takes records from `position` on and returns where the first one starts that is not plain or not complete.
   * @param line of the file on which the first record starts
   */
  read(bytes: Buffer, position: number, line: number): number {
    this.records = 0;
    if (bytes.length < this.leastBytes) return position;
    const { fields, columns, separator, decimal } = this;
    this.rows ??= this.rows === undefined ? CsvRows.of(fields, columns.length, separator, decimal) : null;
    const { rows } = this;
    if (!rows) return position;
    columns.forEach(({ isText }, k) => rows.setField(this.places[k]!, isText ? "text" : "number", k));
    do {
      position = rows.read(bytes, position);
      columns.forEach((column, k) => {
        if (column.isText) this.addTexts(rows, k, bytes, line);
        else column.addNumbers(rows.numbersOf(k), line);
      });
      line += rows.rows;
      this.records += rows.rows;
    } while (rows.rows > 0 && position < bytes.length);
    return position;
  }

  private addTexts(rows: CsvRows, k: number, bytes: Buffer, line: number): void {
    const column = this.columns[k]!;
    const words = this.words[k]!;
    const texts = rows.textsOf(k);
    for (let i = 0; i < texts.length; i += 2) {
      const word = texts[i + 1]!;
      column.addText(word >= 0 ? words[word]! : this.readText(rows, k, bytes, texts[i]!, -1 - word), line++);
    }
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
