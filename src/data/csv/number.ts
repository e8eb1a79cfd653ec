const SPACE = 0x20;
const TAB = 0x09;
const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;
const COMMA = 0x2c;
/** What a number can start with; it spares ordinary text the regular expressions. */
const FIRST_BYTES = Buffer.from("0123456789+-.,iI");

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const POWERS_OF_TEN = Float64Array.from({ length: 16 }, (_, power) => Number(`1e${power}`));

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
  const signed = bytes[start] === MINUS || bytes[start] === PLUS;
  // Up to 15 digits make an exact integer and 10^15 is exact, so that one division rounds once, correctly.
  if (end - start > 16 || end === start) return readLongNumber(bytes, start, end, decimal, target, at);
  let digits = 0;
  let decimals = -1;
  let value = 0;
  for (let i = signed ? start + 1 : start; i < end; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (bytes[i] === decimal && decimals < 0) {
      decimals = 0;
    } else {
      return readLongNumber(bytes, start, end, decimal, target, at);
    }
  }
  if (digits === 0 || digits > 15) return readLongNumber(bytes, start, end, decimal, target, at);
  if (decimals > 0) value /= POWERS_OF_TEN[decimals]!;
  target[at] = bytes[start] === MINUS ? -value : value;
  return true;
}

/** The same for what is long, has an exponent, or is no number. */
function readLongNumber(
  bytes: Buffer, start: number, end: number, decimal: number, target: Float64Array, at: number,
): boolean {
  if (end === start || !FIRST_BYTES.includes(bytes[start]!) || end - start > 400) return false;
  let text = bytes.toString("latin1", start, end);
  if (decimal === COMMA) text = text.includes(".") ? "" : text.replace(",", ".");
  const infinite = INFINITE.exec(text);
  if (!infinite && !NUMBER.test(text)) return false;
  target[at] = infinite ? Number(`${infinite[1]}Infinity`) : Number(text);
  return true;
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}
