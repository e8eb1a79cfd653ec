import type { MimeBundle } from "./mimeBundle";

/** The kernel in whose process a cell runs, as the code of a cell reaches it. */
export interface RunningKernel {
  /** Shows something at the cell that is running (the one that started this asynchronous work). */
  display(data: MimeBundle, metadata: MimeBundle, options?: { displayId?: string; update?: boolean }): void;
  /** Removes what the running cell has shown so far; with `wait`, when it shows something new. */
  clear(wait: boolean): void;
  /** Asks the reader for a line and waits for it; null when the front end cannot ask. */
  prompt(text: string, password: boolean): string | null;
  /** Runs `work` and gives back what it printed and showed, as a notebook's outputs, in place of sending it. */
  capture(work: () => unknown): Promise<CapturedOutput[]>;
  /**
   * Has the running cell (comm handler, captured work) end only when `work` has, and fail with its error. The comm's
   * next message does not wait for it.
   */
  keepRunning(work: Promise<unknown>): void;
  /** Calls `forget` when the running cell of the notebook has been run again: what it has shown is gone by then. */
  whenRunAgain(forget: () => void): void;
  /**
   * Has an interrupt put back what the code that it stopped had changed for a while: V8 ends it without its `finally`
   * blocks. `note` is called now and when a cell begins; what it gives, when code that was stopped is gone.
   */
  whenInterrupted(note: () => () => void): void;
  /** A function that says whether the code that runs now has been interrupted since, and so does not go on. */
  interruption(): () => boolean;
  /** Opens a comm to the front end. */
  openComm(target: string, data: unknown, options?: { id?: string; metadata?: Record<string, unknown>; buffers?: Uint8Array[] }): Comm;
  /** Says who answers when a front end opens a comm with this target. */
  registerTarget(target: string, opened: (comm: Comm, message: CommData) => void): void;
}

/** An entry of a notebook's `outputs`. */
export type CapturedOutput =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string }
  | { output_type: "display_data"; data: MimeBundle; metadata: MimeBundle }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

/** What a comm message carries. */
export interface CommData {
  data: unknown;
  metadata?: Record<string, unknown>;
  buffers?: Uint8Array[];
}

/** A channel between kernel and front end: Jupyter's comm. */
export interface Comm {
  readonly id: string;
  send(message: CommData): void;
  close(data?: unknown): void;
  /** Called with each message of the front end, one after another; a promise is waited for. */
  onMessage: ((message: CommData) => unknown) | undefined;
  onClose: (() => void) | undefined;
}

const place = Symbol.for("slope.kernel");

/** Slope's kernel when this process is one; undefined in stock tslab and outside notebooks. */
export function runningKernel(): RunningKernel | undefined {
  return (globalThis as { [place]?: RunningKernel })[place];
}

/** For the kernel: says that it is the one. */
export function installKernel(kernel: RunningKernel): void {
  Object.defineProperty(globalThis, place, { value: kernel, configurable: true, writable: true });
}
