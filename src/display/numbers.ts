const digits = 6;

/**
 * Numbers for one column: the same count of decimals for all, about six significant digits for the largest,
 * no zeros that every number ends with. A column with very large or very small numbers writes each on its own.
 */
export function formatColumn(values: readonly number[]): string[] {
  const sizes = values.filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs);
  const largest = Math.max(0, ...sizes);
  const smallest = Math.min(Infinity, ...sizes);
  if (sizes.every(Number.isInteger) && largest < 1e12) return values.map(String);
  const decimals = Math.max(0, digits - 1 - Math.max(0, Math.floor(Math.log10(largest))));
  if (largest >= 1e9 || smallest < 10 ** -decimals) return values.map(formatAlone);
  const fixed = values.map((value) => (Number.isFinite(value) ? value.toFixed(decimals) : String(value)));
  const spare = Math.min(...fixed.filter((text) => text.includes(".")).map(endingZeros));
  return fixed.map((text) => (text.includes(".") ? text.slice(0, text.length - spare).replace(/\.$/, "") : text));
}

function endingZeros(text: string): number {
  return /0*$/.exec(text)![0].length;
}

/** The charts' way to write a number; they load only here, as most columns do without. */
function formatAlone(value: number): string {
  const { formatNumber } = require("../charts") as typeof import("../charts");
  return formatNumber(value);
}
