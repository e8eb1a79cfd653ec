import { readNumber } from "./number";
import { Writing } from "./records";

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
const MOST_SHARED_TEXTS = 4096;

/** How pandas spells a hole; an empty field is one too. */
const HOLES = ["NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "None", "<NA>", "#N/A"];

/** How the fields of a file spell numbers and holes. */
export class FieldRules {
  readonly decimal: number;
  private readonly holes: Set<string>;

  constructor(decimal: "." | ",", missingValues: readonly string[]) {
    this.decimal = decimal.charCodeAt(0);
    this.holes = new Set(["", ...HOLES, ...missingValues]);
  }

  isHole(text: string): boolean {
    return this.holes.has(text.trim());
  }
}

/**
 * One column while its file is read. It takes numbers until text comes. When text comes only
 * behind numbers, what they looked like is gone: the column is then `late` and must be read again as text.
 */
export class CsvColumn {
  rows = 0;
  /** How many fields were numbers, holes, text. */
  numberCount = 0;
  holeCount = 0;
  textCount = 0;
  firstHoleLine = 0;
  /** The first fields that are text. */
  readonly examples: Example[] = [];
  /** Whether every text looks like a number with the other decimal mark. */
  otherDecimalMark = true;

  private numbers = new Float64Array(1024);
  private texts: string[] | undefined;
  private onlyEmpty = true;
  private readonly shared = new Map<string, string>();

  constructor(readonly name: string, private readonly kind: CsvKind, private readonly rules: FieldRules) {
    if (kind === "text") this.texts = [];
  }

  get isText(): boolean {
    return this.texts !== undefined;
  }

  get late(): boolean {
    return this.kind === "any" && !this.isText && this.textCount > 0;
  }

  get values(): CsvValues {
    return this.texts ?? this.numbers.slice(0, this.rows);
  }

  /** Takes the field in `bytes[start, end)`. */
  add(bytes: Buffer, start: number, end: number, writing: Writing, line: number): void {
    if (!this.texts && this.rows === this.numbers.length) this.grow();
    const at = this.texts ? 0 : this.rows;
    const isNumber = readNumber(bytes, start, end, this.rules.decimal, this.numbers, at);
    if (isNumber) this.numberCount++;
    if (!isNumber || this.texts) this.addText(fieldText(bytes, start, end, writing), isNumber, line);
    this.rows++;
  }

  private addText(text: string, isNumber: boolean, line: number): void {
    if (!isNumber) this.count(text, line);
    if (!this.texts && this.kind === "any" && this.textCount === 1 && this.onlyEmpty && this.numberCount === 0) {
      this.texts = new Array<string>(this.rows).fill("");
    }
    if (this.texts) this.texts.push(this.share(text));
    else this.numbers[this.rows] = NaN;
    if (text !== "") this.onlyEmpty = false;
  }

  private count(text: string, line: number): void {
    if (this.rules.isHole(text)) {
      if (this.holeCount++ === 0) this.firstHoleLine = line;
      return;
    }
    this.textCount++;
    if (this.examples.length < EXAMPLES) this.examples.push({ line, text });
    this.otherDecimalMark &&= /^\s*[+-]?\d+[.,]\d+\s*$/.test(text);
  }

  /** Equal texts as one string: a column of a few words then takes no more memory than numbers. */
  private share(text: string): string {
    const known = this.shared.get(text);
    if (known !== undefined) return known;
    if (this.shared.size < MOST_SHARED_TEXTS) this.shared.set(text, text);
    return text;
  }

  private grow(): void {
    const longer = new Float64Array(2 * this.numbers.length);
    longer.set(this.numbers);
    this.numbers = longer;
  }
}

/** A field as text. */
export function fieldText(bytes: Buffer, start: number, end: number, writing: Writing): string {
  const text = bytes.toString("utf8", start, end);
  return writing === Writing.Escaped ? text.replaceAll('""', '"') : text;
}
