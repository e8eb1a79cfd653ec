import { i16x8, i32, i64, i8x16, when, whileLoop, type Code, type FunctionWriter, type Local } from "../../assembler";
import { POWERS, VECTORS } from "./memory";

/** The bit behind those of sixteen bytes. */
const BEHIND = 1 << 16;

const vector = (at: number): Code => i8x16.load(i32.constant(0), at);
/** What sixteen bytes are as digits: 0 to 9, or a larger number. */
const digitsAt = (address: Code): Code => i8x16.subtract(i8x16.load(address), vector(VECTORS.zeros));
/** A bit for each of sixteen bytes that is no digit, and one behind them. */
const othersIn = (digits: Code): Code =>
  i32.exclusiveOr(i8x16.bitmask(i8x16.atMostUnsigned(digits, vector(VECTORS.nines))), i32.constant(2 * BEHIND - 1));

/** Gives an expression for the number that sixteen digits are: pairs of neighbours, then pairs of these, and so on. */
function sixteenDigits(writer: FunctionWriter): (digits: Code) => Code {
  const digits = writer.local("v128");
  const halves = writer.local("i64");
  return (code) => {
    const pairs = i16x8.add(
      i16x8.multiply(i16x8.and(digits.value, vector(VECTORS.lowBytes)), vector(VECTORS.tens)),
      i16x8.shiftRight(digits.value, 8),
    );
    return [
      ...digits.set(code),
      ...digits.set(i16x8.pairProducts(pairs, vector(VECTORS.hundreds))),
      ...halves.set(i16x8.firstHalf(i16x8.pairProducts(i16x8.narrow(digits.value, digits.value), vector(VECTORS.tenThousands)))),
      ...i64.add(
        i64.multiply(i64.and(halves.value, i64.constant(0xffffffffn)), i64.constant(100_000_000n)),
        i64.shiftRight(halves.value, i64.constant(32n)),
      ),
    ];
  };
}

/** Where a number without sign and exponent stands, and what it is: value * 10^power. */
export interface DecimalNumber {
  /** Its first byte, then the one behind it. */
  readonly at: Local;
  /** Its digits as an integer, modulo 2^64, and how many there are. */
  readonly value: Local;
  readonly digits: Local;
  readonly power: Local;
}

/** Gives code that reads a number, digits with a decimal mark among them or none, sixteen bytes at a time. */
export function decimalReader(writer: FunctionWriter, decimal: Local): (number: DecimalNumber) => Code {
  const [others, whole, count, next] = writer.list(4, "i32");
  const [bytes, places] = writer.list(2, "v128");
  const numberOf = sixteenDigits(writer);
  /** Digits one after the other, behind those that `value` holds. */
  const readDigits = (at: Local, value: Local): Code => [
    ...count.set(i32.constant(16)),
    ...whileLoop(
      i32.equal(count.value, i32.constant(16)),
      bytes.set(digitsAt(at.value)),
      count.set(i32.trailingZeros(othersIn(bytes.value))),
      // Zeros before the digits, in place of what follows them.
      places.set(i8x16.add(vector(VECTORS.places), i8x16.splat(i32.subtract(count.value, i32.constant(16))))),
      value.set(i64.add(
        i64.multiply(value.value, i64.load(i32.shiftLeft(count.value, i32.constant(3)), POWERS)),
        numberOf(i8x16.pick(bytes.value, places.value)),
      )),
      at.advance(count.value),
    ),
  ];
  return ({ at, value, digits, power }) => [
    ...bytes.set(digitsAt(at.value)),
    ...others.set(othersIn(bytes.value)),
    ...whole.set(i32.trailingZeros(others.value)),
    ...next.set(i32.add(at.value, whole.value)),
    // How many bytes it has, a mark behind its last digit included where there is none.
    ...when(i32.equal(i32.loadByte(next.value), decimal.value), [
      count.set(i32.trailingZeros(i32.and(others.value, i32.subtract(others.value, i32.constant(1))))),
      next.set(i32.add(at.value, count.value)),
    ], [
      count.set(i32.add(whole.value, i32.constant(1))),
    ]),
    ...when(i32.lessThan(count.value, i32.constant(17)), [
      // The digits move to the end, those before the mark by one more.
      places.set(i8x16.add(vector(VECTORS.places), i8x16.splat(i32.subtract(count.value, i32.constant(16))))),
      places.set(i8x16.add(places.value, i8x16.atMost(places.value, i8x16.splat(whole.value)))),
      value.set(numberOf(i8x16.pick(bytes.value, places.value))),
      digits.set(i32.subtract(count.value, i32.constant(1))),
      power.set(i32.subtract(whole.value, digits.value)),
      at.set(next.value),
      when(i32.equal(count.value, i32.constant(16)), [
        readDigits(at, value),
        next.set(i32.subtract(at.value, next.value)),
        digits.set(i32.add(digits.value, next.value)),
        power.set(i32.subtract(power.value, next.value)),
      ]),
    ], [
      // An integer of sixteen digits or more. A decimal mark behind it is left to others.
      next.set(at.value),
      value.set(i64.constant(0n)),
      readDigits(at, value),
      digits.set(i32.subtract(at.value, next.value)),
      power.set(i32.constant(0)),
    ]),
  ];
}
