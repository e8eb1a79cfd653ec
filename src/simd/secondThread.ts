import type { MessagePort, Worker } from "node:worker_threads";
import type { KernelCall, KernelSpace } from "./workspace";
import type { WebAssemblyMemory, WebAssemblyModule } from "./webAssembly";

/** What the second thread is started with. */
export interface Start {
  readonly port: MessagePort;
  readonly counters: Int32Array;
}

/** What it is told: to run a kernel on a memory; both come along the first time. */
export interface Order {
  readonly space: number;
  readonly parts?: { readonly module: WebAssemblyModule; readonly memory: WebAssemblyMemory };
  readonly call: KernelCall;
}

/** The counters that both threads see: whether it is ready, how many orders it was given, how many it has carried out. */
export const [READY, GIVEN, DONE] = [0, 1, 2];

/** Far more than any call of a kernel takes, in milliseconds. */
const PATIENCE = 60_000;
/** How many bytes nobody needs any more the thread may hold: asleep, it collects no garbage. */
const MOST_GARBAGE = 2 ** 26;

/**
 * A thread that runs kernels beside the main one, which waits for it: callers notice nothing but the time. It starts with
 * the first large job, does not keep the process alive, and sleeps between its orders.
 */
class SecondThread {
  private readonly counters = new Int32Array(new SharedArrayBuffer(12));
  private readonly port: MessagePort;
  private readonly worker: Worker;
  private readonly spaces = new WeakMap<KernelSpace, number>();
  private spaceCount = 0;
  private garbage = 0;
  private readonly registry = new FinalizationRegistry<number>((bytes) => {
    this.garbage += bytes;
    if (this.garbage > MOST_GARBAGE) this.end();
  });

  constructor() {
    const { MessageChannel, Worker } = require("node:worker_threads") as typeof import("node:worker_threads");
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const workerData: Start = { port: port2, counters: this.counters };
    this.worker = new Worker(`${__dirname}/worker.js`, { workerData, transferList: [port2], execArgv: [] });
    // Without it all goes on, at half the speed.
    this.worker.on("error", () => Atomics.store(this.counters, READY, 0));
    this.worker.unref();
    port1.unref();
  }

  /** Whether it has started up. */
  get isReady(): boolean {
    return Atomics.load(this.counters, READY) === 1;
  }

  /** Starts a call of a kernel there; ask {@link isReady} first. */
  start(kernels: KernelSpace, call: KernelCall): void {
    // An interrupt may have left an order unfinished.
    this.wait();
    let space = this.spaces.get(kernels);
    const { module, memory } = kernels;
    const parts = space === undefined ? { module, memory } : undefined;
    if (space === undefined) {
      space = this.spaceCount++;
      this.spaces.set(kernels, space);
      this.registry.register(kernels, memory.buffer.byteLength);
    }
    this.give({ space, parts, call });
  }

  /** Waits until all was carried out. */
  wait(): void {
    const { counters } = this;
    const given = Atomics.load(counters, GIVEN);
    for (let done = Atomics.load(counters, DONE); done !== given; done = Atomics.load(counters, DONE)) {
      if (Atomics.wait(counters, DONE, done, PATIENCE) === "timed-out") throw new Error("The second thread does not answer");
    }
  }

  private give(order: Order): void {
    this.port.postMessage(order);
    Atomics.add(this.counters, GIVEN, 1);
    Atomics.notify(this.counters, GIVEN);
  }

  /** Ends the thread; the next large job starts another. */
  private end(): void {
    if (thread !== this) return;
    thread = undefined;
    void this.worker.terminate();
  }
}

let thread: SecondThread | null | undefined;

/** The second thread, which starts when first asked for; null on a machine with one processor. */
function secondThread(): SecondThread | null {
  const { availableParallelism } = require("node:os") as typeof import("node:os");
  if (thread === undefined) thread = availableParallelism() > 1 ? new SecondThread() : null;
  return thread;
}

/** Whether there is a second thread already, and it has started up. */
export function isThreadReady(): boolean {
  return thread?.isReady ?? false;
}

/**
 * Runs two calls that do not get in each other's way: in turn, or at the same time where they are large and a second
 * thread is ready.
 * @param one asked for its call when the other is on its way
 */
export function runBoth(kernels: KernelSpace, one: () => KernelCall, other: KernelCall | null, large: boolean): void {
  const beside = large && other ? secondThread() : null;
  if (other && beside?.isReady) {
    beside.start(kernels, other);
    kernels.run(one());
    beside.wait();
  } else {
    kernels.run(one());
    if (other) kernels.run(other);
  }
}
