import type { Checker, Evaluator, Utterance } from "../parts";
import { log, type Content, type Extras, type Request } from "../wire";
import { Cells } from "./cells";
import { isForOpenComm } from "./commMessage";
import { Failure } from "./failure";
import { AT_ONCE, IN_TURN } from "./handlers";
import type { History } from "./history";
import { Interrupts } from "./interrupts";
import type { Handler, Kernel } from "./kernel";
import { Outputs } from "./outputs";
import { Queue } from "./queue";
import { Stdin } from "./stdin";

/** What a session is made of. */
export interface Parts {
  front: Kernel["front"];
  checker: Checker;
  evaluator: Evaluator;
  history: History;
  /** Ends the kernel: everything said has to leave first. */
  end: () => void;
}

/** The conversation between front ends, which ask, and the processes that check and run cells. */
export class Session {
  private readonly kernel: Kernel;
  private readonly queue = new Queue();
  private readonly failure = new Failure();
  private readonly end: () => void;
  /** The request whose turn it is. */
  private running: Request | undefined;

  constructor({ front, checker, evaluator, history, end }: Parts) {
    const cells = new Cells();
    const outputs = new Outputs(front, cells);
    const stdin = new Stdin(front, cells, evaluator);
    const interrupts = new Interrupts();
    this.kernel = { front, checker, evaluator, history, cells, outputs, stdin, interrupts, interrupt: () => this.interrupt() };
    this.end = end;
    front.publish(undefined, "status", { execution_state: "starting" });
  }

  /** Takes a request of a front end. */
  receive(request: Request): void {
    const type = request.header.msg_type;
    if (type === "input_reply") return this.kernel.stdin.reply(request);
    const inTurn = request.channel === "shell" ? IN_TURN.get(type) : undefined;
    const atOnce = isForOpenComm(this.kernel, request) ? inTurn : AT_ONCE.get(type);
    if (atOnce) void this.answerAtOnce(request, atOnce);
    else if (inTurn) this.enqueue(request, inTurn);
    else log(`no answer to a message of type "${type}" on ${request.channel}`);
  }

  /** Takes what the evaluator says. */
  hear(utterance: Utterance): void {
    const { outputs, stdin } = this.kernel;
    if (utterance.type === "died") this.mourn(utterance.reason);
    else if (utterance.type !== "prompt") outputs.show(utterance);
    else {
      outputs.flush();
      stdin.ask(utterance);
    }
  }

  /** Tells the reader something about the kernel itself, at the cell that runs or ran last. */
  tell(text: string): void {
    const { cells, front, outputs } = this.kernel;
    outputs.flush();
    front.publish(cells.ownerOf()?.header, "stream", { name: "stderr", text: `${text}\n` });
  }

  /** Stops the running cell, whatever it does. */
  interrupt(): void {
    const { evaluator, interrupts, stdin } = this.kernel;
    interrupts.fire();
    evaluator.interrupt();
    stdin.cancel();
  }

  /** The evaluator is gone, and with it all names. A cell that ran says so itself. */
  private mourn(reason: string): void {
    void this.kernel.checker.forget();
    this.kernel.stdin.cancel();
    if (!this.running) this.tell(reason);
  }

  private enqueue(request: Request, handler: Handler): void {
    const isCell = request.header.msg_type === "execute_request";
    if (isCell && this.failure.outdates(request)) return this.abort(request);
    this.queue.add({ run: () => this.takeTurn(request, handler), abort: isCell ? () => this.abort(request) : undefined });
  }

  private async takeTurn(request: Request, handler: Handler): Promise<void> {
    this.running = request;
    const content = await this.answer(request, handler, { started: new Date().toISOString() });
    this.running = undefined;
    if (stopsOthers(request, content)) this.queue.abort();
  }

  private async answerAtOnce(request: Request, handler: Handler): Promise<void> {
    const content = await this.answer(request, handler);
    if (this.running) this.setState(this.running, "busy"); // it was; front ends take the last word for the kernel's state
    if (request.header.msg_type === "shutdown_request" && content) {
      this.kernel.front.publish(request.header, "shutdown_reply", content);
      this.end();
    }
  }

  /** Does what a request asks for, between "busy" and "idle", and replies. */
  private async answer(request: Request, handler: Handler, metadata = {}): Promise<Content | undefined> {
    this.setState(request, "busy", { mayWait: true });
    const content = await this.contentOf(request, handler);
    if (stopsOthers(request, content)) this.failure.note();
    if (content) this.kernel.front.reply(request, request.header.msg_type.replace(/_request$/, "_reply"), content, { metadata });
    this.kernel.outputs.flush();
    this.setState(request, "idle");
    return content;
  }

  private async contentOf(request: Request, handler: Handler): Promise<Content | undefined> {
    try {
      return (await handler(this.kernel, request)) ?? undefined;
    } catch (error) {
      const { name, message } = error as Error;
      log(`${request.header.msg_type} failed: ${message}`);
      if (!request.header.msg_type.endsWith("_request")) return undefined;
      return { status: "error", ename: name, evalue: message, traceback: [] };
    }
  }

  /** Answers a cell that is not run because one before it failed. */
  private abort(request: Request): void {
    this.setState(request, "busy");
    this.kernel.front.reply(request, "execute_reply", { status: "aborted" });
    this.setState(request, "idle");
  }

  private setState(request: Request, execution_state: "busy" | "idle", extras: Extras = {}): void {
    this.kernel.front.publish(request.header, "status", { execution_state }, extras);
  }
}

/** Whether the cells sent after this one are not to run. */
function stopsOthers({ header, content }: Request, reply: Content | undefined): boolean {
  return header.msg_type === "execute_request" && reply?.status === "error" && content.silent !== true && content.stop_on_error !== false;
}
