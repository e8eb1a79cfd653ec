import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { InputError } from "../errors";
import type { CsvValues } from "./csv/column";
import { CsvParser } from "./csv/parser";

const FOLDER = resolve(__dirname, "../../../data");

/**
 * Reads a CSV file of the project's own `data` folder and checks that it is the one described there.
 * @param sha256 of its bytes with LF as line end; git may have written CR LF
 * @param numbers the columns that hold numbers
 * @throws InputError when the file is missing or altered
 */
export function readDataFile(
  name: string, sha256: string, numbers: readonly string[], folder = FOLDER,
): Map<string, CsvValues> {
  const bytes = readBytes(name, join(folder, name));
  const found = createHash("sha256").update(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1").digest("hex");
  if (found !== sha256) {
    throw new InputError(`data/${name}`, `the file with SHA-256 ${sha256}`, `one with ${found}`, restore(name));
  }
  const parser = new CsvParser(`data/${name}`, { numbers });
  parser.push(bytes);
  return new Map(parser.end().map((column) => [column.name, column.values]));
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
