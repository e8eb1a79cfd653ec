import { f64x2, i32, type Code, type FunctionWriter } from "../assembler";
import { constant, placeOf } from "./constants";

/** 1.5 * 2^52: added to a number, it leaves the number rounded to an integer in the lowest bits. */
const ROUNDER = 1.5 * 2 ** 52;
/** ln 2 in two parts, the first of which has zeros at its end, so that its multiples are exact (Cody and Waite 1980). */
const [LN2_HIGH, LN2_LOW] = [0.6931471803691238, 1.9082149292705877e-10];
/** Its only bit is the sign's. */
const SIGN = -0;
/** Below it exp leaves the normal numbers; it counts as exp of this. */
const LEAST = -708;
/** Powers 2^(j/64) are kept: 6 bits of j. */
const BITS = 6;
const POWERS = 2 ** BITS;
/** An exponent's lowest bit, of a number's 64. */
const EXPONENT = 52;
/** Of exp's series 1/k! the terms that matter for |r| <= ln 2 / 128, from k = 2 on. */
const [C2, C3, C4, C5] = [1 / 2, 1 / 6, 1 / 24, 1 / 120];

/** 2^(j/64), less j at the place of the bits below the exponent, where k = 64 m + j is added to make it 2^(k/64). */
function powers(): number[] {
  return Array.from({ length: POWERS }, (_, j) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, 2 ** (j / POWERS));
    view.setBigInt64(0, view.getBigInt64(0) - (BigInt(j) << BigInt(EXPONENT - BITS)));
    return view.getFloat64(0);
  });
}

/**
 * Gives expressions for exp(-|x|), to some 1e-16 of it: 2^(k/64) exp(r), k the integer nearest to -64 |x| / ln 2. The
 * powers come from a table, which leaves few terms of a series to add (Tang 1989).
 */
export function exponential(writer: FunctionWriter): (x: Code) => Code {
  const [rounded, r, square, power] = writer.list(4, "v128");
  const { add, subtract, multiply } = f64x2;
  const table = placeOf(powers());
  const k = subtract(rounded.value, constant(ROUNDER));
  /** Where the power of a lane is. */
  const address = (lane: 0 | 1): Code =>
    i32.shiftLeft(i32.and(f64x2.lowerHalf(rounded.value, lane), i32.constant(POWERS - 1)), i32.constant(3));
  const linear = (constantTerm: number, factor: number): Code => add(constant(constantTerm), multiply(r.value, constant(factor)));
  return (x) => [
    ...r.set(f64x2.larger(f64x2.or(x, constant(SIGN)), constant(LEAST))),
    ...rounded.set(add(multiply(r.value, constant(POWERS * Math.LOG2E)), constant(ROUNDER))),
    ...power.set(f64x2.loadSecond(address(1), f64x2.loadFirst(address(0), table), table)),
    ...power.set(f64x2.addBits(power.value, f64x2.shiftLeft(rounded.value, EXPONENT - BITS))),
    ...r.set(subtract(subtract(r.value, multiply(k, constant(LN2_HIGH / POWERS))), multiply(k, constant(LN2_LOW / POWERS)))),
    ...square.set(multiply(r.value, r.value)),
    ...r.set(add(r.value, multiply(square.value, add(linear(C2, C3), multiply(square.value, linear(C4, C5)))))),
    ...add(power.value, multiply(power.value, r.value)),
  ];
}
