/**
 * The one error for input that does not fit. Its message is always
 * `<what>: expected <rule>, received <value>`, then a hint on what to do.
 */
export class InputError extends Error {
  override readonly name = "InputError";
  /** What was wrong, in the caller's words: an option, a column, a file. */
  declare readonly what: string;
  /** The rule that it breaks, so that "expected <rule>" reads well. */
  declare readonly rule: string;
  /** The offending value, already printable. */
  declare readonly value: string;
  /** What to do about it. */
  declare readonly hint?: string;

  constructor(what: string, rule: string, value: string, hint?: string) {
    super(`${what}: expected ${rule}, received ${value}${hint ? `. ${hint}` : ""}`);
    // Not enumerable: the message says all of it, and error pages would print each again.
    for (const [member, told] of Object.entries({ what, rule, value, hint })) {
      Object.defineProperty(this, member, { value: told, enumerable: false });
    }
  }
}

/** Throws the {@link InputError} for `value`; a string value is quoted, an object shortened. */
export function refuse(what: string, rule: string, value: unknown, hint?: string): never {
  throw new InputError(what, rule, received(value), hint);
}

const LONGEST = 60;

/** A short printable form of any value, for the end of an error message. */
export function received(value: unknown): string {
  if (typeof value === "string") return shorten(JSON.stringify(value));
  if (typeof value === "function") return "a function";
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const { length } = value as ArrayLike<unknown>;
    return `${value.constructor.name} of length ${length}`;
  }
  if (typeof value === "object" && value !== null) return `${value.constructor?.name ?? "an object"}`;
  return String(value);
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
