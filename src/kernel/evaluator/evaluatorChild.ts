import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Duplex } from "node:stream";
import { encodeFrame, readFrames } from "../pipe/frames";
import { internals } from "./interrupt/internals";
import { LastWords } from "./lastWords";
import { pipes, type Answer, type Event, type Frame, type Request } from "./messages";
import { Order } from "./order";

/** Until a process that is to end, or what it has left behind, is ended (ms). */
const FAREWELL = 500;

/** Who hears of a process. */
interface Listener {
  /** What native code or a child process printed. */
  print(name: "stdout" | "stderr", text: string): void;
  event(event: Event): void;
  /** It has ended, and all it said has been told. `wasUp` is false if it had not come up before. */
  died(reason: string, wasUp: boolean): void;
}

/** One process in which cells run: its pipes, its death. */
export class EvaluatorChild {
  private readonly process: ChildProcess;
  private readonly order: Order;
  private readonly lastWords = new LastWords();
  private wasUp = false;
  private wasAsked = false;
  /** How many cells it was to run. */
  private runs = 0;

  constructor(
    nodeOptions: readonly string[],
    folder: string,
    private readonly listener: Listener,
  ) {
    const secret = randomBytes(8).toString("hex");
    this.order = new Order(secret, (name, text) => this.print(name, text), (event) => this.deliver(event));
    this.process = spawn(process.execPath, [...nodeOptions, internals, path.join(__dirname, "main.js"), secret], {
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe", "pipe"],
      // a group of its own: Jupyter's signals do not reach it, and it ends with all it has started
      detached: true,
      cwd: folder,
    });
    for (const descriptor of [1, 2] as const)
      this.pipe(descriptor).on("data", (bytes: Buffer) => this.order.bytes(descriptor, bytes));
    // at the end of the turn: by then all has been read that was printed before the frame was written, marked or not
    readFrames(this.pipe(pipes.events), (frame) => void setImmediate(() => this.order.frame(frame as Frame)));
    for (const pipe of this.process.stdio) pipe?.on("error", () => {});
    this.process.on("error", (error) => listener.died(`The process that runs cells cannot be started: ${error.message}`, false));
    this.process.on("exit", (code, signal) => this.end(code, signal));
  }

  request(request: Request): void {
    this.wasAsked = true;
    if (request.type === "run") this.runs += 1;
    this.pipe(pipes.requests).write(encodeFrame(request));
  }

  answer(answer: Answer): void {
    this.pipe(pipes.answers).write(encodeFrame(answer));
  }

  /** The guard may hear of it later, when it is up: it is not to stop what has not been asked for yet. */
  interrupt(): void {
    if (this.wasAsked) this.pipe(pipes.guard).write(`${this.runs}\n`);
  }

  /** Lets the process end by itself, for a moment; its guard ends it after that even if this process is gone. */
  close(): void {
    this.pipe(pipes.requests).end();
    this.pipe(pipes.guard).end();
  }

  private print(name: "stdout" | "stderr", text: string): void {
    const words = name === "stdout" ? text : this.lastWords.take(text);
    if (words !== "") this.listener.print(name, words);
  }

  private deliver(event: Event): void {
    this.wasUp = true;
    const words = this.lastWords.giveBack();
    if (words !== "") this.listener.print("stderr", words);
    this.listener.event(event);
  }

  /** Reads what is still in the pipes, ends what the process has left behind, and tells of its death. */
  private end(code: number | null, signal: NodeJS.Signals | null): void {
    this.killGroup();
    const told = once(() => {
      clearTimeout(timer);
      this.order.end();
      this.listener.died(this.lastWords.reason(code, signal, this.wasUp), this.wasUp);
    });
    const timer = setTimeout(told, FAREWELL);
    this.process.on("close", told);
  }

  private killGroup(): void {
    try {
      process.kill(-this.process.pid!, "SIGKILL");
    } catch {
      // nobody is left in the group
    }
  }

  private pipe(descriptor: number): Duplex {
    return this.process.stdio[descriptor] as Duplex;
  }
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
