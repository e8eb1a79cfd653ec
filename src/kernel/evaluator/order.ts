import { StringDecoder } from "node:string_decoder";
import { markFrame, type Event, type Frame } from "./messages";

/**
 * Brings what a process says and what is printed to its descriptors 1 and 2 (by native code, by its children) into the
 * order in which it happened: before an event a mark with the event's number was printed, so whatever stands before
 * the mark comes before the event, and whatever stands behind it comes after. Before an event without marks comes
 * whatever has been read.
 */
export class Order {
  private readonly frames: Frame[] = [];
  private readonly printed: Record<1 | 2, Printed>;
  private delivered = 0;

  constructor(
    secret: string,
    private readonly print: (name: "stdout" | "stderr", text: string) => void,
    private readonly deliver: (event: Event) => void,
  ) {
    this.printed = { 1: new Printed(secret), 2: new Printed(secret) };
  }

  frame(frame: Frame): void {
    this.frames.push(frame);
    this.advance();
  }

  bytes(descriptor: 1 | 2, bytes: Buffer): void {
    this.printed[descriptor].add(bytes);
    this.advance();
  }

  /** Nothing more will come: delivers all there is. */
  end(): void {
    for (const frame of this.frames) frame.marked = [];
    this.printed[1].end();
    this.printed[2].end();
    this.advance();
  }

  private advance(): void {
    for (;;) {
      this.printUpToMarks();
      const next = this.frames[0];
      if (next?.marked.length === 0) this.printAll();
      if (!next || !next.marked.every((descriptor) => this.printed[descriptor].mark >= next.number)) return;
      this.frames.shift();
      this.delivered = next.number;
      this.deliver(next.event);
    }
  }

  private printAll(): void {
    this.printed[1].release();
    this.printed[2].release();
    this.printUpToMarks();
  }

  private printUpToMarks(): void {
    const out = this.printed[1].take(this.delivered);
    if (out !== "") this.print("stdout", out);
    const errors = this.printed[2].take(this.delivered);
    if (errors !== "") this.print("stderr", errors);
  }
}

/** What was printed to one descriptor: text, and marks between the texts. */
class Printed {
  private readonly parts: (string | number)[] = [];
  private readonly decoder = new StringDecoder("utf8");
  private readonly bounds: { head: Buffer; tail: number };
  private rest: Buffer = Buffer.alloc(0);
  /** How many bytes of `rest` were taken for text all the same. */
  private released = 0;
  /** The number of the last mark that was printed. */
  mark = 0;

  constructor(secret: string) {
    const { head, tail } = markFrame(secret);
    this.bounds = { head: Buffer.from(head, "latin1"), tail: tail.charCodeAt(0) };
  }

  add(bytes: Buffer): void {
    const { head, tail } = this.bounds;
    let all = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    for (;;) {
      const start = all.indexOf(head);
      const end = start < 0 ? -1 : all.indexOf(tail, start + head.length);
      if (end < 0) break;
      this.addText(all.subarray(this.released, start));
      this.released = 0;
      this.mark = Number(all.toString("latin1", start + head.length, end));
      this.parts.push(this.mark);
      all = all.subarray(end + 1);
    }
    const kept = beginOfMark(all, head);
    this.addText(all.subarray(this.released, kept));
    this.released = Math.max(0, this.released - kept);
    this.rest = all.subarray(kept);
  }

  /** Takes for text what may be the beginning of a mark: nothing more of it has come. */
  release(): void {
    this.addText(this.rest.subarray(this.released));
    this.released = this.rest.length;
  }

  end(): void {
    if (this.rest.indexOf(this.bounds.head) !== 0) this.release();
    this.parts.push(this.decoder.end());
    this.rest = Buffer.alloc(0);
    this.mark = Infinity;
  }

  /** Takes the text that stands before the first mark that has a number above `delivered`. */
  take(delivered: number): string {
    let text = "";
    while (this.parts.length > 0) {
      const part = this.parts[0]!;
      if (typeof part === "string") text += part;
      else if (part > delivered) break;
      this.parts.shift();
    }
    return text;
  }

  private addText(bytes: Buffer): void {
    const text = this.decoder.write(bytes);
    if (text !== "") this.parts.push(text);
  }
}

/** Where the bytes may begin with a mark that has not arrived whole; their length when they do not. */
function beginOfMark(bytes: Buffer, head: Buffer): number {
  const whole = bytes.indexOf(head);
  if (whole >= 0) return whole;
  for (let start = Math.max(0, bytes.length - head.length + 1); start < bytes.length; start++) {
    if (head.subarray(0, bytes.length - start).equals(bytes.subarray(start))) return start;
  }
  return bytes.length;
}
