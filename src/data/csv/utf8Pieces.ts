import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { open } from "node:fs/promises";
import { TextDecoder } from "node:util";
import { InputError, refuse } from "../../errors";

const PIECE = 2 ** 20;
const HINT = 'Give the encoding it was saved in: encoding: "gb18030" for Chinese, "windows-1252" for Western European';

/** A piece of a text file as UTF-8, and how many bytes of the file were read up to its end. */
export interface TextPiece {
  bytes: Buffer;
  bytesRead: number;
}

/**
 * Reads a text file piece by piece and gives it as UTF-8, whatever it was saved in. A byte-order
 * mark is dropped; one of UTF-16 decides the encoding. A piece is good until the next one is asked for.
 * @param file its path
 * @param encoding a name from the Encoding Standard, such as "utf-8", "gb18030", "windows-1252"
 * @throws InputError for bytes that are not text in this encoding, with their place
 */
export async function* utf8Pieces(file: string, encoding: string): AsyncGenerator<TextPiece> {
  let decode: ((bytes: Buffer, last: boolean) => Buffer) | undefined;
  let bytesRead = 0;
  const handle = await open(file);
  // While one piece is looked at, the next one is read.
  const [one, other] = [Buffer.allocUnsafe(PIECE), Buffer.allocUnsafe(PIECE)];
  const readInto = (piece: Buffer) => handle.read(piece, 0, PIECE);
  let next = readInto(one);
  try {
    for (let read = await next; read.bytesRead > 0; read = await next) {
      next = readInto(read.buffer === one ? other : one);
      const bytes = read.buffer.subarray(0, read.bytesRead);
      decode ??= decoderFor(file, bytes, encoding);
      bytesRead += bytes.length;
      yield { bytes: decode(bytes, false), bytesRead };
    }
  } finally {
    await next.catch(() => undefined);
    await handle.close();
  }
  if (decode) yield { bytes: decode(Buffer.alloc(0), true), bytesRead };
}

function decoderFor(file: string, start: Buffer, encoding: string) {
  const label = start[0] === 0xff && start[1] === 0xfe ? "utf-16le"
    : start[0] === 0xfe && start[1] === 0xff ? "utf-16be"
    : encoding;
  const decoder = textDecoder(label);
  if (!decoder.encoding.startsWith("utf-16") && start.includes(0)) {
    const workbook = start.toString("latin1", 0, 2) === "PK";
    const hint = workbook ? "A spreadsheet program saves a workbook as CSV" : undefined;
    throw new InputError(file, "a text file", workbook ? "a zip archive or an Excel workbook" : "binary data", hint);
  }
  if (decoder.encoding === "utf-8") return utf8Checker(file);
  return (bytes: Buffer, last: boolean) => {
    try {
      return Buffer.from(decoder.decode(bytes, { stream: !last }));
    } catch {
      throw new InputError(file, `text in ${decoder.encoding}`, "bytes that are none", HINT);
    }
  };
}

function textDecoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return refuse("encoding", 'a name such as "utf-8", "gb18030" or "windows-1252"', label);
  }
}

/** Passes whole UTF-8 characters on and keeps a cut one for the next piece. */
function utf8Checker(file: string) {
  let kept: Buffer = Buffer.alloc(0);
  let offset = 0;
  return (piece: Buffer, last: boolean): Buffer => {
    const bytes = kept.length === 0 ? piece : Buffer.concat([kept, piece]);
    const whole = last ? bytes : bytes.subarray(0, bytes.length - cutCharacter(bytes));
    if (!isUtf8(whole)) refuseByte(file, whole, offset);
    const mark = offset === 0 && whole.length >= 3 && whole.readUIntBE(0, 3) === 0xefbbbf;
    offset += whole.length;
    kept = Buffer.from(bytes.subarray(whole.length));
    return mark ? whole.subarray(3) : whole;
  };
}

/** How many bytes at the end belong to a character that the next piece completes. */
function cutCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** Names the place of the first byte that is not UTF-8. The decoder writes U+FFFD there. */
function refuseByte(file: string, bytes: Buffer, offset: number): never {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const index = Buffer.byteLength(text.slice(0, text.indexOf("\ufffd")));
  const place = `${file}, line ${lineAt(file, offset + index)}`;
  const byte = `the byte 0x${bytes[index]!.toString(16).toUpperCase()} at offset ${offset + index}`;
  throw new InputError(place, "text in UTF-8", byte, HINT);
}

/** The line, from 1, on which the byte at `offset` stands. */
function lineAt(file: string, offset: number): number {
  const piece = Buffer.alloc(PIECE);
  const descriptor = openSync(file, "r");
  try {
    let line = 1;
    for (let at = 0, read = 1; at < offset && read > 0; at += read) {
      read = readSync(descriptor, piece, 0, Math.min(PIECE, offset - at), at);
      for (let i = 0; i < read; i++) if (piece[i] === 0x0a) line++;
    }
    return line;
  } finally {
    closeSync(descriptor);
  }
}
