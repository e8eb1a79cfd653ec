import { Script } from "node:vm";

const place = Symbol.for("slope.kernel.interruptible");
const work = globalThis as { [place]?: () => unknown };
const script = new Script(`globalThis[Symbol.for("slope.kernel.interruptible")]()`, { filename: "slope.interruptible" });

/** Calls a function so that SIGINT ends what it does synchronously (with ERR_SCRIPT_EXECUTION_INTERRUPTED). */
export function interruptible<T>(call: () => T): T {
  const outer = work[place];
  Object.defineProperty(globalThis, place, { value: call, configurable: true, writable: true });
  try {
    return script.runInThisContext({ breakOnSigint: true }) as T;
  } finally {
    if (outer) work[place] = outer;
    else delete work[place];
  }
}
