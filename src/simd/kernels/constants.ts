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

let lists: { readonly numbers: readonly number[]; readonly address: number }[] = [];

/** The address of a list of numbers. */
export function placeOf(numbers: readonly number[]): number {
  const known = lists.find((list) => list.numbers.every((value, k) => Object.is(value, numbers[k])));
  if (known) return known.address;
  const address = 8 * (constants.push(...numbers) - numbers.length);
  lists = [...lists, { numbers, address }];
  return address;
}
