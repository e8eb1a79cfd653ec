import { typeRoots } from "./options";

/** What is there in every cell without an import, beyond the language's library. */
export interface Globals {
  declarations: string;
  /** The folders of `@types` packages that are in scope for a notebook in a folder. */
  typeRoots(folder: string): string[];
}

/** What the kernel puts at every cell's hand, as browsers and Deno have it. */
const kernel = `
  /** Asks the reader for a line of text and waits for it; null when there is none to be had. */
  declare function prompt(message?: string, defaultValue?: string): string | null;
  /** Asks the reader a question and waits; true for yes. */
  declare function confirm(message?: string): boolean;
  /** Says something to the reader and waits until it is seen. */
  declare function alert(message?: string): void;
`;

/** As much of Node's console as first cells use; they are not told of this, for other uses are the other checker's. */
const console = `
  declare var console: Record<"debug" | "error" | "info" | "log" | "warn", (...data: any[]) => void>;
`;

/** With Node's declarations and those of other packages in `@types`. */
export const everything: Globals = { declarations: kernel, typeRoots };

/** With almost nothing: a cell that uses more is left to a checker that knows it. */
export const languageOnly: Globals = { declarations: kernel + console, typeRoots: () => [] };
