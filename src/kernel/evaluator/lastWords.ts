/** How V8 and Node begin their last words: what follows is for their own developers. */
const LAST_WORDS = /\n?(?:<--- Last few GCs --->|----- Native stack trace -----|#\n# Fatal error in|FATAL ERROR: |\n?[ #]+(?:\S*node\S*)\[\d+\]: )/;

/** What a process says on stderr when it dies, told apart from what cells print there. */
export class LastWords {
  private text = "";

  /** @returns the part of the text that is no last words */
  take(text: string): string {
    if (this.text !== "") {
      this.text += text;
      return "";
    }
    const start = text.search(LAST_WORDS);
    if (start < 0) return text;
    this.text = text.slice(start);
    return text.slice(0, start);
  }

  /** The process lives on: what looked like last words was not. */
  giveBack(): string {
    const { text } = this;
    this.text = "";
    return text;
  }

  /** Why the process ended, as sentences for the reader. `wasUp` is false if it had not come up before. */
  reason(code: number | null, signal: NodeJS.Signals | null, wasUp: boolean): string {
    if (!wasUp) return `The process that runs cells did not start (${signal ?? `exit code ${code}`}); see the kernel's log.`;
    return `${this.cause(code, signal)}. A new one has started: run the cells again that define what you need.`;
  }

  private cause(code: number | null, signal: NodeJS.Signals | null): string {
    if (/heap out of memory|Allocation failed|Array buffer allocation/.test(this.text))
      return "The process that runs cells ran out of memory";
    if (code !== null) return `process.exit(${code}) ended the process that runs cells`;
    if (signal === "SIGKILL") return "The process that runs cells was killed (SIGKILL), as happens when memory runs out";
    return `The process that runs cells crashed (${signal})`;
  }
}
