import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { InputError } from "../errors";
import type { CsvValues } from "./csv/column";
import { CsvParser } from "./csv/parser";

/** The project's own `data` folder. */
export const dataFolder = resolve(__dirname, "../../../data");

/**
 * Reads a CSV file of the project's own `data` folder and checks that it is the one described there.
 * @param sha256 of its bytes with LF as line end; git may have written CR LF
 * @param numbers the columns that hold numbers
 * @throws InputError when the file is missing or altered
 */
export function readDataFile(
  name: string, sha256: string, numbers: readonly string[], folder = dataFolder,
): Map<string, CsvValues> {
  const bytes = readBytes(name, join(folder, name));
  requireDigest(name, Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1"), sha256);
  const parser = new CsvParser(`data/${name}`, { numbers });
  parser.push(bytes);
  return new Map(parser.end().map((column) => [column.name, column.values]));
}

/**
 * Reads a file of the project's own `data` folder that is no text, and checks that it is the one described there.
 * @throws InputError when the file is missing or altered
 */
export function readDataBytes(name: string, sha256: string, folder = dataFolder): Buffer {
  const bytes = readBytes(name, join(folder, name));
  requireDigest(name, bytes, sha256);
  return bytes;
}

function requireDigest(name: string, bytes: Buffer, sha256: string): void {
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== sha256) {
    throw new InputError(`data/${name}`, `the file with SHA-256 ${sha256}`, `one with ${found}`, restore(name));
  }
}

function readBytes(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? `nothing at ${path}` : String(code);
    throw new InputError(`data/${name}`, "a file", found, restore(name));
  }
}

function restore(name: string): string {
  return `Restore it with: git checkout -- data/${name}`;
}
