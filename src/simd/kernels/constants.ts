import { f64x2, i32, type Code } from "../assembler";

/**
 * Numbers at the beginning of every memory, for kernels to load: V8 would put a pair of constants together anew each
 * time, in four instructions.
 */
export const constants: number[] = [];

/** One number in both lanes. */
export function constant(value: number): Code {
  let place = constants.findIndex((other) => Object.is(other, value));
  if (place < 0) place = constants.push(value) - 1;
  return f64x2.loadSplat(i32.constant(0), 8 * place);
}
