import type { Compilation } from "../parts";
import { CheckerChild } from "./checkerChild";
import type { Answer, Ask, Question } from "./questions";
import { plainArguments, snapshotArguments } from "./snapshotFile";

interface Waiting {
  ask: Ask;
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
  /** How often the process has died over it. */
  deaths: number;
}

const NOTICE = "The type checker stopped and was started anew; names of earlier cells are known again.";

/** Of so many deaths a question is the cause. */
const TOO_MANY = 2;

/** What is asked only for what it leaves behind: nobody waits for the answer. */
const REPLAYED = -1;

/**
 * What a process without work is asked when it is up: the first cell that goes through it takes several times the time
 * of the next. An expression leaves nothing in scope.
 */
const REHEARSAL: Question = { id: -2, ask: { what: "compileExpression", cell: 0, code: "[1, 2].map((n: number) => n + 1)" } };

/**
 * The checker that knows everything, in a process that is always there once it was needed. When the process dies it
 * starts another, which compiles the good cells so far again, and `tell` gets a line for the reader; what was asked
 * meanwhile is asked again, once.
 */
export class SteadyChecker {
  private child: CheckerChild | undefined;
  private waiting = new Map<number, Waiting>();
  private lastId = 0;
  /** What made the scope: asked again of a new process. */
  private history: Ask[] = [];
  private toReplay = 0;
  private isReady = false;
  private isClosed = false;
  private useSnapshot = true;

  /** @param caughtUp is called whenever the process is up and has compiled all good cells */
  constructor(private readonly folder: string, private readonly tell: (notice: string) => void, private readonly caughtUp: () => void) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts the process where there is none. */
  start(): void {
    if (this.child || this.isClosed) return;
    this.isReady = false;
    const snapshot = this.useSnapshot ? snapshotArguments(this.folder, "everything") : undefined;
    this.child = new CheckerChild(this.folder, snapshot ?? plainArguments(this.folder), (answer) => this.receive(answer), (child) => this.ended(child));
    this.toReplay = 0;
    for (const ask of this.history) this.replay(ask);
  }

  ask(ask: Ask): Promise<unknown> {
    this.start();
    return new Promise((resolve, reject) => {
      this.lastId += 1;
      this.waiting.set(this.lastId, { ask, resolve, reject, deaths: 0 });
      this.child!.send({ id: this.lastId, ask });
    });
  }

  /** Compiles a cell, which becomes part of the scope if it passes. */
  async compile(ask: Ask): Promise<Compilation> {
    const compilation = await this.ask(ask) as Compilation;
    if (compilation.ok) this.history.push(ask);
    return compilation;
  }

  /** Does what has become part of the scope without its answer being waited for. */
  learn(ask: Ask): void {
    this.history.push(ask);
    if (this.child) this.replay(ask);
  }

  /** Starts anew without a question that is open; the promise of its answer is rejected. */
  giveUpOn(ask: Ask): void {
    const given = [...this.waiting.values()].find((waiting) => waiting.ask === ask);
    if (!given) return;
    given.deaths = TOO_MANY;
    this.child?.kill();
  }

  async forget(): Promise<void> {
    this.history = [];
    if (this.child) await this.ask({ what: "forget" });
  }

  close(): void {
    this.isClosed = true;
    this.child?.kill();
  }

  private replay(ask: Ask): void {
    this.toReplay += 1;
    this.child!.send({ id: REPLAYED, ask });
  }

  private receive({ id, value, error }: Answer): void {
    if (id === 0) this.begin();
    if (id === REPLAYED) this.toReplay -= 1;
    if (id <= 0 && this.isReady && this.toReplay === 0) this.caughtUp();
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }

  private begin(): void {
    this.isReady = true;
    if (this.waiting.size === 0) this.child!.send(REHEARSAL);
  }

  private ended(child: CheckerChild): void {
    if (this.isClosed || child !== this.child) return;
    this.child = undefined;
    if (!this.isReady && !this.useSnapshot) return this.giveUp();
    if (this.isReady) this.tell(NOTICE);
    else this.useSnapshot = false;
    this.start();
    this.askAgain();
  }

  /** What is asked next has it tried once more. */
  private giveUp(): void {
    for (const { reject } of this.waiting.values()) reject(new Error("The type checker does not start."));
    this.waiting.clear();
  }

  /** Asks a new process the questions that are open; one that killed two is given up. */
  private askAgain(): void {
    const open = this.waiting;
    this.waiting = new Map();
    let isFirst = true;
    for (const [id, waiting] of open) {
      if (isFirst) waiting.deaths += 1; // answers come in the order of the questions
      isFirst = false;
      if (waiting.deaths >= TOO_MANY) {
        waiting.reject(new Error("The type checker cannot cope with this and stopped."));
        continue;
      }
      this.waiting.set(id, waiting);
      this.child!.send({ id, ask: waiting.ask });
    }
  }
}
