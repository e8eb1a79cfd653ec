import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { renderReport, type ReportOptions } from "./renderReport";

/** A report that was written. */
export interface WrittenReport {
  file: string;
  bytes: number;
  /** What could not be shown as it should, one sentence each. */
  faults: string[];
}

/** Writes an executed notebook as one HTML file, as {@link renderReport} makes it; a file that is there is replaced in one step. */
export async function writeReport(notebook: string, file: string, options: ReportOptions = {}): Promise<WrittenReport> {
  const { html, faults } = await renderReport(notebook, options);
  await writeWhole(file, html);
  return { file, bytes: Buffer.byteLength(html), faults };
}

/** Writes a file so that a reader sees the old or the new one, never half of it. */
export async function writeWhole(file: string, content: string | Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}
