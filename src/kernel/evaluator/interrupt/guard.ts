/**
 * The worker that watches over the evaluator's process, whatever its main thread does. A byte from the kernel means:
 * interrupt. The end of the line means that the kernel is gone: then so is this process, with all it has started.
 */
import { Session } from "node:inspector";
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { pipes } from "../messages";
import { interruptPlace, POSTED, type GuardData, type Reply } from "./agreement";

/** Until an interrupt that came at a bad moment is tried again (ms). */
const PAUSE = 2;
/** Until a main thread that does not react is taken to wait for another process, which is then interrupted (ms). */
const PATIENCE = 200;
/** Time for what a process does at its end (ms). */
const FAREWELL = 300;

const { shared } = workerData as GuardData;
let session: Session | undefined;
let attempt = 0;

const line = new Socket({ fd: pipes.guard, readable: true, writable: false });
line.on("data", () => interrupt(++attempt));
line.on("error", endProcess);
line.on("close", endProcess);

// the main thread has noted where it stands, and waits for the end of what it does to be on its way
parentPort!.on("message", () => {
  session!.post("Runtime.terminateExecution");
  Atomics.store(shared, POSTED, 1);
  Atomics.notify(shared, POSTED);
});

/** Has the main thread call `askToInterrupt` in the midst of what it does; again, when it must not be stopped there. */
function interrupt(number: number, asked?: number): void {
  if (!session) {
    session = new Session();
    session.connectToMainThread();
  }
  const impatience = setTimeout(interruptChildren, PATIENCE);
  const expression = `globalThis[Symbol.for("${interruptPlace}")](${asked === undefined ? 0 : performance.now() - asked})`;
  session.post("Runtime.evaluate", { expression, returnByValue: true }, (_, answer) => {
    clearTimeout(impatience);
    if (number !== attempt || (answer?.result.value as Reply) !== "later") return;
    setTimeout(interrupt, PAUSE, number, asked ?? performance.now());
  });
}

/** As a terminal's Ctrl-C does: to the process group, which the main thread survives. */
function interruptChildren(): void {
  process.kill(-process.pid, "SIGINT");
}

function endProcess(): void {
  setTimeout(() => process.kill(-process.pid, "SIGKILL"), FAREWELL);
}
