import { CheckerChild } from "./checkerChild";
import type { Answer, Ask } from "./questions";

/** Words with which a cell reaches beyond itself, changes what is there for all, or has errors passed over in silence. */
const BEYOND = /\b(?:import|export|declare|module)\b|@ts-/;

/**
 * A checker that knows the language's library only, and is there in a fraction of the time that all declarations take:
 * for the first cells of a session. What it finds nothing wrong with is right, and means the same to the other
 * checker, which has only more declarations; what it does not understand is no error, but a question for the other.
 */
export class QuickChecker {
  private readonly child: CheckerChild;
  private readonly waiting: ((value: unknown) => void)[] = [];
  private isGone = false;

  /** @param rests is called whenever it is up and has answered all questions */
  constructor(folder: string, nodeArguments: string[], private readonly rests: () => void) {
    this.child = new CheckerChild(folder, nodeArguments, (answer) => this.receive(answer), () => this.giveUp());
  }

  /** Whether it may know all that a cell needs. */
  static suits(code: string): boolean {
    return !BEYOND.test(code);
  }

  /** Its answer; nothing when it has none to give: it has died. */
  async ask(ask: Ask): Promise<unknown> {
    if (this.isGone) return undefined;
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.child.send({ id: 1, ask });
    });
  }

  close(): void {
    this.child.kill();
  }

  private receive({ id, value }: Answer): void {
    if (id !== 0) this.waiting.shift()?.(value);
    if (this.waiting.length === 0) this.rests();
  }

  private giveUp(): void {
    this.isGone = true;
    for (const answer of this.waiting.splice(0)) answer(undefined);
  }
}
