import { AsyncLocalStorage } from "node:async_hooks";

const unwanted = new AsyncLocalStorage<boolean>();

/**
 * Does work whose charts are drawn by a live page alone: no picture of them is made, which takes a tenth of a second
 * each. A saved notebook would lack them.
 */
export function withoutPictures<Result>(work: () => Result): Result {
  return unwanted.run(true, work);
}

export function picturesAreWanted(): boolean {
  return !unwanted.getStore();
}
