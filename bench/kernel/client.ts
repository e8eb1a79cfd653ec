import { createHmac, randomUUID } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Dealer, Subscriber } from "zeromq";
import { freePorts } from "./ports";

const KEY = "bench";
const PATIENCE_MILLISECONDS = 60_000;
const START_MILLISECONDS = 30_000;

/** How a kernel is started; `{connection_file}` stands for the file with its ports. */
export interface KernelCommand {
  name: string;
  argv: string[];
  cwd: string;
  environment?: Record<string, string>;
}

/** What came of a request: its time, its reply, and how much it printed. */
export interface Answer {
  milliseconds: number;
  reply: { status?: string; [key: string]: unknown };
  bytesPrinted: number;
  /** What the kernel published for the request, in order. */
  outputs: Output[];
}

/** A published message other than a status. */
export interface Output {
  type: string;
  content: Record<string, unknown>;
}

interface Pending {
  start: number;
  reply?: Answer["reply"];
  idle: boolean;
  bytesPrinted: number;
  outputs: Output[];
  settle: () => void;
  fail: (error: Error) => void;
}

/** A Jupyter client with as little of its own as can be, the same for every kernel. */
export class KernelClient {
  private readonly pending = new Map<string, Pending>();
  private readonly session = randomUUID();
  private shell!: Dealer;
  private iopub!: Subscriber;
  private child!: ChildProcess;
  private folder!: string;
  private complaint = "";
  private ended?: Error;

  private constructor(private readonly name: string) {}

  /**
   * Starts a kernel; the clock of {@link milliseconds} begins when its process does.
   * @throws Error with what the kernel said last, when it ends or does not answer.
   */
  static async start(command: KernelCommand): Promise<KernelClient> {
    const client = new KernelClient(command.name);
    try {
      await client.connect(command);
    } catch (error) {
      await client.close();
      throw error;
    }
    return client;
  }

  private startedAt = 0;

  /** Milliseconds since the kernel's process was started. */
  milliseconds(): number {
    return performance.now() - this.startedAt;
  }

  async execute(code: string): Promise<Answer> {
    const answer = await this.request("execute_request", executeRequest(code));
    if (answer.reply.status !== "ok" || answer.outputs.some(({ type }) => type === "error"))
      throw new Error(`cell failed: ${code.slice(0, 80)}: ${JSON.stringify(answer.reply).slice(0, 400)}`);
    return answer;
  }

  complete(code: string): Promise<Answer> {
    return this.request("complete_request", { code, cursor_pos: code.length });
  }

  async request(type: string, content: object, patience = PATIENCE_MILLISECONDS): Promise<Answer> {
    if (this.ended) throw this.ended;
    const id = randomUUID();
    const header = { msg_id: id, msg_type: type, session: this.session, username: "bench", version: "5.3", date: new Date().toISOString() };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    const answered = new Promise<Answer>((resolve, reject) => {
      const late = setTimeout(() => entry.fail(this.failure(`${type}: no whole answer in ${patience} ms`)), patience);
      const start = performance.now();
      const done = () => {
        clearTimeout(late);
        this.pending.delete(id);
      };
      const entry: Pending = {
        start, idle: false, bytesPrinted: 0, outputs: [],
        settle: () => {
          if (!entry.reply || !entry.idle) return;
          done();
          const { reply, bytesPrinted, outputs } = entry;
          resolve({ milliseconds: performance.now() - start, reply, bytesPrinted, outputs });
        },
        fail: (error) => {
          done();
          reject(error);
        },
      };
      this.pending.set(id, entry);
    });
    const [answer] = await Promise.all([answered, this.shell.send(["<IDS|MSG>", sign(parts), ...parts])]);
    return answer;
  }

  /** Memory of the kernel and all its children in MiB; pages that several processes share count once. */
  memory(): number {
    return familyOf(this.child.pid!).reduce((sum, pid) => sum + proportionalSetSize(pid), 0) / 1024;
  }

