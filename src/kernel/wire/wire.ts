import { randomUUID } from "node:crypto";
import type { Connection } from "./connection";
import { Channel } from "./channel";
import { decodeMessage, encodeMessage } from "./framing";
import { log } from "./log";
import type { Asker, Body, Content, Extras, Header, Request } from "./message";
import { Signer } from "./signature";
import { bindSockets, type Sockets } from "./sockets";

/** The version of Jupyter's protocol that this kernel speaks. */
export const PROTOCOL = "5.5";

/** The byte that begins a front end's wish to hear what is published; its topic follows. */
const SUBSCRIBED = 1;

/** The kernel's side of the conversation with its front ends. */
export class Wire {
  private readonly session = randomUUID();
  private readonly channels: Record<"shell" | "control" | "stdin" | "iopub", Channel>;

  private constructor(
    private readonly sockets: Sockets,
    private readonly signer: Signer,
    /** The port of each channel. */
    readonly ports: Connection["ports"],
  ) {
    const { shell, control, stdin, iopub } = sockets;
    this.channels = { shell: new Channel(shell), control: new Channel(control), stdin: new Channel(stdin), iopub: new Channel(iopub) };
  }

  /** Listens where the connection says; from then on heartbeats are answered and subscribers welcomed. */
  static async open(connection: Connection): Promise<Wire> {
    const signer = new Signer(connection.key, connection.signatureScheme);
    const wire = new Wire(await bindSockets(connection), signer, connection.ports);
    void wire.beat();
    void wire.welcome();
    return wire;
  }

  /** Gives each request to `receive`; what is malformed or badly signed is dropped with a line in the log. */
  listen(receive: (request: Request) => void): void {
    for (const channel of ["shell", "control", "stdin"] as const) void this.listenTo(channel, receive);
  }

  /** Answers a request. */
  reply(request: Request, type: string, content: Content, extras: Extras = {}): void {
    this.send(request.channel, request.identities, type, request.header, content, extras);
  }

  /** Tells all front ends; `parent` is the request it belongs to, if any. */
  publish(parent: Header | undefined, type: string, content: Content, extras: Extras = {}): void {
    this.send("iopub", [type], type, parent, content, extras);
  }

  /** Asks a front end something on its stdin channel; gives the question's id. */
  ask(asker: Asker, type: string, content: Content): string {
    return this.send("stdin", asker.identities, type, asker.header, content, {});
  }

  /** Ends the conversation once everything said has left. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.channels).map((channel) => channel.close()));
    this.sockets.heartbeat.close();
  }

  private send(
    channel: keyof Wire["channels"], to: (Buffer | string)[], type: string, parent: Header | undefined, content: Content, extras: Extras,
  ): string {
    const header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.session,
      username: "kernel",
      date: new Date().toISOString(),
      version: PROTOCOL,
    };
    const message: Body = { header, parent: parent ?? {}, metadata: extras.metadata ?? {}, content, buffers: extras.buffers ?? [] };
    this.channels[channel].send(() => this.encode(to, message), extras.mayWait);
    return header.msg_id;
  }

  private encode(to: (Buffer | string)[], message: Body): (Uint8Array | string)[] | undefined {
    try {
      return encodeMessage(to, message, this.signer);
    } catch (error) {
      return void log(`a message "${message.header.msg_type}" was not sent: ${(error as Error).message}`);
    }
  }

  private async listenTo(channel: Request["channel"], receive: (request: Request) => void): Promise<void> {
    for await (const frames of this.sockets[channel]) {
      try {
        receive({ channel, ...decodeMessage(frames, this.signer) });
      } catch (error) {
        log(`dropped a message on ${channel}: ${(error as Error).message}`);
      }
    }
  }

  private async beat(): Promise<void> {
    for await (const frames of this.sockets.heartbeat) await this.sockets.heartbeat.send(frames);
  }

  private async welcome(): Promise<void> {
    for await (const [frame] of this.sockets.iopub) {
      if (frame?.[0] !== SUBSCRIBED) continue;
      const topic = frame.subarray(1);
      this.send("iopub", [topic], "iopub_welcome", undefined, { subscription: topic.toString() }, {});
    }
  }
}
