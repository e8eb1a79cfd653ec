import type { Body } from "./message";
import type { Signer } from "./signature";

const DELIMITER = Buffer.from("<IDS|MSG>");

/** A message that does not follow the protocol; its text says in what. */
export class MalformedMessage extends Error {}

/**
 * A message as the frames that go through a socket, after the addresses to which it goes. Its parts stay strings: buffers
 * ZeroMQ gives back one by one, and wakes this process for it.
 */
export function encodeMessage(identities: (Buffer | string)[], message: Body, signer: Signer): (Uint8Array | string)[] {
  const parts = [message.header, message.parent, message.metadata, message.content].map((part) => readable(JSON.stringify(part)));
  return [...identities, DELIMITER, signer.sign(parts.join("")), ...parts, ...message.buffers];
}

/** Half a character, as a cut string has it, keeps servers from saving a notebook: U+FFFD stands for it. */
function readable(json: string): string {
  return json.includes("\\ud") ? json.replace(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, "$1\ufffd") : json;
}

/**
 * The message in the frames that a socket gave, and the addresses it came from.
 *
 * @throws MalformedMessage when parts are missing, the signature is wrong or repeated, or a part is no JSON object.
 */
export function decodeMessage(frames: Buffer[], signer: Signer): Body & { identities: Buffer[] } {
  const start = frames.findIndex((frame) => frame.equals(DELIMITER));
  if (start < 0) throw new MalformedMessage("there is no <IDS|MSG>");
  const [signature, ...rest] = frames.slice(start + 1);
  if (!signature || rest.length < 4) throw new MalformedMessage(`of its five parts only ${rest.length + (signature ? 1 : 0)} came`);
  const parts = rest.slice(0, 4);
  if (!signer.accepts(parts, signature)) throw new MalformedMessage("its signature is wrong, or was used before");
  const [header, parent, metadata, content] = parts.map(parseObject);
  return {
    identities: frames.slice(0, start),
    header: requireHeader(header!),
    parent: parent as Body["parent"],
    metadata: metadata!,
    content: content!,
    buffers: rest.slice(4),
  };
}

function parseObject(part: Buffer, index: number): Record<string, unknown> {
  const name = ["header", "parent header", "metadata", "content"][index];
  let value: unknown;
  try {
    value = JSON.parse(part.toString());
  } catch {
    throw new MalformedMessage(`its ${name} is no JSON`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new MalformedMessage(`its ${name} is no object`);
  return value as Record<string, unknown>;
}

/** Message type, id and session must be there: without them nothing can be answered. */
function requireHeader(header: Record<string, unknown>): Body["header"] {
  for (const name of ["msg_id", "msg_type", "session"]) {
    if (typeof header[name] !== "string") throw new MalformedMessage(`its header's "${name}" is no string`);
  }
  return header as unknown as Body["header"];
}
