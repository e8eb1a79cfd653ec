import { f64x2, i32, Local, when, whileLoop, type Code } from "../assembler";

/** How to reach a pair of columns of one row: both of them, or the last one when their number is odd. */
export interface Pair {
  load(row: Local, offset?: number): Code;
  store(row: Local, value: Code, offset?: number): Code;
}

/** Pairs in one round of the loop while there are so many. */
const UNROLLED = 4;

/** Runs the code for every pair of columns of rows that are `rowBytes` long; `position` is where they are in a row. */
export function forEachPair(position: Local, rowBytes: Local, code: (pair: Pair) => Code[]): Code {
  const at = (row: Local): Code => i32.add(row.value, position.value);
  const pair = (further: number): Pair => ({
    load: (row, offset = 0) => f64x2.load(at(row), offset + further),
    store: (row, value, offset = 0) => f64x2.store(at(row), value, offset + further),
  });
  const single: Pair = {
    load: (row, offset) => f64x2.loadFirst(at(row), offset),
    store: (row, value, offset) => f64x2.storeFirst(at(row), value, offset),
  };
  const pairs = (count: number): Code => {
    const last = i32.add(position.value, i32.constant(16 * count - 8));
    const body = Array.from({ length: count }, (_, k) => code(pair(16 * k)));
    return whileLoop(i32.lessThan(last, rowBytes.value), ...body.flat(), position.advance(16 * count));
  };
  return [
    ...position.set(i32.constant(0)),
    ...pairs(UNROLLED),
    ...pairs(1),
    ...when(i32.lessThan(position.value, rowBytes.value), code(single)),
  ];
}
