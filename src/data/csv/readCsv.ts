import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { DataFrame } from "danfojs-node";
import { InputError, refuse, requireFunction, requireList, requireOneOf, requireOptions } from "../../errors";
import { checkFrameNames, frameOf } from "../frame";
import type { CsvColumn, CsvValues } from "./column";
import { CsvParser, type CsvFormat } from "./parser";
import { warnAbout } from "./warnings";
import { utf8Pieces } from "./utf8Pieces";

/** How far a file is read. */
export interface CsvProgress {
  bytesRead: number;
  /** The size of the file. */
  totalBytes: number;
  /** Read so far, without the line of names. */
  rows: number;
}

/** Options of {@link readCsv} and {@link readCsvColumns}. */
export interface CsvOptions extends CsvFormat {
  /**
   * The encoding, by its name in the Encoding Standard: "gb18030" (also for GBK files), "windows-1252", …
   * Default "utf-8"; a byte-order mark of UTF-16 goes first.
   */
  encoding?: string;
  /**
   * Called after every megabyte. When a column turns out to be text only far down, the file is
   * read a second time and `bytesRead` starts again.
   */
  onProgress?: (progress: CsvProgress) => void;
}

/**
 * Reads a CSV file (RFC 4180, the first line names the columns) into a danfo DataFrame.
 *
 * A column is numeric (float64) when every field in it is a number or a hole, and text otherwise.
 * A hole is an empty field, one of pandas' usual spellings (NA, NaN, null, …) or one of
 * `missingValues`; it becomes NaN in a numeric column and stays as it is in a text column. Blank
 * lines are skipped. One warning on the console counts the holes and names columns that would be
 * numeric but for a few fields. Line numbers in messages are those of the file, from 1.
 *
 * The file is read in pieces of one megabyte, and other work gets its turn between them. The frame makes its rows when
 * they are first asked for (`frame.values`, `frame.head()`); with them it takes several times the memory of the columns.
 *
 * @param path relative to the working directory, which is the notebook's folder in a notebook
 * @throws InputError when there is no such file, it is empty or has no rows, a column name is missing
 *   or repeated, lines have more or fewer fields than the first, a quote is never closed, the bytes
 *   are not in the encoding given, a column asked for does not exist or, being in `numbers`, holds text,
 *   or a column's name is one that a DataFrame needs for itself
 */
export async function readCsv(path: string, options: CsvOptions = {}): Promise<DataFrame> {
  const columns = await readCsvColumns(path, options);
  checkFrameNames([...columns.keys()], `${path}, line 1`, "Rename the column, or read the file with readCsvColumns");
  return frameOf(columns);
}

/**
 * Reads a CSV file like {@link readCsv}, into a Float64Array for each numeric column and a list of
 * strings for each other, by name and in the order of the file.
 */
export async function readCsvColumns(path: string, options: CsvOptions = {}): Promise<Map<string, CsvValues>> {
  if (typeof path !== "string") refuse("path", "the path of a CSV file", path);
  checkOptions(options);
  const totalBytes = await sizeOf(path);
  const columns = await readPass(path, totalBytes, options);
  const late = columns.filter((column) => column.late).map(({ name }) => name);
  if (late.length > 0) {
    const again = await readPass(path, totalBytes, { ...options, columns: late, numbers: [] }, late);
    for (const column of again) columns[columns.findIndex(({ name }) => name === column.name)] = column;
  }
  warnAbout(path, columns);
  return new Map(columns.map(({ name, values }) => [name, values]));
}

async function readPass(
  path: string, totalBytes: number, options: CsvOptions, texts: readonly string[] = [],
): Promise<CsvColumn[]> {
  const parser = new CsvParser(path, options, texts);
  for await (const { bytes, bytesRead } of utf8Pieces(path, options.encoding ?? "utf-8")) {
    parser.push(bytes);
    options.onProgress?.({ bytesRead, totalBytes, rows: parser.rows });
  }
  return parser.end();
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const missing = error.code === "ENOENT" || error.code === "ENOTDIR";
    const hint = "A relative path starts at the working directory";
    throw new InputError(path, "a file", missing ? `nothing at ${resolve(path)}` : error.message, hint);
  });
  if (!found.isFile()) throw new InputError(path, "a file", found.isDirectory() ? "a folder" : "something else");
  return found.size;
}

const KNOWN: Record<keyof CsvOptions, true> = {
  columns: true, numbers: true, separator: true, decimal: true, missingValues: true, encoding: true, onProgress: true,
};

function checkOptions(options: CsvOptions): void {
  const { separator = ",", decimal = ".", columns, numbers, missingValues, onProgress } = requireOptions("readCsv", options, KNOWN);
  requireOneOf("decimal", decimal, [".", ","]);
  if (onProgress !== undefined && onProgress !== null) requireFunction("onProgress", onProgress);
  for (const [name, list] of Object.entries({ columns, numbers, missingValues })) {
    if (list !== undefined && list !== null && !requireList(name, list, "a list of texts").every((text) => typeof text === "string")) {
      refuse(name, "a list of texts", list.find((text) => typeof text !== "string"));
    }
  }
  if (typeof separator !== "string" || !/^[\x09\x20\x21\x23-\x7e]$/.test(separator)) {
    refuse("separator", "one ASCII character, no quote", separator);
  }
  if (columns && (columns.length === 0 || new Set(columns).size < columns.length)) {
    refuse("columns", "at least one name, none of them twice", columns.join(", "));
  }
}
