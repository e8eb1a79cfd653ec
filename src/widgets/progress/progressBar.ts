import { randomUUID } from "node:crypto";
import { runningKernel } from "../../display";
import { progressHtml, progressText, type ProgressState } from "./progressState";

/** Options of a progress bar. */
export interface ProgressOptions {
  /** The words before it. Default none. */
  label?: string;
  /** How much there is to do. Default: not known, and the bar counts; `progress` knows it of most things. */
  total?: number;
}

/** The names of {@link ProgressOptions}. */
export const PROGRESS_OPTIONS = { label: "", total: 0 };

/** A reader sees no more changes than this many milliseconds apart. */
const INTERVAL = 100;

/**
 * One line that says how far some work is, how fast it goes and how long it still takes; it is replaced at most ten
 * times a second, and when all is done, and stays as a record when the work has ended. See {@link progressBar}.
 */
export class ProgressBar {
  private readonly displayId = randomUUID();
  private readonly startedAt = performance.now();
  private shownAt = -Infinity;
  private isShown = false;
  private readonly state: ProgressState;

  constructor({ label = "", total }: ProgressOptions) {
    this.state = { label, total, done: 0, seconds: 0, values: {}, hasEnded: false };
    this.show();
  }

  /** Says that so many steps more are done; default one. */
  advance(steps = 1): void {
    this.update(this.state.done + steps);
  }

  /** Says how many steps are done by now, and numbers to show with it, such as the loss; default those of before. */
  update(done: number, values: Readonly<Record<string, number>> = this.state.values): void {
    this.state.done = done;
    this.state.values = values;
    if (done === this.state.total || performance.now() - this.shownAt >= INTERVAL) this.show();
  }

  /** Says that the work has ended, at the total or before. */
  finish(): void {
    if (this.state.hasEnded) return;
    this.state.hasEnded = true;
    this.show();
  }

  private show(): void {
    const { state } = this;
    this.shownAt = performance.now();
    state.seconds = (this.shownAt - this.startedAt) / 1000;
    const kernel = runningKernel();
    if (kernel) {
      const data = { "text/html": progressHtml(state), "text/plain": progressText(state) };
      kernel.display(data, {}, { displayId: this.displayId, update: this.isShown });
      this.isShown = true;
    } else if (state.hasEnded) {
      console.log(progressText(state));
    }
  }
}
