import type { Evaluator, Utterance } from "../parts";
import type { Request, Wire } from "../wire";
import type { Cells } from "./cells";
import { field } from "./content";

/** Brings a cell's question to its reader and the answer back. */
export class Stdin {
  /** The id of the question that waits for its answer. */
  private question: string | undefined;

  constructor(
    private readonly front: Pick<Wire, "ask">,
    private readonly cells: Cells,
    private readonly evaluator: Evaluator,
  ) {}

  /** Asks; where the front end has not said that it can be asked, the answer is null at once. */
  ask({ cell, text, password }: Extract<Utterance, { type: "prompt" }>): void {
    const owner = this.cells.ownerOf(cell);
    if (!owner?.allowStdin) return this.evaluator.answer(null);
    this.question = this.front.ask(owner, "input_request", { prompt: text, password });
  }

  /** Takes a reply; one to an earlier question, or to none, is left aside. */
  reply(request: Request): void {
    const asked = request.parent.msg_id;
    if (this.question === undefined || (asked !== undefined && asked !== this.question)) return;
    const value = field(request, "value", "string");
    this.question = undefined;
    this.evaluator.answer(value);
  }

  /** Takes the question back: nobody will answer it. */
  cancel(): void {
    if (this.question === undefined) return;
    this.question = undefined;
    this.evaluator.answer(null);
  }
}
