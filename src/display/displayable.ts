import type { MimeBundle } from "./mimeBundle";

/** The method by which a value says how it looks in a notebook (Deno's convention). */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display");

/** A value that says itself how it looks. */
export interface Displayable {
  [jupyterDisplay](): MimeBundle | Promise<MimeBundle>;
}

export function isDisplayable(value: unknown): value is Displayable {
  return typeof (value as Displayable | undefined)?.[jupyterDisplay] === "function";
}
