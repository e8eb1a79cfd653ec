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
export const CHUNK_ROWS = 2 ** 15;

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

  /** The numbers, NaN for a hole; of a text column the places of its texts, NaN for those before the first one. */
  private chunks: Float64Array[] = [];
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
    const values = new Float64Array(this.rows);
    this.chunks.forEach((chunk, k) => values.set(chunk.subarray(0, this.rows - k * CHUNK_ROWS), k * CHUNK_ROWS));
    if (!this.isText) return values;
    const texts = new Array<string>(this.rows);
    for (let i = 0; i < this.rows; i++) texts[i] = this.fieldTexts?.all[values[i]!] ?? "";
    return texts;
  }

  /** Takes the field in `bytes[start, end)`. */
  add(bytes: Buffer, start: number, end: number, writing: Writing, line: number): void {
    if (!this.isText && readNumber(bytes, start, end, this.rules.decimal, this.chunk(), this.rows % CHUNK_ROWS)) this.rows++;
    else this.addText(this.readText(bytes, start, end, writing), line);
  }

  /** The field in `bytes[start, end)` as text. */
  readText(bytes: Buffer, start: number, end: number, writing: Writing): FieldText {
    this.fieldTexts ??= new FieldTexts(this.rules);
    return this.fieldTexts.read(bytes, start, end, writing);
  }

  /** Takes a field that was read as text. */
  addText({ text, place, isNumber, isHole }: FieldText, line: number): void {
    if (!this.isText && !isHole && this.kind === "any" && this.textCount === 0 && this.onlyEmpty && this.numberCount === 0) {
      this.isText = true;
    }
    if (isHole) {
      if (this.holeCount++ === 0) this.firstHoleLine = line;
    } else if (!isNumber) {
      this.countText(text, line);
    }
    this.chunk()[this.rows % CHUNK_ROWS] = this.isText ? place : NaN;
    if (text !== "") this.onlyEmpty = false;
    this.rows++;
  }

  /** The chunk of numbers that the next row belongs to, at `rows % CHUNK_ROWS`. */
  chunk(): Float64Array {
    const place = Math.floor(this.rows / CHUNK_ROWS);
    return (this.chunks[place] ??= new Float64Array(CHUNK_ROWS));
  }

  private countText(text: string, line: number): void {
    this.textCount++;
    if (this.examples.length < EXAMPLES) this.examples.push({ line, text });
    this.otherDecimalMark &&= /^\s*[+-]?\d+[.,]\d+\s*$/.test(text);
  }
}
