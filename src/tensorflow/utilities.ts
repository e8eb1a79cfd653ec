import util from "node:util";

/** The functions of Node's `util` that Node 23 removed and that packages below us still call. */
const REMOVED: Record<string, (value: unknown) => boolean> = {
  isArray: Array.isArray,
  isNullOrUndefined: (value) => value === null || value === undefined,
};

/** Puts back those that this Node lacks. */
export function restoreUtilities(): void {
  for (const [name, test] of Object.entries(REMOVED)) {
    if (!(name in util)) Object.defineProperty(util, name, { value: test, configurable: true, writable: true });
  }
}
