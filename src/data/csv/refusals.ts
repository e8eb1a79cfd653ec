import { InputError } from "../../errors";
import type { CsvColumn, Example } from "./column";

/** A line with more or fewer fields than the header has. */
export interface RaggedLine {
  line: number;
  fields: number;
}

/** Refuses lines that do not fit the header. */
export function refuseRagged(file: string, fields: number, count: number, first: readonly RaggedLine[]): never {
  const examples = first.map((ragged) => `line ${ragged.line} with ${ragged.fields}`).join(", ");
  const value = `${count} ${count === 1 ? "line" : "lines"} that ${count === 1 ? "differs" : "differ"}: ${examples}`;
  const hint = "A field that holds the separator or a line break must stand in double quotes";
  throw new InputError(file, `${fields} fields in every line, as in line 1`, `${value}${more(count, first.length)}`, hint);
}

/** Refuses columns that were said to be numbers and hold text; does nothing when there are none. */
export function refuseText(file: string, columns: readonly CsvColumn[]): void {
  if (columns.length === 0) return;
  const names = columns.map(({ name }) => JSON.stringify(name)).join(", ");
  const value = columns.map((column) => {
    const where = columns.length > 1 ? `in ${JSON.stringify(column.name)} ` : "";
    return `text ${where}in ${examplesOf(column)}`;
  }).join("; ");
  throw new InputError(`${file}, ${columns.length > 1 ? "columns" : "column"} ${names}`, "numbers", value, hintFor(columns[0]!));
}

/** What is text in a column, as "6 lines: line 33 "?", line 127 "?"". */
export function examplesOf({ textCount, examples }: CsvColumn): string {
  const first = examples.map(({ line, text }: Example) => `line ${line} ${JSON.stringify(text.slice(0, 30))}`).join(", ");
  return `${textCount} ${textCount === 1 ? "line" : "lines"}: ${first}${more(textCount, examples.length)}`;
}

/** What would make numbers of a column's text. */
export function hintFor({ otherDecimalMark, examples }: CsvColumn): string {
  const [{ text }] = examples as [Example];
  if (otherDecimalMark) return `If that is a decimal mark, give decimal: "${text.includes(",") ? "," : "."}"`;
  return `If such text stands for a missing value, give missingValues: [${JSON.stringify(text.trim().slice(0, 30))}]`;
}

function more(count: number, named: number): string {
  return count > named ? ` and ${count - named} more` : "";
}
