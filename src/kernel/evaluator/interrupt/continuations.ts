/** What Node keeps of code that is to go on: an immediate, a timer, a tick or a microtask. */
interface Continuation {
  _onImmediate?: unknown;
  _onTimeout?: unknown;
  /** Of a timer: when it is due again (ms). */
  _repeat?: number | null;
  callback?: unknown;
}

/** Takes from one what it was to do. Node looks for that when its hooks have been called. */
export function doNothing(continuation: Continuation): void {
  for (const name of ["_onImmediate", "_onTimeout", "callback"] as const) {
    if (name in continuation) continuation[name] = () => {};
  }
  if ("_repeat" in continuation) continuation._repeat = null;
}
