import type { CommMessage, CompiledCell, Evaluator, Outcome, Utterance } from "../parts";
import { CommTable } from "./commTable";
import { EvaluatorChild } from "./evaluatorChild";
import type { Event } from "./messages";

/** The kernel's side of the process in which cells run. When that process dies, a new one takes its place. */
export class EvaluatorProcess implements Evaluator {
  private child: EvaluatorChild | undefined;
  private isClosed = false;
  private finishRun: ((outcome: Outcome) => void) | undefined;
  private readonly handlers = new Map<number, () => void>();
  private readonly table = new CommTable();
  /** The cell that ran last: what native code and child processes print appears there. */
  private cell = 0;
  private serial = 0;
  private prompt: number | undefined;
  /** Whether the cell that runs was interrupted: what it asks on its way out nobody is to answer. */
  private isInterrupted = false;

  /**
   * Starts the process.
   * @param say gets what it says, in order
   * @param nodeOptions Node's own options for it, such as `--require FILE`
   * @param folder where cells run: the notebook's
   */
  constructor(
    private readonly say: (utterance: Utterance) => void,
    private readonly nodeOptions: readonly string[] = process.execArgv,
    private readonly folder = process.cwd(),
  ) {
    this.start();
  }

  run(compiled: CompiledCell, place?: string): Promise<Outcome> {
    this.cell = compiled.cell;
    return new Promise((resolve) => {
      this.finishRun = resolve;
      this.alive().request({ type: "run", compiled, place });
    });
  }

  preload(cell: number, packages: string[]): void {
    this.cell = cell;
    this.alive().request({ type: "preload", cell, packages });
  }

  interrupt(): void {
    this.isInterrupted = this.finishRun !== undefined;
    if (this.prompt !== undefined) this.child?.answer({ serial: this.prompt, text: null, interrupted: true });
    this.prompt = undefined;
    this.child?.interrupt();
  }

  answer(text: string | null): void {
    if (this.prompt !== undefined) this.child?.answer({ serial: this.prompt, text });
    this.prompt = undefined;
  }

  comm(cell: number, message: CommMessage): Promise<void> {
    this.table.see(message);
    const serial = ++this.serial;
    return new Promise((resolve) => {
      this.handlers.set(serial, resolve);
      this.alive().request({ type: "comm", serial, cell, message });
    });
  }

  comms(): Record<string, { target_name: string }> {
    return this.table.list();
  }

  close(): void {
    this.isClosed = true;
    this.child?.close();
  }

  private alive(): EvaluatorChild {
    return this.child ?? this.start();
  }

  private start(): EvaluatorChild {
    this.child = new EvaluatorChild(this.nodeOptions, this.folder, {
      print: (name, text) => this.say({ type: "stream", cell: this.cell, name, text }),
      event: (event) => this.hear(event),
      died: (reason, wasUp) => this.bury(reason, wasUp),
    });
    return this.child;
  }

  private hear(event: Event): void {
    if (event.type === "ready") return;
    if (event.type === "outcome") return this.finish(event.outcome);
    if (event.type === "handled") {
      this.handlers.get(event.serial)?.();
      this.handlers.delete(event.serial);
      return;
    }
    if (event.type === "comm") this.table.see(event.message);
    if (event.type !== "prompt") return this.say(event);
    const { serial, ...utterance } = event;
    if (this.isInterrupted) return this.child?.answer({ serial, text: null, interrupted: true });
    this.prompt = serial;
    this.say(utterance);
  }

  private finish(outcome: Outcome): void {
    const finish = this.finishRun;
    this.finishRun = undefined;
    this.isInterrupted = false;
    finish?.(outcome);
  }

  /** A process that dies before it could do anything is not started anew until there is something to do. */
  private bury(reason: string, wasUp: boolean): void {
    const wasNeeded = this.finishRun !== undefined;
    this.child = undefined;
    this.prompt = undefined;
    this.table.forget();
    if (!this.isClosed && (wasUp || wasNeeded)) this.start();
    if (!this.isClosed) this.say({ type: "died", reason });
    for (const handled of this.handlers.values()) handled();
    this.handlers.clear();
    this.finish({ status: "error", error: { ename: "ProcessEnded", evalue: reason, traceback: [reason] } });
  }
}
