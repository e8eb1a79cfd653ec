import { jupyterDisplay, type Displayable, type MimeBundle } from "../display";

/** Text that a notebook typesets: Markdown with mathematics between dollar signs. */
export class Markdown implements Displayable {
  constructor(
    readonly text: string,
    /** What stands for it where nothing is typeset; default the text itself. */
    readonly plainText = text,
  ) {}

  [jupyterDisplay](): MimeBundle {
    return { "text/markdown": this.text, "text/plain": this.plainText };
  }
}

/** A value that `show` typesets as Markdown, with mathematics between dollar signs. */
export function markdown(text: string): Markdown {
  return new Markdown(text);
}
