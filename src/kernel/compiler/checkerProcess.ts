import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { Checker, Compilation, Completeness, Completions, Inspection } from "../parts";
import { encodeFrame, readFrames } from "../pipe/frames";
import type { Answer, Question } from "./questions";
import { checkerArguments } from "./snapshotFile";

type Ask = Question["ask"];

interface Waiting {
  ask: Ask;
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
  /** How often the process has died over it. */
  deaths: number;
}

const NOTICE = "The type checker stopped and was started anew; names of earlier cells are known again.";

/**
 * The checker in a process of its own. When that process dies it starts another, which compiles the good cells so far
 * again, and `tell` gets a line for the reader; what was asked meanwhile is asked again, once.
 */
export class CheckerProcess implements Checker {
  private child: ChildProcess | undefined;
  private waiting = new Map<number, Waiting>();
  private lastId = 0;
  /** What made the scope: asked again of a new process. */
  private history: Ask[] = [];
  private isReady = false;
  private isClosed = false;
  private useSnapshot = true;

  constructor(private readonly tell: (notice: string) => void, private readonly folder = process.cwd()) {
    this.start();
  }

  async compile(cell: number, code: string): Promise<Compilation> {
    const ask: Ask = { what: "compile", cell, code };
    const compilation = await this.ask<Compilation>(ask);
    if (compilation.ok) this.history.push(ask);
    return compilation;
  }

  compileExpression(cell: number, expression: string): Promise<Compilation> {
    return this.ask({ what: "compileExpression", cell, code: expression });
  }

  async retract(cell: number, names: string[]): Promise<void> {
    const ask: Ask = { what: "retract", cell, names };
    this.history.push(ask);
    await this.ask(ask);
  }

  complete(code: string, cursor: number): Promise<Completions> {
    return this.ask({ what: "complete", code, cursor });
  }

  inspect(code: string, cursor: number, detail: 0 | 1): Promise<Inspection> {
    return this.ask({ what: "inspect", code, cursor, detail });
  }

  isComplete(code: string): Promise<Completeness> {
    return this.ask({ what: "isComplete", code });
  }

  async forget(): Promise<void> {
    this.history = [];
    await this.ask({ what: "forget" });
  }

  close(): void {
    this.isClosed = true;
    this.child?.kill("SIGKILL");
  }

  private ask<T>(ask: Ask): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.lastId += 1;
      this.waiting.set(this.lastId, { ask, resolve: resolve as (value: unknown) => void, reject, deaths: 0 });
      this.send({ id: this.lastId, ask });
    });
  }

  private send(question: Question): void {
    (this.child?.stdio[3] as Writable).write(encodeFrame(question));
  }

  private start(): void {
    this.isReady = false;
    const child = spawn(process.execPath, checkerArguments(this.folder, this.useSnapshot), {
      cwd: this.folder,
      detached: true, // the terminal's and Jupyter's SIGINT are not for it
      env: { ...process.env, NODE_OPTIONS: "" },
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    this.child = child;
    readFrames(child.stdio[4] as Readable, (frame) => this.receive(frame as Answer));
    child.stdio[3]!.on("error", () => {}); // told by "exit"
    child.on("error", () => this.ended(child));
    child.on("exit", () => this.ended(child));
  }

  private receive({ id, value, error }: Answer): void {
    if (id === 0) this.isReady = true;
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }

  private ended(child: ChildProcess): void {
    if (this.isClosed || child !== this.child) return;
    if (!this.isReady && !this.useSnapshot) throw new Error("The type checker does not start.");
    if (this.isReady) this.tell(NOTICE);
    else this.useSnapshot = false;
    this.start();
    this.askAgain();
  }

  /** Gives a new process the scope of the old one, and the questions that are open; one that killed two is given up. */
  private askAgain(): void {
    const open = this.waiting;
    this.waiting = new Map();
    for (const ask of this.history) this.send({ id: -1, ask });
    let isFirst = true;
    for (const [id, waiting] of open) {
      if (isFirst) waiting.deaths += 1; // answers come in the order of the questions
      isFirst = false;
      if (waiting.deaths > 1) {
        waiting.reject(new Error("The type checker cannot cope with this and stopped."));
        continue;
      }
      this.waiting.set(id, waiting);
      this.send({ id, ask: waiting.ask });
    }
  }
}
