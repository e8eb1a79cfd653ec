/** Who sent a message, when, and of which kind. */
export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

/** What a message is about: the fields are those that Jupyter's protocol names for its kind. */
export type Content = Record<string, unknown>;

/** What every message has. */
export interface Body {
  header: Header;
  /** The header of the message that this one answers; empty for none. */
  parent: Header | Record<string, never>;
  metadata: Record<string, unknown>;
  content: Content;
  buffers: Uint8Array[];
}

/** What must be known of a front end to ask it something. */
export interface Asker {
  header: Header;
  /** The front end's address, the same on all channels. */
  identities: Buffer[];
}

/** A message of a front end. */
export interface Request extends Body, Asker {
  /** Where it came in, and where the reply goes. */
  channel: "shell" | "control" | "stdin";
}

/** What a message may carry besides its content, and how it may go. */
export interface Extras {
  metadata?: Record<string, unknown>;
  buffers?: Uint8Array[];
  /** Whether it may leave at the end of the turn, after what somebody waits for. */
  mayWait?: boolean;
}
