import type { Checker, CommMessage, CompiledCell, Diagnostic, Evaluator, Outcome, Utterance } from "../../src/kernel/parts";
import { History, Session } from "../../src/kernel/session";
import type { Asker, Content, Extras, Header, Request } from "../../src/kernel/wire";
import { temporaryFolder } from "./folders";

/** A message that the session sent. */
export interface Sent {
  channel: "reply" | "iopub" | "stdin";
  type: string;
  parent: string | undefined;
  content: Content;
  extras: Extras;
}

/** What a cell's code does on this stage. */
export type Play = (cell: CompiledCell, stage: Stage) => Promise<Outcome> | Outcome;

export const ok = (text?: string): Outcome =>
  text === undefined ? { status: "ok" } : { status: "ok", result: { data: { "text/plain": text }, metadata: {} } };

export const failed = (evalue: string): Outcome => ({ status: "error", error: { ename: "Error", evalue, traceback: [evalue] } });

/** A session between a front end and children that do what the test says: no sockets, no processes. */
export class Stage {
  readonly sent: Sent[] = [];
  /** What the evaluator was told, besides runs. */
  readonly told: unknown[] = [];
  readonly session: Session;
  readonly comms: Record<string, { target_name: string }> = {};
  /** What compiling a cell finds, by its code. */
  readonly faults: Record<string, Diagnostic[]> = {};
  ended = false;
  private ids = 0;

  /** `plays` by code; code without one ends at once, with no result. */
  constructor(
    private readonly plays: Record<string, Play> = {},
    historyFolder = temporaryFolder("history"),
    checker: Partial<Checker> = {},
  ) {
    const front = {
      ports: { shell: 1, iopub: 2, stdin: 3, hb: 4, control: 5 },
      reply: (request: Request, type: string, content: Content, extras: Extras = {}) => this.note("reply", type, request.header, content, extras),
      publish: (parent: Header | undefined, type: string, content: Content, extras: Extras = {}) => this.note("iopub", type, parent, content, extras),
      ask: (asker: Asker, type: string, content: Content) => {
        this.note("stdin", type, asker.header, content, {});
        return `question ${this.sent.length}`;
      },
    };
    const history = new History(historyFolder);
    const end = () => (this.ended = true);
    this.session = new Session({ front, checker: { ...this.checker(), ...checker }, evaluator: this.evaluator(), history, end });
  }

  /** Sends a request; gives its id. */
  send(msg_type: string, content: Content = {}, options: Partial<Pick<Request, "channel" | "buffers">> & { date?: Date; parent?: string } = {}): string {
    const msg_id = `${msg_type} ${++this.ids}`;
    const header = (id: string, date: Date) => ({ msg_id: id, msg_type, session: "s", username: "u", date: date.toISOString(), version: "5.5" });
    this.session.receive({
      channel: options.channel ?? "shell",
      identities: [Buffer.from("client")],
      header: header(msg_id, options.date ?? new Date()),
      parent: options.parent === undefined ? {} : header(options.parent, new Date()),
      metadata: {},
      content,
      buffers: options.buffers ?? [],
    });
    return msg_id;
  }

  execute(code: string, content: Content = {}, options: { date?: Date } = {}): string {
    return this.send("execute_request", { code, ...content }, options);
  }

  say(utterance: Utterance): void {
    this.session.hear(utterance);
  }

  /** Waits for the request's end; gives its reply's content, and the messages that it brought about. */
  async done(id: string): Promise<{ reply: Content; messages: Sent[] }> {
    while (!this.of(id).some(({ content }) => content.execution_state === "idle")) await new Promise((resolve) => setImmediate(resolve));
    return { reply: this.of(id).find(({ channel }) => channel === "reply")?.content ?? {}, messages: this.of(id) };
  }

  /** The messages whose parent is that request. */
  of(id: string): Sent[] {
    return this.sent.filter(({ parent }) => parent === id);
  }

  private note(channel: Sent["channel"], type: string, parent: Header | undefined, content: Content, extras: Extras): void {
    this.sent.push({ channel, type, parent: parent?.msg_id, content, extras });
  }

  private checker(): Checker {
    return {
      compile: async (cell, code) => {
        const diagnostics = this.faults[code];
        const compiled = { cell, code, javascript: code, sourceMap: "", imports: [], names: [], modules: [] };
        return diagnostics ? { ok: false, diagnostics } : { ok: true, compiled };
      },
      compileExpression(cell, code) {
        return this.compile(cell, code);
      },
      abandon: (cell) => void this.told.push({ abandon: cell }),
      retract: async (cell, names) => void this.told.push({ retract: names, cell }),
      complete: async (code, cursor) => ({ start: cursor - 1, end: cursor, matches: [{ text: code.slice(0, cursor), kind: "method" }] }),
      inspect: async (code, cursor) => ({ found: code !== "nothing", text: code.slice(0, cursor), markdown: `**${code}**` }),
      isComplete: async () => ({ status: "incomplete", indent: "  " }),
      forget: async () => void this.told.push("forget"),
      close: () => {},
    };
  }

  private evaluator(): Evaluator {
    return {
      run: async (compiled) => (await this.plays[compiled.code]?.(compiled, this)) ?? ok(),
      preload: (cell, packages) => void this.told.push({ preload: packages, cell }),
      interrupt: () => void this.told.push("interrupt"),
      answer: (text) => void this.told.push({ answer: text }),
      comm: async (cell: number, message: CommMessage) => void this.told.push({ comm: message, cell }),
      comms: () => this.comms,
      close: () => {},
    };
  }
}
