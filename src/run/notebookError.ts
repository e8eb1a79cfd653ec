/** A notebook that did not run to its end: which cell, and what the kernel said. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
  /** Number of the cell among those that run, from 1; 0 when the kernel did not start. */
  readonly cell: number;

  constructor(failure: { notebook: string; partial: string; cell: number; of: number; line: string; reason: string; text: string }) {
    const { notebook, partial, cell, of, line, reason, text } = failure;
    const where = cell === 0 ? notebook : `${notebook}, cell ${cell} of ${of} (${line})`;
    super([`${where}: ${reason}`, text, `What was reached is in ${partial}`].filter((part) => part !== "").join("\n"));
    this.cell = cell;
  }
}
