import { f64, i32, i64, leave, when, type Code, type FunctionWriter, type Local } from "../../assembler";
import { EXACT_POWERS, LEAST_POWER, MANTISSA_COUNT, MANTISSAS, MOST_EXACT } from "./memory";

const LOW_HALF = 0xffffffffn;
/** The bits of a product's upper half that rounding may still change when its lower half is not exact. */
const UNDECIDED = 0x1ffn;
/** log2(10) * 2^16. */
const BITS_OF_TEN = 217_706;
const EXPONENT_BIAS = 1023;
const MANTISSA_BITS = 52n;

/**
 * Gives code for the float64 nearest to digits * 10^power: one operation that rounds once where both are float64 (Clinger
 * 1990), else the digits' product with the first 128 bits of the power (Eisel and Lemire 2021, Mushtak and Lemire 2023).
 * It leaves the function where the number lies between two float64, or the power is not in the table.
 */
export function nearestFloatWriter(writer: FunctionWriter): (digits: Local, power: Local, result: Local) => Code {
  const [normal, high, low, second, middle, upper, mantissa, exponent] = writer.list(8, "i64");
  const entry = writer.local("i32");
  const constant = i64.constant;
  const halves = (value: Code): [Code, Code] => [i64.and(value, constant(LOW_HALF)), i64.shiftRight(value, constant(32n))];
  /** The upper 64 bits of the product of two 64-bit integers. */
  const highProduct = (a: Local, b: Local, result: Local): Code => {
    const [[aLow, aHigh], [bLow, bHigh]] = [halves(a.value), halves(b.value)];
    return [
      ...middle.set(i64.add(i64.multiply(aHigh, bLow), i64.shiftRight(i64.multiply(aLow, bLow), constant(32n)))),
      ...result.set(i64.add(i64.multiply(aLow, bHigh), i64.and(middle.value, constant(LOW_HALF)))),
      ...result.set(i64.add(
        i64.add(i64.multiply(aHigh, bHigh), i64.shiftRight(middle.value, constant(32n))),
        i64.shiftRight(result.value, constant(32n)),
      )),
    ];
  };
  const exact = (digits: Local, power: Local, result: Local): Code[] => {
    const powerOfTen = (exponent: Code): Code => f64.load(i32.shiftLeft(exponent, i32.constant(3)), EXACT_POWERS);
    return [
      result.set(f64.fromInt64(digits.value)),
      when(i32.lessThan(i32.constant(MOST_EXACT), power.value), [
        result.set(f64.divide(result.value, powerOfTen(i32.subtract(i32.constant(0), power.value)))),
      ], [
        result.set(f64.multiply(result.value, powerOfTen(power.value))),
      ]),
    ];
  };
  const isExact = (digits: Local, power: Local): Code => i32.and(
    i64.lessThan(digits.value, constant(1n << 53n)),
    i32.lessThan(i32.add(power.value, i32.constant(MOST_EXACT)), i32.constant(2 * MOST_EXACT + 1)),
  );
  return (digits, power, result) => when(isExact(digits, power), exact(digits, power, result), [
    // Zero, with more decimals than there is a power for.
    when(i64.isZero(digits.value), [leave]),
    entry.set(i32.add(power.value, i32.constant(-LEAST_POWER))),
    when(i32.lessThan(i32.constant(MANTISSA_COUNT - 1), entry.value), [leave]),
    entry.set(i32.shiftLeft(entry.value, i32.constant(4))),
    exponent.set(i64.leadingZeros(digits.value)),
    normal.set(i64.shiftLeft(digits.value, exponent.value)),
    second.set(i64.load(entry.value, MANTISSAS)),
    highProduct(normal, second, high),
    low.set(i64.multiply(normal.value, second.value)),
    when(i64.equal(i64.and(high.value, constant(UNDECIDED)), constant(UNDECIDED)), [
      mantissa.set(i64.load(entry.value, MANTISSAS + 8)),
      highProduct(normal, mantissa, second),
      low.set(i64.add(low.value, second.value)),
      when(i64.lessThan(low.value, second.value), [high.set(i64.add(high.value, constant(1n)))]),
    ]),
    // 54 bits: one more than a float64 has.
    upper.set(i64.shiftRight(high.value, constant(63n))),
    second.set(i64.add(upper.value, constant(9n))),
    mantissa.set(i64.shiftRight(high.value, second.value)),
    when(i64.lessThan(low.value, constant(2n)), [
      when(i64.equal(i64.and(mantissa.value, constant(3n)), constant(1n)), [
        when(i64.equal(i64.shiftLeft(mantissa.value, second.value), high.value), [leave]),
      ]),
    ]),
    mantissa.set(i64.shiftRight(
      i64.add(mantissa.value, i64.and(mantissa.value, constant(1n))), constant(1n),
    )),
    entry.set(i32.shiftRightSigned(i32.multiply(power.value, i32.constant(BITS_OF_TEN)), 16)),
    // The mantissa's highest bit, which a float64 does not write, adds one to the exponent.
    exponent.set(i64.subtract(
      i64.add(i64.fromInt32(i32.add(entry.value, i32.constant(63 + EXPONENT_BIAS - 1))), upper.value), exponent.value,
    )),
    result.set(f64.fromBits(i64.add(mantissa.value, i64.shiftLeft(exponent.value, constant(MANTISSA_BITS))))),
  ]);
}
