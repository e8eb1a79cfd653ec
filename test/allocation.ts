import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const CALLS = 50_000;

/**
 * How many bytes one call allocates, once it is compiled: the least of several rounds, because the compiler itself
 * allocates in some. A single object or boxed number a call shows as 12 bytes or more.
 */
export function bytesPerCall(action: () => void): number {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const rounds = Array.from({ length: 5 }, () => {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let call = 0; call < CALLS; call++) action();
    return process.memoryUsage().heapUsed - before;
  });
  return Math.min(...rounds) / CALLS;
}
