import { f64x2, i32, Local, when, whileLoop, type Code } from "../assembler";

/** How to reach a pair of columns of one row: both of them, or the last one when their number is odd. */
export interface Pair {
  load(row: Local, offset?: number): Code;
  store(row: Local, value: Code, offset?: number): Code;
}

/** Runs the code for every pair of columns of rows that are `rowBytes` long; `position` is where they are in a row. */
export function forEachPair(position: Local, rowBytes: Local, code: (pair: Pair) => Code[]): Code {
  const at = (row: Local): Code => i32.add(row.value, position.value);
  const both: Pair = {
    load: (row, offset) => f64x2.load(at(row), offset),
    store: (row, value, offset) => f64x2.store(at(row), value, offset),
  };
  const last: Pair = {
    load: (row, offset) => f64x2.loadFirst(at(row), offset),
    store: (row, value, offset) => f64x2.storeFirst(at(row), value, offset),
  };
  const lastAt = i32.add(position.value, i32.constant(8));
  return [
    ...position.set(i32.constant(0)),
    ...whileLoop(i32.lessThan(lastAt, rowBytes.value), ...code(both), position.advance(16)),
    ...when(i32.lessThan(position.value, rowBytes.value), ...code(last)),
  ];
}
