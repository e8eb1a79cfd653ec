import type { MessagePort, Worker } from "node:worker_threads";
import type { KernelCall, KernelSpace } from "./workspace";
import type { WebAssemblyMemory, WebAssemblyModule } from "./webAssembly";

/** What the second thread is started with. */
export interface Start {
  readonly port: MessagePort;
  readonly shared: Int32Array;
}

/** What comes by message, once: the kernels' names by their numbers, and a memory with its kernels. */
export interface News {
  readonly names?: readonly string[];
  readonly space?: { readonly number: number; readonly module: WebAssemblyModule; readonly memory: WebAssemblyMemory };
}

/**
 * The places of the shared memory: whether the thread is ready, how many orders it was given, how many it has carried
 * out; then the order: whether there are news to be read first, the numbers of the memory and of the kernel, and how many
 * arguments follow. An order costs no message, which would take longer than some kernels.
 */
export const [READY, GIVEN, DONE, NEWS, SPACE, KERNEL, COUNT, ARGUMENTS] = [0, 1, 2, 3, 4, 5, 6, 7];
const MOST_ARGUMENTS = 25;

/** Far more than any call of a kernel takes, in milliseconds. */
const PATIENCE = 60_000;
/** How many bytes nobody needs any more the thread may hold: asleep, it collects no garbage. */
const MOST_GARBAGE = 2 ** 26;

/** How often a thread looks before it goes to sleep: some 0.1 ms, which is what waking it takes on an idle machine. */
const LOOKS = 20_000;

/** Looks at a place of the shared memory until it holds `value`, but not for long. */
export function awaitValue(shared: Int32Array, place: number, value: number): void {
  for (let look = 0; look < LOOKS && Atomics.load(shared, place) !== value; look++);
}

/**
 * A thread that runs kernels beside the main one, which waits for it: callers notice nothing but the time. It starts with
 * the first large job, does not keep the process alive, and sleeps between its orders.
 */
class SecondThread {
  private readonly shared = new Int32Array(new SharedArrayBuffer(4 * (ARGUMENTS + MOST_ARGUMENTS)));
  private readonly port: MessagePort;
  private readonly worker: Worker;
  private readonly spaces = new WeakMap<KernelSpace, number>();
  private spaceCount = 0;
  private names: readonly string[] = [];
  private garbage = 0;
  private readonly registry = new FinalizationRegistry<number>((bytes) => {
    this.garbage += bytes;
    if (this.garbage > MOST_GARBAGE) this.end();
  });

  constructor() {
    const { MessageChannel, Worker } = require("node:worker_threads") as typeof import("node:worker_threads");
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const workerData: Start = { port: port2, shared: this.shared };
    this.worker = new Worker(`${__dirname}/worker.js`, { workerData, transferList: [port2], execArgv: [] });
    // Without it all goes on, at half the speed.
    this.worker.on("error", () => Atomics.store(this.shared, READY, 0));
    this.worker.unref();
    port1.unref();
  }

  /** Whether it has started up. */
  get isReady(): boolean {
    return Atomics.load(this.shared, READY) === 1;
  }

  /** Starts a call of a kernel there; ask {@link isReady} first. */
  start(kernels: KernelSpace, [name, ...numbers]: KernelCall): void {
    // An interrupt may have left an order unfinished.
    this.wait();
    const { shared } = this;
    shared[NEWS] = 0;
    shared[SPACE] = this.spaces.get(kernels) ?? this.introduce(kernels);
    if (!this.names.includes(name)) this.name(name);
    shared[KERNEL] = this.names.indexOf(name);
    shared[COUNT] = numbers.length;
    shared.set(numbers, ARGUMENTS);
    Atomics.add(shared, GIVEN, 1);
    Atomics.notify(shared, GIVEN);
  }

  /** Waits until all was carried out. */
  wait(): void {
    const { shared } = this;
    const given = Atomics.load(shared, GIVEN);
    awaitValue(shared, DONE, given);
    for (let done = Atomics.load(shared, DONE); done !== given; done = Atomics.load(shared, DONE)) {
      if (Atomics.wait(shared, DONE, done, PATIENCE) === "timed-out") throw new Error("The second thread does not answer");
    }
  }

  /** Tells of a memory, and gives its number. */
  private introduce(kernels: KernelSpace): number {
    const { module, memory } = kernels;
    const number = this.spaceCount++;
    this.tell({ space: { number, module, memory } });
    this.spaces.set(kernels, number);
    this.registry.register(kernels, memory.buffer.byteLength);
    return number;
  }

  /** Tells of a kernel. */
  private name(name: string): void {
    const names = [...this.names, name];
    this.tell({ names });
    this.names = names;
  }

  private tell(news: News): void {
    this.port.postMessage(news);
    this.shared[NEWS] = 1;
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
