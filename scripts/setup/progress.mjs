/** Between two lines that say what is still running, where no terminal shows it live (ms). */
const REPORT_EVERY = 10_000;
const REDRAW_EVERY = 250;

/**
 * Tells the reader what the set-up is doing: a line when a step ends, with its time; in a terminal a live line of the
 * steps at work, elsewhere a line now and then. Steps may overlap. Nothing is printed while nothing is to be done.
 */
export class Progress {
  #stream;
  #began = performance.now();
  #active = new Map();
  #timer;

  constructor(stream = process.stderr) {
    this.#stream = stream;
  }

  /** Whether any step has had work to do. */
  worked = false;

  /** Seconds since the set-up began. */
  get seconds() {
    return (performance.now() - this.#began) / 1000;
  }

  say(text) {
    this.#clear();
    this.#stream.write(`${text}\n`);
  }

  /**
   * Runs one step. `action` may call `note("143 of 274 MB")` to say how far it is; what it resolves to ends the step's
   * line ("262 packages") and is otherwise the caller's own.
   */
  async step(name, action, describe = () => "done") {
    const began = performance.now();
    this.worked = true;
    this.#active.set(name, "");
    this.#start();
    try {
      const result = await action((text) => this.#active.set(name, text));
      this.say(`  ${name}: ${describe(result)} (${elapsed(began)})`);
      return result;
    } finally {
      this.#active.delete(name);
      if (this.#active.size === 0) this.#stop();
    }
  }

  #start() {
    if (!this.#stream.isTTY && this.#active.size === 1) this.#report();
    this.#timer ??= setInterval(() => this.#report(), this.#stream.isTTY ? REDRAW_EVERY : REPORT_EVERY).unref();
  }

  #stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#clear();
  }

  #report() {
    const steps = [...this.#active].map(([name, note]) => (note ? `${name}: ${note}` : name)).join("; ");
    const line = `  … ${this.seconds.toFixed(0)} s: ${steps}`;
    if (!this.#stream.isTTY) this.#stream.write(`${line}\n`);
    else this.#stream.write(`\r${line.slice(0, (this.#stream.columns || 80) - 1)}\x1b[K`);
  }

  #clear() {
    if (this.#stream.isTTY) this.#stream.write("\r\x1b[K");
  }
}

/** "12.3 s" since `began` (of `performance.now()`). */
export function elapsed(began) {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
