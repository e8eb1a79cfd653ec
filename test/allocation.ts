import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const CALLS = 50_000;
const MOST_ROUNDS = 40;

/**
 * How many bytes one call allocates once it is compiled: the least of up to forty rounds, because code that is still
 * interpreted, and the compiler itself, allocate too. A single object or boxed number a call shows as 12 bytes or
 * more in every round.
 */
export function bytesPerCall(action: () => void): number {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  let least = Infinity;
  for (let round = 0; round < MOST_ROUNDS && least > 1; round++) {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let call = 0; call < CALLS; call++) action();
    least = Math.min(least, (process.memoryUsage().heapUsed - before) / CALLS);
  }
  return least;
}
