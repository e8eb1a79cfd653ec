/** A place in JavaScript and the place that it comes from; lines and columns count from 0. */
export interface Mapping {
  line: number;
  column: number;
  sourceLine: number;
  sourceColumn: number;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * A source map (revision 3) as JSON, for one source; mappings are in the order of the JavaScript, which stands below
 * `linesAbove` others.
 */
export function sourceMapOf(source: string, mappings: Mapping[], linesAbove: number): string {
  let encoded = ";".repeat(linesAbove);
  let last: Mapping = { line: 0, column: 0, sourceLine: 0, sourceColumn: 0 };
  let isFirst = true;
  for (const mapping of mappings) {
    const isSameLine = mapping.line === last.line;
    if (!isSameLine) encoded += ";".repeat(mapping.line - last.line);
    else if (!isFirst) encoded += ",";
    encoded += variableLength(mapping.column - (isSameLine ? last.column : 0)) + "A"
      + variableLength(mapping.sourceLine - last.sourceLine) + variableLength(mapping.sourceColumn - last.sourceColumn);
    last = mapping;
    isFirst = false;
  }
  return JSON.stringify({ version: 3, sources: [source], names: [], mappings: encoded });
}

/** A number in base 64, five bits a digit, the sign in the lowest one. */
function variableLength(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let digits = "";
  for (; rest > 31; rest >>>= 5) digits += DIGITS[(rest & 31) | 32];
  return digits + DIGITS[rest];
}

/** Finds line and column of offsets in a text, given where its lines start; the offsets never go back. */
export function lineFinder(starts: readonly number[]): (offset: number) => { line: number; column: number } {
  let line = 0;
  return (offset) => {
    while (starts[line + 1]! <= offset) line += 1;
    return { line, column: offset - starts[line]! };
  };
}
