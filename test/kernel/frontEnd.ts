import { createHmac, randomUUID } from "node:crypto";
import { Dealer, Request as Pinger, Subscriber } from "zeromq";
import { freePorts } from "../../bench/kernel/ports";
import type { Connection } from "../../src/kernel/wire";

/** A message as a front end sees it. */
export interface Received {
  topic: string;
  header: { msg_id: string; msg_type: string; version: string };
  parent: { msg_id?: string };
  content: Record<string, unknown>;
  buffers: Buffer[];
}

/** A front end at the level of frames: it can say things that no client library would. */
export class FrontEnd {
  readonly heard: Received[] = [];
  private readonly identity = randomUUID();
  private readonly sockets: Record<"shell" | "control" | "stdin", Dealer>;
  private readonly iopub = new Subscriber({ receiveHighWaterMark: 0 });

  constructor(private readonly connection: Connection) {
    const dealer = (port: number) => {
      const socket = new Dealer({ routingId: this.identity, linger: 0 });
      socket.connect(`tcp://127.0.0.1:${port}`);
      void this.listen(socket);
      return socket;
    };
    const { shell, control, stdin, iopub } = connection.ports;
    this.iopub.connect(`tcp://127.0.0.1:${iopub}`);
    this.iopub.subscribe("");
    void this.listen(this.iopub);
    this.sockets = { shell: dealer(shell), control: dealer(control), stdin: dealer(stdin) };
  }

  /** The frames of a request that is right. */
  frames(msg_type: string, content: object): Buffer[] {
    const header = { msg_id: randomUUID(), msg_type, session: "s", username: "u", date: new Date().toISOString(), version: "5.5" };
    return this.sign([header, {}, {}, content].map((part) => Buffer.from(JSON.stringify(part))));
  }

  /** Delimiter and signature before the parts. */
  sign(parts: Buffer[]): Buffer[] {
    const hmac = createHmac("sha256", this.connection.key);
    for (const part of parts) hmac.update(part);
    return [Buffer.from("<IDS|MSG>"), Buffer.from(hmac.digest("hex")), ...parts];
  }

  send(channel: "shell" | "control" | "stdin", frames: Buffer[]): Promise<void> {
    return this.sockets[channel].send(frames);
  }

  /** Sends a request and waits for its reply. */
  async ask(channel: "shell" | "control", msg_type: string, content: object = {}): Promise<Received> {
    const frames = this.frames(msg_type, content);
    const { msg_id } = JSON.parse(String(frames[2])) as { msg_id: string };
    await this.send(channel, frames);
    return this.hears(({ header, parent }) => parent.msg_id === msg_id && header.msg_type === msg_type.replace("request", "reply"));
  }

  /** Waits for a message. */
  async hears(wanted: (message: Received) => boolean): Promise<Received> {
    for (const start = Date.now(); Date.now() - start < 5000; ) {
      const found = this.heard.find(wanted);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    throw new Error(`not heard; only ${this.heard.map(({ header }) => header.msg_type).join(", ")}`);
  }

  /** What the heartbeat answers. */
  async ping(...frames: string[]): Promise<string[]> {
    const pinger = new Pinger({ linger: 0, receiveTimeout: 2000 });
    pinger.connect(`tcp://127.0.0.1:${this.connection.ports.hb}`);
    await pinger.send(frames);
    const echoed = await pinger.receive();
    pinger.close();
    return echoed.map(String);
  }

  close(): void {
    for (const socket of Object.values(this.sockets)) socket.close();
    this.iopub.close();
  }

  private async listen(socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket as AsyncIterable<Buffer[]>) {
      const start = frames.findIndex((frame) => frame.equals(Buffer.from("<IDS|MSG>")));
      const [, signature, ...parts] = frames.slice(start);
      if (!this.sign(parts.slice(0, 4))[1]!.equals(signature!)) throw new Error("the kernel's signature is wrong");
      const [header, parent, , content] = parts.map((part, index) => (index < 4 ? (JSON.parse(String(part)) as never) : undefined));
      this.heard.push({ topic: String(frames[0]), header: header!, parent: parent!, content: content!, buffers: parts.slice(4) });
    }
  }
}

/** A connection on free ports of this machine. */
export async function freeConnection(): Promise<Connection> {
  const [shell, control, stdin, iopub, hb] = await freePorts(5);
  const ports = { shell: shell!, control: control!, stdin: stdin!, iopub: iopub!, hb: hb! };
  return { transport: "tcp", ip: "127.0.0.1", ports, key: randomUUID(), signatureScheme: "hmac-sha256" };
}
