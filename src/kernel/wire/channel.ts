import type { MessageLike } from "zeromq";

/** What a channel needs of a ZeroMQ socket. */
interface Socket {
  send(frames: MessageLike[]): Promise<void>;
  close(): void;
  linger: number;
}

/** How long what was sent may still travel after the socket was closed (ms). */
const LINGER = 1000;

/** Sends messages through a socket in the order in which they were given; a socket sends one at a time. */
export class Channel {
  private waiting: MessageLike[][] = [];
  private sending: Promise<void> | undefined;

  constructor(private readonly socket: Socket) {
    socket.linger = LINGER;
  }

  send(frames: MessageLike[]): void {
    this.waiting.push(frames);
    this.sending ??= this.sendAll();
  }

  /** Ends the channel once everything has left. */
  async close(): Promise<void> {
    await this.sending;
    this.socket.close();
  }

  private async sendAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      for (const frames of batch) await this.socket.send(frames);
    }
    this.sending = undefined;
  }
}
