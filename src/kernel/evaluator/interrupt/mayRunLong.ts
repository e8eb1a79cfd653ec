/** A call, a loop, a template's function; something awaited or loaded; a power, which of a `bigint` takes any time. */
const LONG = /[(`]|\*\*|\b(?:await|import|export)\b/;

/**
 * Whether a cell could run for long, or wait, by its text. One that could not may call functions all the same, an
 * accessor's say: of an earlier cell, which could.
 */
export function mayRunLong(code: string): boolean {
  return LONG.test(code);
}
