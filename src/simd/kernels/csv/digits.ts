import { i32, i64, when, whileLoop, type Code, type FunctionWriter, type Local } from "../../assembler";
import { POWERS } from "./memory";

/** For eight bytes at once: what makes digits of "0" to "9", what brings a byte above 9 to its high bit, that bit. */
const ZEROS = 0x3030303030303030n;
const ABOVE_NINE = 0x7676767676767676n;
const HIGH_BITS = 0x8080808080808080n;
const EVERY_FOURTH = 0x000000ff000000ffn;

/**
 * Gives code that reads digits from `at` on, eight at a time, behind those that `value` holds (modulo 2^64), and leaves
 * `at` behind them.
 */
export function digitsReader(writer: FunctionWriter): (at: Local, value: Local) => Code {
  const [eight, others, sum] = writer.list(3, "i64");
  const more = writer.local("i32");
  /** The digits as a number (Lemire 2018): pairs of neighbours, then pairs of these, then of those. */
  const pairs = i64.add(i64.multiply(eight.value, i64.constant(10n)), i64.shiftRight(eight.value, i64.constant(8n)));
  const everyFourth = (bits: bigint): Code =>
    i64.and(i64.shiftRight(sum.value, i64.constant(bits)), i64.constant(EVERY_FOURTH));
  const number = i64.shiftRight(i64.add(
    i64.multiply(everyFourth(0n), i64.constant((1_000_000n << 32n) + 100n)),
    i64.multiply(everyFourth(16n), i64.constant((10_000n << 32n) + 1n)),
  ), i64.constant(32n));
  /** 8 times the number of digits, where there are fewer than eight: the place of the first byte that is none. */
  const bits = i64.and(i64.trailingZeros(others.value), i64.constant(56n));
  return (at, value) => [
    ...more.set(i32.constant(1)),
    ...whileLoop(
      more.value,
      eight.set(i64.exclusiveOr(i64.load(at.value), i64.constant(ZEROS))),
      others.set(i64.and(i64.or(eight.value, i64.add(eight.value, i64.constant(ABOVE_NINE))), i64.constant(HIGH_BITS))),
      when(i64.isZero(others.value), [
        sum.set(pairs),
        value.set(i64.add(i64.multiply(value.value, i64.constant(100_000_000n)), number)),
        at.advance(8),
      ], [
        // Zeros before the digits, in place of what follows them.
        others.set(bits),
        eight.set(i64.shiftLeft(i64.shiftLeft(eight.value, i64.subtract(i64.constant(56n), others.value)), i64.constant(8n))),
        sum.set(pairs),
        more.set(i32.fromInt64(others.value)),
        value.set(i64.add(i64.multiply(value.value, i64.load(more.value, POWERS)), number)),
        at.advance(i32.shiftRight(more.value, 3)),
        more.set(i32.constant(0)),
      ]),
    ),
  ];
}
