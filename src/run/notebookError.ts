/** What is known of a run that failed. */
export interface RunFailure {
  /** The notebook, as a reader names it. */
  notebook: string;
  /** Where what was reached is kept. */
  partial: string;
  cell: number;
  of: number;
  /** The first line of the cell. */
  line: string;
  reason: string;
  /** What the kernel said. */
  text: string;
}

/** A notebook that did not run to its end: which cell, and what the kernel said. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
  /** Number of the cell among those that run, from 1; 0 when the kernel did not start. */
  readonly cell: number;
  /** Where what was reached is kept. */
  readonly partial: string;
  /** The cell and its error in one line. */
  readonly reason: string;

  constructor({ notebook, partial, cell, of, line, reason, text }: RunFailure) {
    const where = cell === 0 ? notebook : `${notebook}, cell ${cell} of ${of} (${line})`;
    super([`${where}: ${reason}`, text, `What was reached is in ${partial}`].filter((part) => part !== "").join("\n"));
    this.cell = cell;
    this.partial = partial;
    this.reason = `cell ${cell} of ${of}: ${errorLine(text) ?? reason}`;
  }
}

/** The line of a traceback that names the error, or else its first. */
function errorLine(text: string): string | undefined {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return lines.find((line) => /^(\w*Error|Uncaught)\b.*:/.test(line)) ?? lines[0];
}