  async close(): Promise<void> {
    for (const pid of this.child.pid === undefined ? [] : familyOf(this.child.pid)) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    }
    this.shell.close();
    this.iopub.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async connect({ argv, cwd, environment }: KernelCommand): Promise<void> {
    const ports = await freePorts(5);
    const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ports;
    this.folder = mkdtempSync(path.join(os.tmpdir(), "slope-bench-"));
    const file = path.join(this.folder, "connection.json");
    const connection = { transport: "tcp", ip: "127.0.0.1", signature_scheme: "hmac-sha256", key: KEY, shell_port, iopub_port, stdin_port, control_port, hb_port };
    writeFileSync(file, JSON.stringify(connection));
    const [program, ...rest] = argv.map((word) => word.replace("{connection_file}", file));
    this.startedAt = performance.now();
    this.child = spawn(program!, rest, { cwd, env: { ...process.env, ...environment }, stdio: ["ignore", "ignore", "pipe"] });
    this.attend(this.child);
    const options = { reconnectInterval: 2, receiveHighWaterMark: 0, linger: 0 };
    this.shell = new Dealer(options);
    this.iopub = new Subscriber(options);
    this.iopub.connect(`tcp://127.0.0.1:${iopub_port}`);
    this.iopub.subscribe();
    this.shell.connect(`tcp://127.0.0.1:${shell_port}`);
    void this.listen(this.shell, (message) => this.onReply(message));
    void this.listen(this.iopub, (message) => this.onPublished(message));
    await this.untilConnected();
  }

  /** Keeps the last that the kernel's process says, and ends what is asked of it when it ends. */
  private attend(child: ChildProcess): void {
    child.stderr!.setEncoding("utf8").on("data", (text: string) => (this.complaint = (this.complaint + text).slice(-2000)));
    const end = (how: string) => {
      this.ended = this.failure(how);
      for (const { fail } of [...this.pending.values()]) fail(this.ended);
    };
    child.once("error", (error) => end(error.message));
    // Its last words may arrive after it.
    child.once("exit", (code, signal) => setTimeout(() => end(`its process has ended (${signal ?? code})`), 50).unref());
  }

  private failure(what: string): Error {
    return new Error(`${this.name}: ${what}${this.complaint && `; it said:\n${this.complaint.trimEnd()}`}`);
  }

  /** Asks until an answer comes with its "idle", which is lost when it is published before the subscription arrives. */
  private async untilConnected(): Promise<void> {
    while (this.milliseconds() < START_MILLISECONDS) {
      try {
        await this.request("kernel_info_request", {}, 500);
        return;
      } catch {
        if (this.ended) throw this.ended;
      }
    }
    throw this.failure(`no whole answer to a kernel_info_request within ${START_MILLISECONDS} ms of its start`);
  }

  private async listen(socket: AsyncIterable<Buffer[]>, receive: (message: Message) => void): Promise<void> {
    for await (const frames of socket) {
      const at = frames.findIndex((frame) => frame.toString("latin1") === "<IDS|MSG>");
      if (at < 0) continue;
      const [header, parent, , content] = frames.slice(at + 2, at + 6).map((frame) => JSON.parse(frame.toString()));
      receive({ type: header.msg_type, parent: parent.msg_id, content });
    }
  }

  private onReply({ parent, content }: Message): void {
    const entry = this.pending.get(parent);
    if (!entry) return;
    entry.reply = content;
    entry.settle();
  }

  private onPublished({ type, parent, content }: Message): void {
    const entry = this.pending.get(parent);
    if (!entry) return;
    if (type === "status") {
      if (content.execution_state === "idle") entry.idle = true;
      return entry.settle();
    }
    if (type === "stream") entry.bytesPrinted += Buffer.byteLength(String(content.text));
    entry.outputs.push({ type, content });
  }
}

interface Message {
  type: string;
  parent: string;
  content: Record<string, unknown>;
}

/** What an execute request says that wants a cell run as a notebook runs it. */
export function executeRequest(code: string): object {
  return { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: true };
}

function sign(parts: string[]): string {
  const hmac = createHmac("sha256", KEY);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/** A process and all below it (Linux). */
function familyOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    const stat = /^\d+$/.test(entry) ? read(`/proc/${entry}/stat`) : "";
    if (stat) parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const family = [root];
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

/** KiB of one process, its share of shared pages included (Linux). */
function proportionalSetSize(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
