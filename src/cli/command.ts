import { parseArgs, type ParseArgsConfig } from "node:util";
import { refuse } from "../errors";

/** One command of the program: `slope <name> …`. */
export interface Command {
  /** What follows the name, for the help text. */
  usage: string;
  /** One line on what it does. */
  summary: string;
  /** Does it; resolves to the exit code. */
  run(words: string[]): Promise<number>;
}

type Options = NonNullable<ParseArgsConfig["options"]>;
type Read<Known extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Known; allowPositionals: true; strict: true }>
>;

/**
 * The options and names in a command's words.
 *
 * @throws InputError that lists the options for one that is unknown, or that lacks its value.
 */
export function readWords<Known extends Options>(words: string[], options: Known): Read<Known> {
  try {
    return parseArgs({ args: words, options, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
      refuse("option", `one of ${Object.keys(options).map((name) => `--${name}`).join(", ")}`, /'([^']+)'/.exec(message)?.[1]);
    }
    if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") {
      const [option = "option"] = /--[\w-]+/.exec(message) ?? [];
      if (message.includes("does not take")) refuse(option, "no value", "one");
      refuse(option, "a value after it", "none");
    }
    throw error;
  }
}
