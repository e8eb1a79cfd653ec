import { refuse } from "./inputError";
import { didYouMean } from "./nearest";

/**
 * Refuses options that are no object, and an option that there is not: misspelt, it would be ignored.
 * @param what whose options they are
 * @param known an entry for each option, whatever it holds
 */
export function requireOptions<Options extends object>(
  what: string, options: Options, known: Readonly<Record<keyof Options, unknown>>,
): Options {
  if (typeof options !== "object" || options === null || Array.isArray(options) || ArrayBuffer.isView(options)) {
    refuse(`options of ${what}`, `an object with some of ${Object.keys(known).join(", ")}`, options);
  }
  for (const name in options) if (!Object.hasOwn(known, name)) refuseOption(what, name, Object.keys(known));
  return options;
}

function refuseOption(what: string, name: string, names: readonly string[]): never {
  return refuse(`options of ${what}`, `some of ${names.join(", ")}`, name, didYouMean(name, names));
}
