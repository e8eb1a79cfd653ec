import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

const root = path.resolve(__dirname, "../../..");
const pythonOfPeers = path.join(root, ".venv-bench", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

const GRACE_MILLISECONDS = 5000;

/** How a process that measures itself is started. */
export interface WorkerCommand {
  argv: string[];
  environment?: Record<string, string>;
}

/** A worker in TypeScript, a process of its own as a notebook's is: `nodeWorker("regression/slope")` is bench/regression/slope.ts. */
export function nodeWorker(file: string): WorkerCommand {
  const preload = path.join(root, "build/src/tensorflow/preload.js");
  return { argv: [process.execPath, "--require", preload, path.join(root, "build/bench", `${file}.js`)] };
}

/**
 * A worker in Python, run by the peers' own environment: `pythonWorker("regression/numpy_worker.py")`.
 * @param threads how many threads its libraries may use; default all processors, which is their own default
 */
export function pythonWorker(file: string, { threads }: { threads?: number } = {}): WorkerCommand {
  const names = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];
  const limits = threads === undefined ? {} : Object.fromEntries(names.map((name) => [name, String(threads)]));
  const environment = { ...limits, PYTHONPATH: path.join(root, "bench/python"), TF_CPP_MIN_LOG_LEVEL: "2" };
  return { argv: [pythonOfPeers, path.join(root, "bench", file)], environment };
}

/** A line to a worker: prepare a piece of work, or measure one that is prepared. */
export interface Request {
  call: "hello" | "prepare" | "measure" | "memory";
  work?: string;
  size?: Readonly<Record<string, number>>;
}

/** A process that stays up, is told what to do in lines of JSON, and measures its own times. */
export class Worker {
  private waiting: { resolve: (reply: never) => void; reject: (error: Error) => void } | undefined;
  private complaints = "";
  private ended: Error | undefined;
  private readonly closed: Promise<void>;

  private constructor(readonly name: string, private readonly child: ChildProcess) {
    createInterface({ input: child.stdout! }).on("line", (line) => this.receive(line));
    child.stdin!.on("error", () => {}); // the worker has ended: "close" tells
    child.stderr!.setEncoding("utf8").on("data", (text: string) => (this.complaints = (this.complaints + text).slice(-2000)));
    this.closed = new Promise((resolve) => {
      const end = (why: string) => {
        this.ended = new Error(`${name}: ${why}\n${this.complaints}`);
        this.waiting?.reject(this.ended);
        resolve();
      };
      child.on("error", (error) => end(error.message)).on("close", (code, signal) => end(`ended with ${signal ?? `code ${code}`}`));
    });
  }

  static start(name: string, { argv, environment }: WorkerCommand): Worker {
    const [command, ...args] = argv;
    return new Worker(name, spawn(command!, args, { cwd: root, env: { ...process.env, ...environment }, stdio: "pipe" }));
  }

  /** One request at a time. @throws Error when the worker says so or ends */
  call<Reply>(request: Request): Promise<Reply> {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise<Reply>((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.child.stdin!.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** A worker ends when nobody speaks to it any more; one that is still at work gets a little time for it. */
  async close(): Promise<void> {
    this.child.stdin!.end();
    const timer = setTimeout(() => this.child.kill("SIGKILL"), GRACE_MILLISECONDS);
    await this.closed;
    clearTimeout(timer);
  }

  private receive(line: string): void {
    const { error, ...reply } = JSON.parse(line) as { error?: string };
    const waiting = this.waiting;
    this.waiting = undefined;
    if (error === undefined) waiting?.resolve(reply as never);
    else waiting?.reject(new Error(`${this.name}: ${error}`));
  }
}
