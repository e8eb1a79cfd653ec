import type { MimeBundle } from "./mimeBundle";

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
