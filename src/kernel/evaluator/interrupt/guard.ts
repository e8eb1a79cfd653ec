/**
 * The worker that watches over the evaluator's process, whatever its main thread does. A line from the kernel means:
 * interrupt; it says how many cells had been sent until then. The end of the line means that the kernel is gone: then so is this process, with all it has started.
 */
import { Session } from "node:inspector";
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { pipes } from "../messages";
import { AT, BEGUN, interruptPlace, POSTED, SENT, type GuardData, type Reply } from "./agreement";

/** Until an interrupt is tried again, or looked at whether it has had its effect (ms). */
const PAUSE = 5;
/** Until a main thread that does not react is taken to wait for another process, which is then interrupted (ms). */
const PATIENCE = 200;
/** Until a main thread that still does not react is asked again (ms). */
const REMINDER = 1000;
/** Time for what a process does at its end (ms). */
const FAREWELL = 300;

const { state, asked } = workerData as GuardData;
let session: Session | undefined;
/** Whether there is an interrupt that is not dealt with. */
let isUnderWay = false;
let impatience: NodeJS.Timeout | undefined;
/** Whether the end of the running code is on its way. */
let isEnding = false;
let unread = "";

const line = new Socket({ fd: pipes.guard, readable: true, writable: false });
line.setEncoding("latin1").on("data", (text: string) => {
  const lines = (unread + text).split("\n");
  unread = lines.pop()!;
  if (lines.length === 0) return;
  asked[SENT] = Number(lines.at(-1));
  asked[AT] = Date.now();
  if (isUnderWay) awaitReaction();
  else interrupt();
});
line.on("error", endProcess);
line.on("close", endProcess);

// the main thread has noted where it stands, and waits for the end of what it does to be on its way
parentPort!.on("message", () => {
  isEnding = true;
  session!.post("Runtime.terminateExecution", () => (isEnding = false));
  Atomics.store(state, POSTED, 1);
});

/**
 * Has the main thread call the interrupt in the midst of what it does, until it says that nothing is left to stop: it
 * may stand where it must not be stopped, and V8 refuses to end code while an earlier end is on its way.
 */
function interrupt(): void {
  isUnderWay = true;
  if (!session) {
    session = new Session();
    session.connectToMainThread();
  }
  awaitReaction();
  const expression = `globalThis[Symbol.for("${interruptPlace}")]()`;
  session.post("Runtime.evaluate", { expression, returnByValue: true }, (_, answer) => {
    clearTimeout(impatience);
    const reply = answer?.result.value as Reply;
    if (reply === asked[AT]) isUnderWay = false;
    else tryAgain();
  });
}

/** Not while an end is on its way, which would strike the question in place of the code. */
function tryAgain(): void {
  setTimeout(() => (isEnding ? tryAgain() : interrupt()), PAUSE);
}

function awaitReaction(): void {
  clearTimeout(impatience);
  impatience = setTimeout(interruptChildren, PATIENCE);
}

/** As a terminal's Ctrl-C does: to the process group, which the main thread survives. Not those of a later cell. */
function interruptChildren(): void {
  impatience = setTimeout(interrupt, REMINDER);
  if (isUnderWay && Atomics.load(state, BEGUN) <= asked[SENT]!) process.kill(-process.pid, "SIGINT");
}

function endProcess(): void {
  setTimeout(() => process.kill(-process.pid, "SIGKILL"), FAREWELL);
}
