import type { CellError, Utterance } from "../parts";
import type { Wire } from "../wire";
import type { Cells } from "./cells";

type Stream = Extract<Utterance, { type: "stream" }>;
type Shown = Exclude<Utterance, { type: "prompt" | "died" }>;

/** Publishes what cells put out, each at its own cell, in order; what a cell prints at one go is one message. */
export class Outputs {
  private printed: Stream | undefined;

  constructor(
    private readonly front: Pick<Wire, "publish">,
    private readonly cells: Cells,
  ) {}

  show(utterance: Shown): void {
    if (utterance.type === "stream") return this.print(utterance);
    this.flush();
    if (utterance.type === "display") this.display(utterance);
    else if (utterance.type === "clear") this.publish(utterance.cell, "clear_output", { wait: utterance.wait });
    else if (utterance.type === "stray") this.fail(utterance.cell, utterance.error);
    else this.comm(utterance);
  }

  /** Publishes an error at a cell. */
  fail(cell: number, { ename, evalue, traceback }: CellError): void {
    this.flush();
    this.publish(cell, "error", { ename, evalue, traceback });
  }

  /** Sends on its way what was printed. */
  flush(): void {
    const { printed } = this;
    this.printed = undefined;
    if (printed) this.publish(printed.cell, "stream", { name: printed.name, text: printed.text });
  }

  private print(stream: Stream): void {
    const { printed } = this;
    if (printed && printed.cell === stream.cell && printed.name === stream.name) {
      printed.text += stream.text;
      return;
    }
    this.flush();
    this.printed = { ...stream };
    setImmediate(() => this.flush());
  }

  private display({ cell, data, metadata, displayId, update }: Extract<Utterance, { type: "display" }>): void {
    const transient = displayId === undefined ? {} : { display_id: displayId };
    this.publish(cell, update ? "update_display_data" : "display_data", { data, metadata, transient });
  }

  private comm({ cell, message }: Extract<Utterance, { type: "comm" }>): void {
    const { type, id, target, data, metadata, buffers } = message;
    const content = type === "open" ? { comm_id: id, target_name: target, data } : { comm_id: id, data };
    this.front.publish(this.cells.ownerOf(cell)?.header, `comm_${type}`, content, { metadata, buffers });
  }

  private publish(cell: number, type: string, content: Record<string, unknown>): void {
    const owner = this.cells.ownerOf(cell);
    if (!owner?.silent) this.front.publish(owner?.header, type, content);
  }
}
