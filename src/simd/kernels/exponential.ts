import { f64x2, type Code, type FunctionWriter } from "../assembler";
import { constant } from "./constants";

/** 1.5 * 2^52: added to a number, it leaves the number rounded to an integer in the lowest bits. */
const ROUNDER = 1.5 * 2 ** 52;
/** ln 2 in two parts, the first of which has zeros at its end, so that its multiples are exact (Cody and Waite 1980). */
const [LN2_HIGH, LN2_LOW] = [0.6931471803691238, 1.9082149292705877e-10];
/** Its only bit is the sign's. */
const SIGN = -0;
/** Below it exp leaves the normal numbers; it counts as exp of this. */
const LEAST = -708;
/** Of exp's series 1/k! the terms that matter for |r| <= ln 2 / 2. */
const COEFFICIENTS = [1];
for (let k = 1; k <= 13; k++) COEFFICIENTS.push(COEFFICIENTS[k - 1] / k);

/** Gives expressions for exp(-|x|), to some 1e-16 of it: 2^k exp(r), k the integer nearest to -|x| / ln 2. */
export function exponential(writer: FunctionWriter): (x: Code) => Code {
  const [rounded, r, square] = writer.list(3, "v128");
  const { add, subtract, multiply } = f64x2;
  const k = subtract(rounded.value, constant(ROUNDER));
  /** Horner's rule in r^2. */
  const series = (coefficients: readonly number[]): Code => coefficients
    .map(constant)
    .reduceRight((sum, coefficient) => add(multiply(sum, square.value), coefficient));
  const even = series(COEFFICIENTS.filter((_, power) => power % 2 === 0));
  const odd = series(COEFFICIENTS.filter((_, power) => power % 2 === 1));
  return (x) => [
    ...r.set(f64x2.larger(f64x2.or(x, constant(SIGN)), constant(LEAST))),
    ...rounded.set(add(multiply(r.value, constant(Math.LOG2E)), constant(ROUNDER))),
    ...r.set(subtract(subtract(r.value, multiply(k, constant(LN2_HIGH))), multiply(k, constant(LN2_LOW)))),
    ...square.set(multiply(r.value, r.value)),
    // Adding k to the exponent's bits multiplies by 2^k.
    ...f64x2.addBits(add(even, multiply(r.value, odd)), f64x2.shiftLeft(rounded.value, 52)),
  ];
}
