/**
 * A number as people read it: `digits` significant digits, no trailing zeros, whole numbers in full,
 * powers of ten only for what is very large or very small.
 * @param digits default 6
 */
export function formatNumber(value: number, digits = 6): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || value === 0) return Object.is(value, -0) ? "-0" : String(value);
  if (Number.isInteger(value) && size < 1e12) return String(value);
  if (size >= 10 ** digits && size < 1e9) return value.toFixed(0);
  if (size >= 1e9 || size < 1e-4) return withoutZeros(value.toExponential(digits - 1));
  return String(Number(value.toPrecision(digits)));
}

function withoutZeros(exponential: string): string {
  const [digits, exponent] = exponential.split("e") as [string, string];
  return `${Number(digits)}e${exponent.replace("+", "")}`;
}

/** A number shortened to six significant digits: finer than a pixel, and a third of the size in a chart. */
export function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
