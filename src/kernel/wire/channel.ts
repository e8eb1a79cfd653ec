import { promisify } from "node:util";
import type { MessageLike } from "zeromq";

const nextTurn = promisify(setImmediate);

/** What a channel needs of a ZeroMQ socket. */
interface Socket {
  send(frames: MessageLike[]): Promise<void>;
  close(): void;
  linger: number;
}

/** Makes the frames of a message when its turn has come; nothing when there is no making them. */
type Message = () => MessageLike[] | undefined;

/** How long what was sent may still travel after the socket was closed (ms). */
const LINGER = 1000;

/** Sends messages through a socket in the order in which they were given; a socket sends one at a time. */
export class Channel {
  private waiting: Message[] = [];
  private sending: Promise<void> | undefined;

  constructor(private readonly socket: Socket) {
    socket.linger = LINGER;
  }

  /**
   * Sends a message as soon as those before it have left. One that may wait leaves at the end of the turn: to make and
   * send it takes long enough that what somebody waits for, such as asking the checker, is to go first.
   */
  send(message: Message, mayWait = false): void {
    this.waiting.push(message);
    this.sending ??= this.sendAll(mayWait);
  }

  /** Ends the channel once everything has left. */
  async close(): Promise<void> {
    await this.sending;
    this.socket.close();
  }

  private async sendAll(mayWait: boolean): Promise<void> {
    if (mayWait) await nextTurn();
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      for (const message of batch) {
        const frames = message();
        if (frames) await this.socket.send(frames);
      }
    }
    this.sending = undefined;
  }
}
