import type { Checker, Compilation, Completeness, Completions, Inspection } from "../parts";
import type { Ask } from "./questions";
import { QuickChecker } from "./quickChecker";
import { snapshotArguments } from "./snapshotFile";
import { SteadyChecker } from "./steadyChecker";

/** How long nothing must have been asked before the steady checker is started unasked: cells go first (ms). */
const REST = 200;

type CompileAsk = Extract<Ask, { cell: number; code: string }>;

/** How long a cell may still take that nobody waits for any longer (ms). */
const PATIENCE = 1000;

/**
 * The checker in processes of its own: a quick one for the first cells, and a steady one, which knows all declarations,
 * for everything else. The steady one compiles the cells that passed, takes over as soon as it has caught up, or when
 * the quick one does not know enough, and the quick one ends.
 */
export class CheckerProcess implements Checker {
  private quick: QuickChecker | undefined;
  private readonly steady: SteadyChecker;
  private rest: NodeJS.Timeout | undefined;
  /** Ends when all cells so far are compiled; nothing when they are. */
  private compiling: Promise<unknown> | undefined;
  /** The cell that is being compiled. */
  private current: CompileAsk | undefined;

  constructor(tell: (notice: string) => void, folder = process.cwd()) {
    this.steady = new SteadyChecker(folder, tell, () => this.dismissQuick());
    const quick = snapshotArguments(folder, "language");
    if (!quick) this.steady.start();
    else this.quick = new QuickChecker(folder, quick, () => this.startSteadySoon());
  }

  /** The process that knows everything; none before it is needed. */
  get pid(): number | undefined {
    return this.steady.pid;
  }

  compile(cell: number, code: string): Promise<Compilation> {
    const ask: CompileAsk = { what: "compile", cell, code };
    return this.inTurn(async () => {
      this.current = ask;
      try {
        const quickly = await this.compileQuickly(ask, code);
        if (quickly) this.steady.learn(ask);
        else if (this.current !== ask) throw new Error("The type checker took too long over this.");
        return quickly ?? await this.steady.compile(ask);
      } finally {
        this.current = undefined;
      }
    });
  }

  abandon(cell: number): void {
    setTimeout(() => {
      const abandoned = this.current;
      if (abandoned?.cell !== cell) return;
      this.current = undefined;
      this.dismissQuick();
      this.steady.giveUpOn(abandoned);
    }, PATIENCE).unref();
  }

  compileExpression(cell: number, expression: string): Promise<Compilation> {
    const ask: Ask = { what: "compileExpression", cell, code: expression };
    return this.inTurn(async () => await this.compileQuickly(ask, expression) ?? this.steady.ask(ask) as Promise<Compilation>);
  }

  retract(cell: number, names: string[]): Promise<void> {
    const ask: Ask = { what: "retract", cell, names };
    return this.inTurn(async () => {
      if (this.quick) await this.quick.ask(ask);
      this.steady.learn(ask);
    });
  }

  complete(code: string, cursor: number): Promise<Completions> {
    return this.steady.ask({ what: "complete", code, cursor }) as Promise<Completions>;
  }

  inspect(code: string, cursor: number, detail: 0 | 1): Promise<Inspection> {
    return this.steady.ask({ what: "inspect", code, cursor, detail }) as Promise<Inspection>;
  }

  async isComplete(code: string): Promise<Completeness> {
    const ask: Ask = { what: "isComplete", code };
    return (await this.quick?.ask(ask) ?? await this.steady.ask(ask)) as Completeness;
  }

  forget(): Promise<void> {
    return this.inTurn(async () => {
      await this.quick?.ask({ what: "forget" });
      await this.steady.forget();
    });
  }

  close(): void {
    this.quick?.close();
    this.steady.close();
  }

  /** The quick checker's word where it is a good one; else it is dismissed, for the steady one has to be asked. */
  private async compileQuickly(ask: Ask, code: string): Promise<Compilation | undefined> {
    if (this.quick && QuickChecker.suits(code)) {
      const compilation = await this.quick.ask(ask) as Compilation | undefined;
      if (compilation?.ok) return compilation;
    }
    this.dismissQuick();
    return undefined;
  }

  private startSteadySoon(): void {
    this.rest ??= setTimeout(() => this.steady.start(), REST).unref();
    this.rest.refresh();
  }

  private dismissQuick(): void {
    this.quick?.close();
    this.quick = undefined;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.compiling ? this.compiling.then(work) : work();
    const ended = done.then(() => {}, () => {}).then(() => {
      if (this.compiling === ended) this.compiling = undefined;
    });
    this.compiling = ended;
    return done;
  }
}
