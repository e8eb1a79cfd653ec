import { writeBytes, writeFrame } from "../pipe/frames";
import { outsideActivities } from "./activity";
import { markFrame, pipes, type Event, type Frame } from "./messages";

/** Text is sent at once as long as there is little of it, and otherwise in pieces of this size or this time (ms). */
const LONGEST = 1 << 16;
const LATEST = 10;
const AT_ONCE = 50;

/**
 * What the process says to the kernel: events in their order, complete even if the process dies right after. Text is
 * gathered, so that a hundred thousand lines are a few hundred events; it goes out before anything else does.
 */
export class Outlet {
  private cell = 0;
  private name: "stdout" | "stderr" = "stdout";
  private text = "";
  private scheduled = false;
  /** How many pieces of text may be sent at once; it grows by one after `LATEST`. */
  private allowance = AT_ONCE;
  private allowanceAt = Date.now();
  private number = 0;
  private readonly mark: ReturnType<typeof markFrame>;

  constructor(secret: string) {
    this.mark = markFrame(secret);
  }

  /** Text for a stream of a cell. */
  print(cell: number, name: "stdout" | "stderr", text: string): void {
    if (text === "") return;
    if (cell !== this.cell || name !== this.name) {
      this.flush();
      [this.cell, this.name] = [cell, name];
    }
    this.text += text;
    if (this.text.length >= LONGEST || this.isAllowed()) this.flush();
    else this.schedule();
  }

  /** Any other event, after all text before it. */
  say(event: Event): void {
    this.flush();
    this.send(event);
  }

  /** Sends the text that is waiting. */
  flush(): void {
    if (this.text === "") return;
    const { cell, name, text } = this;
    this.text = "";
    this.send({ type: "stream", cell, name, text });
  }

  private isAllowed(): boolean {
    const now = Date.now();
    this.allowance = Math.min(AT_ONCE, this.allowance + (now - this.allowanceAt) / LATEST);
    this.allowanceAt = now;
    if (this.allowance < 1) return false;
    this.allowance -= 1;
    return true;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    outsideActivities(() =>
      setImmediate(() => {
        this.scheduled = false;
        this.flush();
      }),
    );
  }

  private send(event: Event): void {
    const number = ++this.number;
    const marked = event.type === "outcome" ? [] : this.markPipes(number);
    writeFrame(pipes.events, { number, marked, event } satisfies Frame);
  }

  private markPipes(number: number): Frame["marked"] {
    const mark = Buffer.from(`${this.mark.head}${number}${this.mark.tail}`, "latin1");
    return ([1, 2] as const).filter((descriptor) => writeMark(descriptor, mark));
  }
}

/** Whether the mark was written: a cell may have closed the descriptor. */
function writeMark(descriptor: number, mark: Buffer): boolean {
  try {
    writeBytes(descriptor, mark);
    return true;
  } catch {
    return false;
  }
}
