import { promisify } from "node:util";
import type { MessageLike } from "zeromq";

const nextTurn = promisify(setImmediate);

/** What a channel needs of a ZeroMQ socket. */
interface Socket {
  send(frames: MessageLike[]): Promise<void>;
  close(): void;
  linger: number;
}

/** How long what was sent may still travel after the socket was closed (ms). */
const LINGER = 1000;

/**
 * Sends messages through a socket in the order in which they were given; a socket sends one at a time. Sending waits for
 * the end of the turn: it takes long enough that what has to be done first, such as asking the checker, is to go first.
 */
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
    await nextTurn();
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      for (const frames of batch) await this.socket.send(frames);
    }
    this.sending = undefined;
  }
}
