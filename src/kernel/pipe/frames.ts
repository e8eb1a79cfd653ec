import { readSync, writeSync } from "node:fs";
import type { Readable } from "node:stream";
import { deserialize, serialize } from "node:v8";

/** Bytes before each frame that say how long it is. */
const HEADER = 4;

/**
 * Writes one value to a pipe and returns when the pipe has it: what a process said is heard even if it ends or hangs
 * right after.
 */
export function writeFrame(descriptor: number, value: unknown): void {
  writeBytes(descriptor, encodeFrame(value));
}

/** Writes all of some bytes to a pipe, waiting while it is full. */
export function writeBytes(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSome(descriptor, bytes, written);
}

/** Waits for one value from a pipe that nothing else reads. */
export function readFrame(descriptor: number): unknown {
  const length = readBytes(descriptor, HEADER).readUInt32LE(0);
  return deserialize(readBytes(descriptor, length));
}

/** A value as it travels through a pipe: its length, then V8's serialization (typed arrays and buffers stay bytes). */
export function encodeFrame(value: unknown): Buffer {
  const body = serialize(value);
  const frame = Buffer.allocUnsafe(HEADER + body.length);
  frame.writeUInt32LE(body.length, 0);
  body.copy(frame, HEADER);
  return frame;
}

/** Calls `receive` with each value that arrives, in order. */
export function readFrames(stream: Readable, receive: (value: unknown) => void): void {
  let pieces: Buffer[] = [];
  let size = 0;
  stream.on("data", (piece: Buffer) => {
    pieces.push(piece);
    size += piece.length;
    if (size < HEADER || size < needed(pieces)) return;
    let rest = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, size);
    while (rest.length >= HEADER && rest.length >= HEADER + rest.readUInt32LE(0)) {
      const end = HEADER + rest.readUInt32LE(0);
      receive(deserialize(rest.subarray(HEADER, end)));
      rest = rest.subarray(end);
    }
    pieces = rest.length > 0 ? [rest] : [];
    size = rest.length;
  });
}

/** The length of the first frame, header included, of which at least the header has arrived. */
function needed(pieces: Buffer[]): number {
  if (pieces[0]!.length < HEADER) pieces.splice(0, pieces.length, Buffer.concat(pieces));
  return HEADER + pieces[0]!.readUInt32LE(0);
}

function writeSome(descriptor: number, bytes: Uint8Array, from: number): number {
  return orWait(() => writeSync(descriptor, bytes, from));
}

function readBytes(descriptor: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let read = 0; read < length; ) {
    const count = orWait(() => readSync(descriptor, bytes, read, length - read, null) || undefined);
    if (count === undefined) throw new Error("the pipe has ended");
    read += count;
  }
  return bytes;
}

/** What a call on a pipe gives; 0 after a millisecond when the pipe does not wait itself and was not ready. */
function orWait<T>(call: () => T): T | 0 {
  try {
    return call();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    return 0;
  }
}
