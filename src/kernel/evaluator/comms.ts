import type { Comm, CommData } from "../../display";
import type { CommMessage } from "../parts";
import { Activity, currentActivity, currentCell, outsideActivities, type Ending, type Failure } from "./activity";
import { newId } from "./ids";
import { jsonOf } from "./json";

type Opened = (comm: Comm, message: CommData) => unknown;
/** Sends a comm message to the front end. */
type Send = (cell: number, message: CommMessage) => void;
/** Tells of an error in a handler. */
type Report = (cell: number, failure: Failure) => void;

/** A message that waits for its handler. */
interface Waiting {
  cell: number;
  work: () => unknown;
  handled: () => void;
}

/** The comms of this process: channels between its code and the front end. */
export class Comms {
  private readonly open = new Map<string, LiveComm>();
  private readonly targets = new Map<string, Opened>();

  constructor(
    private readonly send: Send,
    private readonly report: Report,
  ) {}

  registerTarget(target: string, opened: Opened): void {
    this.targets.set(target, opened);
  }

  openComm(target: string, data: unknown, options: { id?: string } & Omit<CommData, "data"> = {}): Comm {
    const { id = newId(), metadata, buffers } = options;
    const comm = this.create(id);
    this.send(currentCell(), { type: "open", id, target, data: jsonOf(data ?? {}), metadata, buffers });
    return comm;
  }

  /** Takes a message of the front end; `handled` is called when its handler has ended. */
  receive(cell: number, message: CommMessage, handled: () => void): void {
    if (message.type === "open") return this.receiveOpen(cell, message, handled);
    const comm = this.open.get(message.id);
    if (!comm) return handled();
    if (message.type === "close") this.open.delete(message.id);
    comm.enqueue({ cell, handled, work: () => comm.receive(message) });
  }

  private receiveOpen(cell: number, { id, target, ...message }: CommMessage, handled: () => void): void {
    const opened = this.targets.get(target ?? "");
    if (!opened) {
      this.send(cell, { type: "close", id, data: {} });
      return handled();
    }
    const comm = this.create(id);
    comm.enqueue({ cell, handled, work: () => opened(comm, message) });
  }

  private create(id: string): LiveComm {
    const comm = new LiveComm(id, this.send, this.report, () => this.open.delete(id));
    this.open.set(id, comm);
    return comm;
  }
}

/** An open comm; its messages are handled one after another. */
class LiveComm implements Comm {
  onMessage: Comm["onMessage"];
  onClose: Comm["onClose"];
  /** The name in its notebook of the cell that opened it. */
  private readonly place = currentActivity()?.place;
  private readonly queue: Waiting[] = [];
  private isHandling = false;

  constructor(
    readonly id: string,
    private readonly transmit: Send,
    private readonly report: Report,
    private readonly closed: () => boolean,
  ) {}

  send({ data, metadata, buffers }: CommData): void {
    this.transmit(currentCell(), { type: "msg", id: this.id, data: jsonOf(data), metadata, buffers });
  }

  close(data: unknown = {}): void {
    if (this.closed()) this.transmit(currentCell(), { type: "close", id: this.id, data: jsonOf(data) });
  }

  receive({ type, data, metadata, buffers }: CommMessage): unknown {
    return type === "close" ? this.onClose?.() : this.onMessage?.({ data, metadata, buffers });
  }

  enqueue(waiting: Waiting): void {
    this.queue.push(waiting);
    this.handleNext();
  }

  private handleNext(): void {
    const next = this.isHandling ? undefined : this.queue.shift();
    if (!next) return;
    this.isHandling = true;
    const goOn = once(() => {
      this.isHandling = false;
      outsideActivities(() => setImmediate(() => this.handleNext()));
    });
    const ended = (ending: Ending) => {
      if ("error" in ending) this.report(next.cell, ending);
      next.handled();
      goOn();
    };
    const activity = new Activity(next.cell, "comm", ended, this.place);
    // the next message waits for the handler, but not for what the handler keeps running
    activity.undertake(() => {
      const result = next.work();
      Promise.resolve(result).then(goOn, goOn);
      return result;
    });
  }
}

/** The action, done at the first call only. */
function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
