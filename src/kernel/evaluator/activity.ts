import { AsyncLocalStorage } from "node:async_hooks";
import type { CapturedOutputs } from "./capture";
import { noteState, restoreSoon } from "./restoration";

/** How an activity ended: with a value, or with what it threw; `unawaited` where a promise was rejected for nobody. */
export type Ending = { value: unknown } | Failure;
export type Failure = { error: unknown; unawaited?: true };

/** How many cells have begun to run. */
let runs = 0;

/**
 * Something the kernel was asked to do with the reader's code: a cell, a comm's handler, a captured piece of work.
 * Whatever it starts (timers, promises, callbacks) belongs to it, also after it has ended.
 */
export class Activity {
  private state: "running" | "ended" = "running";
  /** What must have ended before the activity does. */
  private readonly held: Promise<unknown>[] = [];
  /** When it began: milliseconds as Date.now() counts them. */
  readonly began = Date.now();
  /** The run of a cell in which it began, by its number; not that of its {@link cell} if it began later. */
  readonly run = runs;
  /** True when it was interrupted: nothing that it has started may go on. */
  stopped = false;
  /** An interrupt that waits for a moment at which the running code can be stopped. */
  interrupt: Error | undefined;

  constructor(
    /** The cell at which its output and errors appear. */
    readonly cell: number,
    readonly kind: "cell" | "comm" | "capture",
    private readonly ended: (ending: Ending) => void,
    /** The name of the cell in its notebook, where it has one. */
    readonly place?: string,
    /** Where its output goes instead of to the front end. */
    readonly outputs?: CapturedOutputs,
  ) {
    running.add(this);
    last = this;
  }

  get isRunning(): boolean {
    return this.state === "running";
  }

  /** Ends the activity; the first ending counts, and an interrupt that is on its way before any. */
  end(ending: Ending): void {
    if (!this.isRunning) return;
    this.state = "ended";
    running.delete(this);
    if (this.stopped) unstopped(restoreSoon);
    this.ended(this.interrupt ? { error: this.interrupt } : ending);
  }

  /** Does work that belongs to this activity. */
  do<T>(work: () => T): T {
    return context.run(this, work);
  }

  /** Does all there is to this activity: it ends when `work`, or the promise it gives, has ended. */
  undertake(work: () => unknown): void {
    if (running.size === 1) unstopped(noteState);
    this.do(() => {
      try {
        const result = work();
        if (!isThenable(result)) return this.endSoon({ value: result });
        result.then(
          (value) => this.endSoon({ value }),
          (error) => this.endSoon({ error }),
        );
      } catch (error) {
        this.end({ error });
      }
    });
  }

  /**
   * Ends after a turn of the event loop. Promises that were rejected meanwhile and that nobody waits for are heard of
   * by then, and such an error is the activity's.
   */
  endSoon(ending: Ending): void {
    const held = this.held.splice(0);
    if (held.length === 0) return void setImmediate(() => this.end(ending));
    Promise.all(held).then(
      () => this.endSoon(ending),
      (error) => this.endSoon("error" in ending ? ending : { error }),
    );
  }

  /** Has the activity end only when `work` has, whose error is then its own. */
  hold(work: Promise<unknown>): void {
    if (!this.isRunning) return;
    work.catch(() => {}); // heard of in endSoon
    this.held.push(work);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === "function";
}

/** Says that a cell begins to run. @returns how many have */
export function beginRun(): number {
  return ++runs;
}

const context = new AsyncLocalStorage<Activity | undefined>();
const running = new Set<Activity>();
let last: Activity | undefined;

/** The activity that the running code belongs to. */
export function currentActivity(): Activity | undefined {
  return context.getStore();
}

/** The activities that have not ended. */
export function runningActivities(): Activity[] {
  return [...running];
}

/** The same; where it cannot be told, as in native callbacks, the last one that began. */
export function presumedActivity(): Activity | undefined {
  return context.getStore() ?? last;
}

/** The cell that the running code belongs to. */
export function currentCell(): number {
  return presumedActivity()?.cell ?? 0;
}

/** Does work that belongs to no activity. */
export function outsideActivities<T>(work: () => T): T {
  return context.run(undefined, work);
}

/** The kernel's own putting things back: it goes on for ever and is not among what runs, so that no interrupt stops it. */
const tidying = new Activity(0, "capture", () => {});
running.delete(tidying);

/** Does work that no interrupt stops. */
export function unstopped(work: () => void): void {
  context.run(tidying, work);
}
