import { createHook, executionAsyncResource } from "node:async_hooks";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { currentActivity, runningActivities, type Activity } from "../activity";
import { forgetAsyncStack } from "./asyncStack";
import { KeyboardInterrupt } from "./keyboardInterrupt";
import { interruptPlace, POSTED, type GuardData, type Reply } from "./agreement";

/** After so long it no longer matters that Node is in the midst of something (ms). */
const PATIENCE = 100;

const KERNEL = path.resolve(__dirname, "../..") + path.sep;

/**
 * Stops what runs: a loop, a promise that never settles, a loop behind an `await`. The kernel's byte reaches the guard,
 * a worker, which through Node's debugger has the main thread call a function right where it is. That function
 * ends the activities that are running, with an error that tells where they stood; then the guard terminates the code,
 * up to the event loop. Variables keep their values. What an interrupted activity has under way (timers, promises) is
 * stopped when it is about to go on.
 */
export class Interruption {
  private readonly shared = new Int32Array(new SharedArrayBuffer(4));
  private readonly guard: Worker;
  private stopsContinuations = false;

  /** @param stray hears of code that was stopped although its activity had ended */
  constructor(private readonly stray: (activity: Activity, error: Error) => void) {
    const place = globalThis as unknown as Record<symbol, (asked: number) => Reply>;
    place[Symbol.for(interruptPlace)] = (asked) => this.interrupt(asked);
    const workerData: GuardData = { shared: this.shared };
    this.guard = new Worker(path.join(__dirname, "guard.js"), { workerData, execArgv: [], env: {} });
    this.guard.unref();
    // children are interrupted together with this process, which goes on
    process.on("SIGINT", () => {});
  }

  /** Called in the midst of whatever the main thread does, for an interrupt that was asked for at that time. */
  private interrupt(asked: number): Reply {
    const where = whereCodeStands();
    const executing = where === "nowhere" ? undefined : currentActivity();
    const error = new KeyboardInterrupt();
    // what has begun since is not meant
    const meant = toBeStopped(executing).filter(({ began }) => began <= asked);
    if (meant.length === 0) return "done";
    if (where === "kernel" || (where === "node" && Date.now() - asked < PATIENCE)) {
      for (const activity of meant) activity.interrupt ??= error;
      return "again";
    }
    for (const activity of meant.filter(({ stopped }) => !stopped)) {
      activity.stopped = true;
      if (activity.isRunning) activity.end({ error });
      else this.stray(activity, error);
    }
    this.stopContinuations();
    if (where === "nowhere") return "done";
    forgetAsyncStack();
    Atomics.store(this.shared, POSTED, 0);
    this.guard.postMessage("stop");
    Atomics.wait(this.shared, POSTED, 0, 1000);
    return "again";
  }

  /** From now on, what a stopped activity has started does not go on. */
  private stopContinuations(): void {
    if (this.stopsContinuations) return;
    this.stopsContinuations = true;
    const { Session } = require("node:inspector") as typeof import("node:inspector");
    const session = new Session();
    session.connect();
    createHook({
      before() {
        if (!currentActivity()?.stopped || !isContinuation(executionAsyncResource())) return;
        forgetAsyncStack();
        session.post("Runtime.terminateExecution");
      },
    }).enable();
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
 * Whether code goes on by itself: after a promise, a timer, a tick (which has a `callback`). What comes from outside, as
 * a server's requests do, is no continuation.
 */
function isContinuation(resource: object): boolean {
  return resource instanceof Promise || "callback" in resource || /^(Timeout|Immediate)$/.test(resource.constructor?.name);
}

/** Whose code is innermost at this moment: the kernel's and Node's must not be stopped halfway. */
function whereCodeStands(): "nowhere" | "kernel" | "node" | "cell" {
  const [innermost] = callers();
  if (!innermost) return "nowhere";
  const file = innermost.getFileName() ?? "";
  if (file.startsWith(KERNEL)) return "kernel";
  return file.startsWith("node:") ? "node" : "cell";
}

/** The calls below the guard's own, innermost first. */
function callers(): NodeJS.CallSite[] {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_, calls) => calls;
  const { stack } = new Error() as unknown as { stack: NodeJS.CallSite[] };
  Error.prepareStackTrace = prepareStackTrace;
  const asked = stack.findIndex((call) => !call.getFileName());
  return stack.slice(asked + 1);
}
