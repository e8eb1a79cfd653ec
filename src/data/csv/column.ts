import { readNumber } from "./number";
import { Writing } from "./records";
import { FieldTexts, type FieldRules, type FieldText } from "./texts";

/** The values of one column: float64 numbers with NaN for a hole, or text. */
export type CsvValues = Float64Array | string[];

/** What is read into a column: what the file turns out to hold, or one kind of value. */
export type CsvKind = "any" | "number" | "text";

/** A field that is no number, and its line in the file. */
export interface Example {
  line: number;
  text: string;
}

const EXAMPLES = 5;

/** Numbers are kept in chunks of so many rows until the file ends, so that no column is copied again and again. */
const CHUNK_ROWS = 2 ** 15;
/** A small file of many columns has no large chunks. */
const FIRST_ROWS = 2 ** 7;
/** Texts in lists of so many, which cost the garbage collection less than a long one that grows. */
const CHUNK_TEXTS = 2 ** 12;

/**
 * One column while its file is read. It takes numbers until text comes. When text comes only
 * behind numbers, what they looked like is gone: the column is then `late` and must be read again as text.
 */
export class CsvColumn {
  rows = 0;
  /** How many fields were holes, and text. */
  holeCount = 0;
  textCount = 0;
  firstHoleLine = 0;
  /** The first fields that are text. */
  readonly examples: Example[] = [];
  /** Whether every text looks like a number with the other decimal mark. */
  otherDecimalMark = true;

  /** Whether the column is text. */
  isText: boolean;

  private readonly numbers: Float64Array[] = [];
  private readonly texts: string[][] = [[]];
  private onlyEmpty = true;
  private fieldTexts: FieldTexts | undefined;

  constructor(readonly name: string, private readonly kind: CsvKind, private readonly rules: FieldRules) {
    this.isText = kind === "text";
  }

  get late(): boolean {
    return this.kind === "any" && !this.isText && this.textCount > 0;
  }

  /** How many fields were numbers. */
  get numberCount(): number {
    return this.rows - this.holeCount - this.textCount;
  }

  get values(): CsvValues {
    return this.isText ? this.allTexts() : this.allNumbers();
  }

  private allTexts(): string[] {
    const all = new Array<string>(this.rows);
    let row = 0;
    for (const texts of this.texts) for (let i = 0; i < texts.length; i++) all[row++] = texts[i]!;
    return all;
  }

  private allNumbers(): Float64Array {
    const values = new Float64Array(this.rows);
    this.numbers.forEach((chunk, k) => values.set(chunk.subarray(0, this.rows - k * CHUNK_ROWS), k * CHUNK_ROWS));
    return values;
  }

  /** Takes the field in `bytes[start, end)`. */
  add(bytes: Buffer, start: number, end: number, writing: Writing, line: number): void {
    if (!this.isText && readNumber(bytes, start, end, this.rules.decimal, this.chunk(), this.rows % CHUNK_ROWS)) this.rows++;
    else this.addText(this.readText(bytes, start, end, writing), line);
  }

  /** Takes numbers, NaN for an empty field, from rows of a line each; the first stands on `line`. */
  addNumbers(numbers: Float64Array, line: number): void {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i]!;
      if (number !== number && this.holeCount++ === 0) this.firstHoleLine = line + i;
    }
    for (let taken = 0; taken < numbers.length;) {
      const place = this.rows % CHUNK_ROWS;
      const part = numbers.subarray(taken, taken + CHUNK_ROWS - place);
      this.chunk(part.length).set(part, place);
      this.rows += part.length;
      taken += part.length;
    }
  }

  /** The field in `bytes[start, end)` as text. */
  readText(bytes: Buffer, start: number, end: number, writing: Writing): FieldText {
    this.fieldTexts ??= new FieldTexts(this.rules);
    return this.fieldTexts.read(bytes, start, end, writing);
  }

  /** Takes a field that was read as text. */
  addText(field: FieldText, line: number): void {
    if (!this.isText && this.kind === "any" && !field.isHole && !field.isNumber && this.isEmpty) this.becomeText();
    this.count(field, line);
    if (this.isText) this.keep(field.text);
    else this.chunk()[this.rows % CHUNK_ROWS] = NaN;
    this.rows++;
  }

  /** Takes fields of a column of text, all of which were counted. */
  addTexts(texts: string[]): void {
    if (texts.length >= CHUNK_TEXTS) this.texts.push(texts);
    else for (const text of texts) this.keep(text);
    this.rows += texts.length;
  }

  /** Counts a field that was read as text. */
  count({ text, isNumber, isHole }: FieldText, line: number): void {
    if (isHole) {
      if (this.holeCount++ === 0) this.firstHoleLine = line;
      if (text !== "") this.onlyEmpty = false;
    } else if (!isNumber) {
      this.textCount++;
      if (this.examples.length < EXAMPLES) this.examples.push({ line, text });
      this.otherDecimalMark &&= /^\s*[+-]?\d+[.,]\d+\s*$/.test(text);
    }
  }

  /** Whether nothing stands in any row. */
  private get isEmpty(): boolean {
    return this.holeCount === this.rows && this.onlyEmpty;
  }

  private becomeText(): void {
    this.isText = true;
    for (let i = 0; i < this.rows; i++) this.keep("");
    this.numbers.length = 0;
  }

  private keep(text: string): void {
    let last = this.texts[this.texts.length - 1]!;
    if (last.length >= CHUNK_TEXTS) this.texts.push((last = []));
    last.push(text);
  }

  /** The chunk of numbers that the next rows belong to, from `rows % CHUNK_ROWS` on. The first one grows. */
  private chunk(rows = 1): Float64Array {
    const place = Math.floor(this.rows / CHUNK_ROWS);
    const chunk = this.numbers[place];
    const needed = (this.rows % CHUNK_ROWS) + rows;
    if (chunk && chunk.length >= needed) return chunk;
    const longer = new Float64Array(place > 0 ? CHUNK_ROWS : Math.min(Math.max(FIRST_ROWS, 2 * needed), CHUNK_ROWS));
    if (chunk) longer.set(chunk);
    return (this.numbers[place] = longer);
  }
}
