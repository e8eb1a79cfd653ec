import { sep } from "node:path";

/** One value in several formats: a key is a MIME type, and a front end shows the richest it knows. */
export type MimeBundle = Record<string, unknown>;

/** What one `display_data` message carries. */
export interface Display {
  data: MimeBundle;
  /** Hints for a format, under its MIME type. */
  metadata: MimeBundle;
}

/** A display of text alone. */
export function plain(text: string): Display {
  return { data: { "text/plain": text }, metadata: {} };
}

/** What tslab's kernel offers while a cell runs. */
interface Kernel {
  lastWriteDisplayData: ((message: Display & { transient: object }, update: boolean) => void) | null;
}

/** Shows a value in the running cell; outside a kernel, prints its plain text. */
export function send(display: Display): void {
  const write = runningKernel()?.lastWriteDisplayData;
  if (write) write({ ...display, transient: {} }, false);
  else console.log(String(display.data["text/plain"]));
}

/**
 * The tslab kernel of this process. It is looked up among the loaded modules and never loaded: what matters is the
 * instance that runs, and loading another would bring a TypeScript compiler along.
 */
function runningKernel(): Kernel | undefined {
  const place = ["tslab", "dist", "jupyter.js"].join(sep);
  const path = Object.keys(require.cache).find((file) => file.endsWith(sep + place));
  return path === undefined ? undefined : (require.cache[path]!.exports as Kernel);
}
