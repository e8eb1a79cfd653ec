import { createHook, executionAsyncResource } from "node:async_hooks";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { currentActivity, presumedActivity, runningActivities, type Activity } from "../activity";
import { forgetAsyncStack } from "./asyncStack";
import { doNothing, Immediates, isImmediate } from "./immediates";
import { KeyboardInterrupt } from "./keyboardInterrupt";
import { whereCodeStands } from "./whereCodeStands";
import { AT, BEGUN, interruptPlace, POSTED, SENT, type GuardData, type Reply } from "./agreement";

/** After so long it no longer matters that Node is in the midst of something, or that a package is being loaded (ms). */
const PATIENCE = { node: 100, package: 3000 };

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

  /** Called in the midst of whatever the main thread does. */
  private interrupt(): Reply {
    const where = whereCodeStands();
    const executing = where === "nowhere" ? undefined : where === "cell" ? presumedActivity() : currentActivity();
    const error = new KeyboardInterrupt();
    // what has begun since is not meant, but for a cell that had been sent by then: the guard may hear of it late
    const at = this.asked[AT]!; // written last, so that it is looked at again if the other is older
    const sent = this.asked[SENT]!;
    const done = Atomics.load(this.state, BEGUN) < sent ? undefined : at;
    const meant = toBeStopped(executing).filter(({ kind, run, began }) => run <= sent && (began <= at || (kind === "cell" && run === sent)));
    if (meant.length === 0) return done;
    const isToFinish = where === "kernel" || ((where === "node" || where === "package") && Date.now() - at < PATIENCE[where]);
    if (isToFinish) {
      for (const activity of meant) activity.interrupt ??= error;
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
    Atomics.wait(this.state, POSTED, 0);
    return undefined;
  }

  /** From now on, what a stopped activity has started does not go on. */
  private stopContinuations(): void {
    if (this.stopsContinuations) return;
    this.stopsContinuations = true;
    const { Session } = require("node:inspector") as typeof import("node:inspector");
    const session = new Session();
    session.connect();
    const before = () => {
      if (!currentActivity()?.stopped) return;
      const resource = executionAsyncResource();
      if (isImmediate(resource)) return doNothing(resource);
      if (!isContinuation(resource)) return;
      this.prepareForTermination();
      session.post("Runtime.terminateExecution");
    };
    createHook({ before }).enable();
  }

  private prepareForTermination(): void {
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
 * Whether code goes on by itself: after a promise, a timer, a tick (which has a `callback`); after `setImmediate` too, of
 * which {@link isImmediate} tells. What comes from outside, as a server's requests do, is no continuation.
 */
function isContinuation(resource: object): boolean {
  return resource instanceof Promise || "callback" in resource || resource.constructor?.name === "Timeout";
}

/** Has Node load modules anew that were being loaded: what was in the midst of it does not return, nor does it throw. */
function forgetHalfLoaded(): void {
  for (const [file, module] of Object.entries(require.cache)) if (!module?.loaded) delete require.cache[file];
}
