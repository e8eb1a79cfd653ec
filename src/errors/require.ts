import { refuse } from "./inputError";

/** Refuses anything but a finite number. */
export function requireFinite(what: string, value: number, hint?: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) refuse(what, "a finite number", value, hint);
  return value;
}

/** Refuses anything but a finite number above zero. */
export function requirePositive(what: string, value: number, hint?: string): number {
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) refuse(what, "a positive number", value, hint);
  return value;
}

/** Refuses anything but an integer in `[minimum, maximum]`. */
export function requireInteger(what: string, value: number, minimum: number, maximum = Infinity, hint?: string): number {
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    const rule = maximum === Infinity ? `an integer of at least ${minimum}` : `an integer from ${minimum} to ${maximum}`;
    refuse(what, rule, value, hint);
  }
  return value;
}

/** Refuses anything but a number strictly between 0 and 1. */
export function requireFraction(what: string, value: number, hint?: string): number {
  if (typeof value !== "number" || !(value > 0 && value < 1)) refuse(what, "a number between 0 and 1", value, hint);
  return value;
}

/** Refuses a word that is not in the list, and names the list. */
export function requireOneOf<Word extends string>(what: string, value: Word, words: readonly Word[], hint?: string): Word {
  if (!words.includes(value)) refuse(what, `one of ${words.map((word) => `"${word}"`).join(", ")}`, value, hint);
  return value;
}

/** Refuses anything but `true` and `false`. */
export function requireBoolean(what: string, value: boolean, hint?: string): boolean {
  if (typeof value !== "boolean") refuse(what, "true or false", value, hint);
  return value;
}

/** Refuses what is no function; the rule may say which one it should be. */
export function requireFunction<Function extends (...given: never[]) => unknown>(
  what: string, value: Function, rule = "a function", hint?: string,
): Function {
  if (typeof value !== "function") refuse(what, rule, value, hint);
  return value;
}

/** Refuses what is no list, an array or a typed array; the rule may say of what it should be one. */
export function requireList<List extends ArrayLike<unknown>>(what: string, value: List, rule = "a list", hint?: string): List {
  if (!Array.isArray(value) && (!ArrayBuffer.isView(value) || value instanceof DataView)) refuse(what, rule, value, hint);
  return value;
}
