/**
 * The worker that watches over the evaluator's process, whatever its main thread does. A byte from the kernel means:
 * interrupt. The end of the line means that the kernel is gone: then so is this process, with all it has started.
 */
import { Session } from "node:inspector";
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { pipes } from "../messages";
import { interruptPlace, POSTED, type GuardData, type Reply } from "./agreement";

/** Until an interrupt is tried again, or looked at whether it has had its effect (ms). */
const PAUSE = 5;
/** Until a main thread that does not react is taken to wait for another process, which is then interrupted (ms). */
const PATIENCE = 200;
/** Time for what a process does at its end (ms). */
const FAREWELL = 300;

const { shared } = workerData as GuardData;
let session: Session | undefined;
/** When the newest interrupt came that is not dealt with; all that came before it are dealt with by dealing with it. */
let asked: number | undefined;
let isUnderWay = false;

const line = new Socket({ fd: pipes.guard, readable: true, writable: false });
line.on("data", () => {
  asked = Date.now();
  if (!isUnderWay) interrupt(asked);
});
line.on("error", endProcess);
line.on("close", endProcess);

// the main thread has noted where it stands, and waits for the end of what it does to be on its way
parentPort!.on("message", () => {
  session!.post("Runtime.terminateExecution");
  Atomics.store(shared, POSTED, 1);
  Atomics.notify(shared, POSTED);
});

/**
 * Has the main thread call the interrupt in the midst of what it does, until it says that nothing is left to stop: it
 * may stand where it must not be stopped, and V8 refuses to end code while an earlier end is on its way.
 */
function interrupt(when: number): void {
  isUnderWay = true;
  if (!session) {
    session = new Session();
    session.connectToMainThread();
  }
  const impatience = setTimeout(interruptChildren, PATIENCE);
  const expression = `globalThis[Symbol.for("${interruptPlace}")](${when})`;
  session.post("Runtime.evaluate", { expression, returnByValue: true }, (_, answer) => {
    clearTimeout(impatience);
    const reply = answer?.result.value as Reply | undefined;
    if (reply !== "done") return void setTimeout(interrupt, PAUSE, when);
    isUnderWay = false;
    if (asked === when) asked = undefined;
    else interrupt(asked!);
  });
}

/** As a terminal's Ctrl-C does: to the process group, which the main thread survives. */
function interruptChildren(): void {
  process.kill(-process.pid, "SIGINT");
}

function endProcess(): void {
  setTimeout(() => process.kill(-process.pid, "SIGKILL"), FAREWELL);
}
