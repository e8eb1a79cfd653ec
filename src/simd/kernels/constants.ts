import { f64x2, i32, type Code } from "../assembler";

/**
 * Numbers at the beginning of every memory, for kernels to load: V8 would put a pair of constants together anew each
 * time, in four instructions.
 */
export const constants: number[] = [];

/** One number in both lanes. */
export function constant(value: number): Code {
  if (!constants.includes(value)) constants.push(value);
  return f64x2.loadSplat(i32.constant(0), 8 * constants.indexOf(value));
}
