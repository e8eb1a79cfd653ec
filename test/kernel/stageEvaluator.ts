import { EvaluatorProcess } from "../../src/kernel/evaluator";
import { Notebook } from "../../src/kernel/compiler/notebook";
import type { CellError, Outcome, Utterance } from "../../src/kernel/parts";

/** How a cell ended, and what was said until then. */
export interface Ran {
  outcome: Outcome;
  heard: Utterance[];
  /** Milliseconds. */
  time: number;
}

/** An evaluator with TypeScript's checker in front of it, and all that it says. */
export class Stage {
  readonly evaluator: EvaluatorProcess;
  readonly heard: Utterance[] = [];
  private readonly notebook: Notebook;
  private readonly listeners = new Set<() => void>();
  /** The number of the last cell. */
  cell = 0;

  constructor({ folder = process.cwd(), nodeOptions = [] as string[] } = {}) {
    this.evaluator = new EvaluatorProcess((utterance) => {
      this.heard.push(utterance);
      for (const listener of this.listeners) listener();
    }, nodeOptions, folder);
    this.notebook = new Notebook(folder);
  }

  /** Compiles and runs a cell. */
  async run(code: string): Promise<Ran> {
    const compilation = this.notebook.compile(++this.cell, code);
    if (!compilation.ok) throw new Error(`${code}\n${compilation.diagnostics.map(({ message }) => message).join("\n")}`);
    const from = this.heard.length;
    const start = performance.now();
    const outcome = await this.evaluator.run(compilation.compiled);
    return { outcome, heard: this.heard.slice(from), time: performance.now() - start };
  }

  /** As the kernel does when the process has died. */
  forget(): void {
    this.notebook.forget();
  }

  /** The text of a cell's result; undefined when it has none. */
  async result(code: string): Promise<string | undefined> {
    const { outcome } = await this.run(code);
    if (outcome.status === "error") throw new Error(outcome.error.traceback.join("\n"));
    return outcome.result?.data["text/plain"] as string | undefined;
  }

  /** The error of a cell, without colours. */
  async error(code: string): Promise<CellError> {
    const { outcome } = await this.run(code);
    if (outcome.status === "ok") throw new Error(`${code} gave no error`);
    return plainError(outcome.error);
  }

  /** The first thing said, from `from` on, that fits. */
  until<T extends Utterance["type"]>(
    type: T,
    fits: (utterance: Extract<Utterance, { type: T }>) => boolean = () => true,
    from = 0,
  ): Promise<Extract<Utterance, { type: T }>> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${type} was heard: ${JSON.stringify(this.heard.slice(from))}`)), 10_000);
      const look = () => {
        const found = this.heard
          .slice(from)
          .find((said): said is Extract<Utterance, { type: T }> => said.type === type && fits(said as Extract<Utterance, { type: T }>));
        if (!found) return;
        clearTimeout(late);
        this.listeners.delete(look);
        resolve(found);
      };
      this.listeners.add(look);
      look();
    });
  }
}

/** The text of a stream, in all. */
export function textOf(heard: readonly Utterance[], name: "stdout" | "stderr" = "stdout", cell?: number): string {
  return heard
    .map((said) => (said.type === "stream" && said.name === name && (cell ?? said.cell) === said.cell ? said.text : ""))
    .join("");
}

/** An error without colours. */
export function plainError({ ename, evalue, traceback }: CellError): CellError {
  return { ename, evalue, traceback: traceback.map((line) => line.replace(/\x1b\[\d+m/g, "")) };
}
