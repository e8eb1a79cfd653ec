import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as data from "../data";
import { joined, type NotebookDocument } from "../run";

/** Data that a notebook reads, and the checksum of the file they are in. */
export interface DataSource {
  name: string;
  sha256: string;
}

/** A data set's loader, as `slope` has them. */
type Loader = () => unknown;

/**
 * The data files behind a notebook: those of the data sets that its cells load, and those that it reads with `readCsv`.
 *
 * @param folder where the notebook lies
 */
export async function dataSources(notebook: NotebookDocument, folder: string): Promise<DataSource[]> {
  const code = notebook.cells.filter((cell) => cell.cell_type === "code").map((cell) => joined(cell.source)).join("\n");
  const named = namesIn(code, /\b(load[A-Z]\w*)\s*\(/g).map((name) => (data as Record<string, unknown>)[name]);
  const loaders = named.filter((value) => typeof value === "function") as Loader[];
  const sets = await Promise.all(loaders.map((load) => load()));
  const files = namesIn(code, /\breadCsv(?:Columns)?\(\s*["'`]([^"'`$]+)["'`]/g).filter((file) => existsSync(path.resolve(folder, file)));
  return [...sets.filter(isOfFile).map(({ title, sha256 }) => ({ name: title, sha256 })), ...files.map((file) => checked(file, folder))];
}

function namesIn(code: string, pattern: RegExp): string[] {
  return [...new Set([...code.matchAll(pattern)].map(([, name]) => name!))];
}

/** A data set that comes from a file; others are made by a formula. */
function isOfFile(value: unknown): value is { title: string; sha256: string } {
  return typeof (value as { sha256?: unknown }).sha256 === "string";
}

function checked(file: string, folder: string): DataSource {
  return { name: path.basename(file), sha256: createHash("sha256").update(readFileSync(path.resolve(folder, file))).digest("hex") };
}
