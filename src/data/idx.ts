import { gunzipSync } from "node:zlib";
import { InputError } from "../errors";

/** Unsigned bytes in as many dimensions as the file has: pictures have three, labels one. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

const unsignedByte = 0x08;
const headerOf = (dimensions: number) => 4 + 4 * dimensions;

/**
 * Reads the IDX format of MNIST: two zeros, the type, the number of dimensions, these as big-endian integers of four
 * bytes, and then the numbers, row-major. Packed (gzip) or not.
 * @param what the file's name, for errors
 * @throws InputError when it is another format, holds anything but unsigned bytes, or ends too early or too late
 */
export function parseIdx(file: Uint8Array, what: string, dimensions: number): IdxArray {
  const content = unpacked(file, what);
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const magic = content.length >= headerOf(dimensions) ? view.getUint32(0) : -1;
  if (magic !== unsignedByte * 256 + dimensions) {
    const found = content.length < headerOf(dimensions) ? `${content.length} bytes` : hex(magic);
    throw new InputError(what, `an IDX file of bytes in ${dimensions} dimensions (${hex(unsignedByte * 256 + dimensions)})`, found);
  }
  const shape = Array.from({ length: dimensions }, (_, k) => view.getUint32(4 + 4 * k));
  const bytes = content.subarray(headerOf(dimensions));
  const expected = shape.reduce((product, length) => product * length, 1);
  if (bytes.length !== expected) {
    throw new InputError(what, `${shape.join(" x ")} = ${expected} bytes after its header`, String(bytes.length), "Fetch it again");
  }
  return { shape, bytes };
}

function unpacked(file: Uint8Array, what: string): Uint8Array {
  if (file[0] !== 0x1f || file[1] !== 0x8b) return file;
  try {
    return gunzipSync(file);
  } catch (error) {
    throw new InputError(what, "a whole gzip file", (error as Error).message, "Fetch it again");
  }
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}
