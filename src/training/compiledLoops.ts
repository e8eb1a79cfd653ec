import { takeBatches, takeSteps } from "./loops";

/** The inner loops of a run. */
export interface Loops {
  readonly takeSteps: typeof takeSteps;
  readonly takeBatches: typeof takeBatches;
}

/** The loops as they are written. */
export const plainLoops: Loops = { takeSteps, takeBatches };

/** More pairs than this share the loops as they are written. */
const MOST_COPIES = 64;
const copies = new Map<string, Loops>();

/**
 * The inner loops for an objective and an optimizer, by their names. Each pair has loops of its own: V8 compiles a loop
 * for the functions that it has seen it call, and one that serves seven optimizers takes twice as long a step. It
 * compiles what has the same source only once, hence the number in it.
 */
export function compiledLoops(objective: { readonly name: string }, optimizer: { readonly name: string }): Loops {
  const pair = `${objective.name}, ${optimizer.name}`;
  let loops = copies.get(pair);
  if (!loops && copies.size < MOST_COPIES) {
    loops = { takeSteps: copyOf(takeSteps, copies.size), takeBatches: copyOf(takeBatches, copies.size) };
    copies.set(pair, loops);
  }
  return loops ?? plainLoops;
}

function copyOf<Loop extends (...values: never[]) => number>(loop: Loop, number: number): Loop {
  return new Function(`"use strict"; /* copy ${number} */ return ${loop.toString()}`)() as Loop;
}
