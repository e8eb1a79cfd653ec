const SPACE = 0x20;
const TAB = 0x09;
const PLUS = 0x2b;
const MINUS = 0x2d;
const COMMA = 0x2c;
const ZERO = 0x30;
const SMALL_E = 0x65;
const SMALL_I = 0x69;
const LOWER_CASE = 0x20;

const INFINITE = /^[+-]?inf(inity)?$/i;

/** Integers of so many digits, and these powers of ten, are exact in float64. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/**
 * Reads the number in `bytes[start, end)` into `target[at]` and says whether there was one.
 * Spaces around it are allowed. The value is the float64 nearest to what is written.
 * @param decimal the byte of the decimal mark, `.` or `,`
 */
export function readNumber(
  bytes: Buffer, start: number, end: number, decimal: number, target: Float64Array, at: number,
): boolean {
  while (start < end && isSpace(bytes[start]!)) start++;
  while (end > start && isSpace(bytes[end - 1]!)) end--;
  if (start === end) return false;
  const negative = bytes[start] === MINUS;
  let i = negative || bytes[start] === PLUS ? start + 1 : start;
  let digits = 0;
  let decimals = -1;
  let value = 0;
  for (; i < end; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (bytes[i] === decimal && decimals < 0) {
      decimals = 0;
    } else {
      break;
    }
  }
  if (digits === 0) return i < end && readInfinity(bytes, start, i, end, target, at);
  let power = decimals > 0 ? -decimals : 0;
  if (i < end) {
    const exponent = readExponent(bytes, i, end);
    if (Number.isNaN(exponent)) return false;
    power += exponent;
  }
  if (digits <= EXACT_DIGITS && power >= -22 && power <= 22) {
    // Both are exact, so that the one operation rounds once, correctly.
    value = power < 0 ? value / POWERS_OF_TEN[-power]! : value * POWERS_OF_TEN[power]!;
    target[at] = negative ? -value : value;
  } else {
    const text = bytes.toString("latin1", start, end);
    target[at] = Number(decimal === COMMA ? text.replace(",", ".") : text);
  }
  return true;
}

/** The exponent in `bytes[start, end)`, "e-7"; NaN when it is none. */
function readExponent(bytes: Buffer, start: number, end: number): number {
  if ((bytes[start]! | LOWER_CASE) !== SMALL_E) return NaN;
  const signed = bytes[start + 1] === MINUS || bytes[start + 1] === PLUS;
  const first = start + (signed ? 2 : 1);
  if (first >= end) return NaN;
  let exponent = 0;
  for (let i = first; i < end; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    exponent = exponent * 10 + digit;
  }
  return bytes[start + 1] === MINUS ? -exponent : exponent;
}

/** Infinity as pandas and JavaScript write it; `letter` is where its first letter would be. */
function readInfinity(
  bytes: Buffer, start: number, letter: number, end: number, target: Float64Array, at: number,
): boolean {
  if ((bytes[letter]! | LOWER_CASE) !== SMALL_I || !INFINITE.test(bytes.toString("latin1", start, end))) return false;
  target[at] = bytes[start] === MINUS ? -Infinity : Infinity;
  return true;
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}
