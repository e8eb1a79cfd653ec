import type { CsvColumn } from "./column";
import { listed } from "./header";
import { examplesOf, hintFor } from "./refusals";

/** Says once, on the console, what a reader would want to know about the columns before using them. */
export function warnAbout(file: string, columns: readonly CsvColumn[]): void {
  const lines = [...holeWarning(columns), ...columns.filter(isNearlyNumeric).map(textWarning)];
  if (lines.length > 0) console.warn(lines.map((line) => `${file}: ${line}`).join("\n"));
}

function holeWarning(columns: readonly CsvColumn[]): string[] {
  const holed = columns.filter((column) => !column.isText && column.holeCount > 0);
  if (holed.length === 0) return [];
  const counts = holed.map(({ name, holeCount, firstHoleLine }) =>
    `${holeCount} in ${JSON.stringify(name)} (first in line ${firstHoleLine})`);
  return [`missing values, read as NaN: ${listed(counts)}. frame.dropNa({ axis: 1 }) drops such rows.`];
}

/** Text in most of whose fields a number stands: probably meant as numbers. */
function isNearlyNumeric({ isText, numberCount, textCount, otherDecimalMark }: CsvColumn): boolean {
  return isText && textCount > 0 && (numberCount > textCount || otherDecimalMark);
}

function textWarning(column: CsvColumn): string {
  return `column ${JSON.stringify(column.name)} is read as text because of ${examplesOf(column)}. ${hintFor(column)}.`;
}
