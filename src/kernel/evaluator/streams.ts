import { Console } from "node:console";
import { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

type Written = (error?: Error | null) => void;

/** Where the text of a stream goes. */
type Print = (name: "stdout" | "stderr", text: string) => void;

/** `process.stdout` or `process.stderr` of a cell. */
class OutputStream extends Writable {
  readonly isTTY = false;
  private readonly decoder = new StringDecoder("utf8");

  constructor(
    private readonly streamName: "stdout" | "stderr",
    readonly fd: 1 | 2,
    private readonly print: Print,
  ) {
    super({ decodeStrings: false });
  }

  /** Strings, nearly all there is, go the short way; `end` and `pipe` work as for any stream. */
  override write(chunk: unknown, encoding?: BufferEncoding | Written, written?: Written): boolean {
    if (typeof chunk !== "string" || this.writableEnded) return super.write(chunk, encoding as BufferEncoding, written);
    this.print(this.streamName, chunk);
    const callback = typeof encoding === "function" ? encoding : written;
    if (callback) process.nextTick(callback);
    return true;
  }

  override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, written: Written): void {
    this.print(this.streamName, typeof chunk === "string" ? chunk : this.decoder.write(Buffer.from(chunk)));
    written();
  }
}

/** Makes `process.stdout`, `process.stderr` and `console` of this process print through the kernel. */
export function installStreams(print: Print, clear: () => void): void {
  const stdout = new OutputStream("stdout", 1, print);
  const stderr = new OutputStream("stderr", 2, print);
  Object.defineProperty(process, "stdout", { value: stdout, configurable: true, enumerable: true, writable: true });
  Object.defineProperty(process, "stderr", { value: stderr, configurable: true, enumerable: true, writable: true });
  // Node's own console also keeps every call for its debugger; the object stays, as others may hold it.
  Object.assign(console, new Console({ stdout, stderr, colorMode: false, ignoreErrors: false }), { clear, Console });
}
