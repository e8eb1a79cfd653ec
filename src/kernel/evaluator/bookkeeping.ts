import { inspect } from "node:util";

const OURS = /^(kResourceStore|async_id_symbol|trigger_async_id_symbol)$/;

/**
 * Keeps what Node writes on promises and timers, to know which cell they belong to, out of what `console.log` and
 * results show of them.
 */
export function hideBookkeeping(): void {
  const immediate = setImmediate(() => {});
  const timeout = setTimeout(() => {});
  clearImmediate(immediate);
  clearTimeout(timeout);
  for (const { prototype } of [Promise, immediate.constructor, timeout.constructor]) {
    Object.defineProperty(prototype, inspect.custom, { value: hide, configurable: true, writable: true });
  }
}

/** Called by `inspect`, which goes on with the object itself. */
function hide(this: object): object {
  for (const symbol of Object.getOwnPropertySymbols(this)) {
    if (OURS.test(symbol.description ?? "")) Object.defineProperty(this, symbol, { enumerable: false });
  }
  return this;
}
