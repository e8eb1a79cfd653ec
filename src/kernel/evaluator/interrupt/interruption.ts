import { createHook, executionAsyncResource } from "node:async_hooks";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { currentActivity, presumedActivity, runningActivities, unstopped, type Activity } from "../activity";
import { restoreSoon } from "../restoration";
import { forgetAsyncStack } from "./asyncStack";
import { doNothing } from "./continuations";
import { Immediates } from "./immediates";
import { KeyboardInterrupt } from "./keyboardInterrupt";
import { type Owner, whereCodeStands, whoCalledKernel } from "./whereCodeStands";
import { AT, BEGUN, interruptPlace, POSTED, SENT, type GuardData, type Reply } from "./agreement";

/** So long code may go on before it is stopped (ms), by whose it is. */
const PATIENCE: Record<Owner, number> = { nowhere: 0, cell: 0, node: 100, package: 3000, kernel: Infinity };

/**
 * Stops what runs: a loop, a promise that never settles, a loop behind an `await`. The kernel's byte reaches the guard,
 * a worker, which through Node's debugger has the main thread call a function right where it is. That function
 * ends the activities that are running, with an error that tells where they stood; then the guard terminates the code,
 * up to the event loop. Variables keep their values. What an interrupted activity has under way (timers, promises) is
 * stopped when it is about to go on.
 */
export class Interruption {
  private readonly state = new Int32Array(new SharedArrayBuffer(8));
  private readonly asked = new Float64Array(new SharedArrayBuffer(16));
  private readonly guard: Worker;
  private readonly immediates = new Immediates(executionAsyncResource());
  private stopsContinuations = false;
  /** The code that an interrupt waits for, and since when (ms, as Date.now() counts). */
  private waiting: { where: Owner; since: number } | undefined;

  /** @param stray hears of code that was stopped although its activity had ended */
  constructor(private readonly stray: (activity: Activity, error: Error) => void) {
    Object.defineProperty(globalThis, Symbol.for(interruptPlace), { value: (): Reply => this.interrupt() });
    const workerData: GuardData = { state: this.state, asked: this.asked };
    this.guard = new Worker(path.join(__dirname, "guard.js"), { workerData, execArgv: [], env: {} });
    this.guard.unref();
    // children are interrupted together with this process, which goes on
    process.on("SIGINT", () => {});
  }

  /** Says how many cells have begun to run. */
  hasBegun(runs: number): void {
    Atomics.store(this.state, BEGUN, runs);
  }

  /**
   * To be called where the kernel's code goes back to that of a cell: the guard hardly ever finds a cell's own code that
   * shows one thing after another.
   */
  goBack(): void {
    if (this.waiting && currentActivity()?.interrupt) this.interrupt(whoCalledKernel());
  }

  /** Called in the midst of whatever the main thread does. */
  private interrupt(where = this.whereCodeStands()): Reply {
    const executing = where === "nowhere" ? undefined : where === "cell" ? presumedActivity() : currentActivity();
    const error = new KeyboardInterrupt();
    // what has begun since is not meant, but for a cell that had been sent by then: the guard may hear of it late
    const at = this.asked[AT]!; // written last, so that it is looked at again if the other is older
    const sent = this.asked[SENT]!;
    const done = Atomics.load(this.state, BEGUN) < sent ? undefined : at;
    const meant = toBeStopped(executing).filter(({ kind, run, began }) => run <= sent && (began <= at || (kind === "cell" && run === sent)));
    const since = this.waitingSince(where);
    this.waiting = undefined;
    if (meant.length === 0) return done;
    if (Date.now() - since < PATIENCE[where]) {
      for (const activity of meant) activity.interrupt ??= error;
      this.waiting = { where, since };
      return undefined;
    }
    for (const activity of meant.filter(({ stopped }) => !stopped)) {
      activity.stopped = true;
      if (activity.isRunning) activity.end({ error });
      else this.stray(activity, error);
    }
    this.stopContinuations();
    if (where === "nowhere") return done;
    if (where === "package") forgetHalfLoaded();
    this.prepareForTermination();
    Atomics.store(this.state, POSTED, 0);
    this.guard.postMessage("stop");
    // not with Atomics.wait: the cell may stand in one, and V8 cannot do two at a time
    while (Atomics.load(this.state, POSTED) === 0);
    return undefined;
  }

  /** The time that a package takes to load does not count for what comes after it. */
  private waitingSince(where: Owner): number {
    const { waiting } = this;
    return waiting && (waiting.where !== "package" || where === "package") ? waiting.since : Date.now();
  }

  /** Code that belongs to no activity is the kernel's, or Node's for the kernel, though the language's own be innermost. */
  private whereCodeStands(): Owner {
    const where = whereCodeStands();
    return where === "node" && !currentActivity() ? "nowhere" : where;
  }

  /**
   * From now on, what a stopped activity has started does not go on. With a promise's reaction that is terminated V8
   * forgets all that wait for the same turn: where others may be among them, an activity's first goes on.
   */
  private stopContinuations(): void {
    if (this.stopsContinuations) return;
    this.stopsContinuations = true;
    const { Session } = require("node:inspector") as typeof import("node:inspector");
    const session = new Session();
    session.connect();
    const alone = new Set<Activity>(); // stopped ones, since code of others has run
    const before = () => {
      const activity = currentActivity();
      if (!activity?.stopped) return alone.clear();
      const resource = executionAsyncResource();
      if (!(resource instanceof Promise)) {
        doNothing(resource);
        if (isFromOutside(resource)) alone.add(activity);
      } else if (alone.has(activity)) {
        this.prepareForTermination();
        session.post("Runtime.terminateExecution");
      } else alone.add(activity);
    };
    createHook({ before }).enable();
  }

  private prepareForTermination(): void {
    unstopped(restoreSoon);
    this.immediates.keep();
    forgetAsyncStack();
  }
}

/** All that runs. A comm's handler that waits for captured work is not stopped: it has still to show the outputs. */
function toBeStopped(executing: Activity | undefined): Activity[] {
  const running = runningActivities();
  const captures = running.some(({ kind }) => kind === "capture");
  const stopped = running.filter(({ kind }) => kind !== "comm" || !captures);
  return executing && !executing.isRunning ? [...stopped, executing] : stopped;
}

/**
 * Whether Node's native part calls code for it, in a turn of its own: what came of a file or a server's request. That is
 * done; if it were terminated before it has begun, Node would end the process.
 */
function isFromOutside(resource: object): boolean {
  return "getAsyncId" in resource;
}

/** Has Node load modules anew that were being loaded: what was in the midst of it does not return, nor does it throw. */
function forgetHalfLoaded(): void {
  for (const [file, module] of Object.entries(require.cache)) if (!module?.loaded) delete require.cache[file];
}
