import { InputError } from "../../errors";
import type { CsvColumn, Example } from "./column";

/** A line with more or fewer fields than the header has. */
export interface RaggedLine {
  line: number;
  fields: number;
}

/** Refuses lines that do not fit the header. */
export function refuseRagged(file: string, fields: number, count: number, first: readonly RaggedLine[]): never {
  const rule = `${fields} fields in every line, as in line 1`;
  const examples = first.map((ragged) => `line ${ragged.line} with ${ragged.fields}`).join(", ");
  const differing = count === 1 ? "1 line that differs" : `${count} lines that differ`;
  const hint = "A field that holds the separator or a line break must stand in double quotes";
  throw new InputError(file, rule, `${differing}: ${examples}${more(count, first.length)}`, hint);
}

/** Refuses columns that were said to be numbers and hold text; does nothing when there are none. */
export function refuseText(file: string, columns: readonly CsvColumn[]): void {
  if (columns.length === 0) return;
  const several = columns.length > 1;
  const names = columns.map(({ name }) => JSON.stringify(name)).join(", ");
  const values = columns.map((column) => {
    return `text ${several ? `in ${JSON.stringify(column.name)} ` : ""}in ${examplesOf(column)}`;
  });
  const what = `${file}, ${several ? "columns" : "column"} ${names}`;
  throw new InputError(what, "numbers", values.join("; "), hintFor(columns[0]!));
}

/** What is text in a column, as "6 lines: line 33 "?", line 127 "?"". */
export function examplesOf({ textCount, examples }: CsvColumn): string {
  const first = examples.map(({ line, text }) => `line ${line} ${JSON.stringify(text.slice(0, 30))}`);
  return `${textCount} ${textCount === 1 ? "line" : "lines"}: ${first.join(", ")}${more(textCount, examples.length)}`;
}

/** What would make numbers of a column's text. */
export function hintFor({ otherDecimalMark, numberCount, examples }: CsvColumn): string {
  const [{ text }] = examples as [Example];
  if (otherDecimalMark) return `If that is a decimal mark, give decimal: "${text.includes(",") ? "," : "."}"`;
  if (numberCount === 0) return "No field of it is a number";
  return `If such text stands for a missing value, give missingValues: [${JSON.stringify(text.trim().slice(0, 30))}]`;
}

function more(count: number, named: number): string {
  return count > named ? ` and ${count - named} more` : "";
}
