import { internalBinding } from "./internals";

/** How Node counts what it is in the midst of. */
interface AsyncWrap {
  async_hook_fields: Uint32Array;
  constants: { kCheck: number; kTotals: number };
  clearAsyncIdStack(): void;
}

let wrap: AsyncWrap | undefined;

/**
 * To be called before code is terminated. Node counts the callbacks that it is in the midst of, and aborts when the
 * count is off, as it is then: this sets the count to nothing, as Node itself does after uncaught errors, and the
 * checks off (`--no-force-async-hooks-checks` does one of the two).
 */
export function forgetAsyncStack(): void {
  const { async_hook_fields: fields, constants, clearAsyncIdStack } = (wrap ??= internalBinding<AsyncWrap>("async_wrap"));
  fields[constants.kCheck] = 0;
  fields[constants.kTotals] = 0;
  clearAsyncIdStack();
}
