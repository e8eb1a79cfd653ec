import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The content of a text file, or nothing where there is none. */
export function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** The JSON in a file, or nothing where there is none or it is cut off. */
export function readJson(file) {
  try {
    return JSON.parse(readIfThere(file) ?? "null") ?? undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes a file so that a reader sees the old or the new content, never half of it. Folders are made as needed. */
export function writeWhole(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  writeFileSync(partial, text);
  renameSync(partial, file);
}

/** Writes JSON as {@link writeWhole} does. */
export function writeJson(file, value) {
  writeWhole(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** Writes a file only where its content would change. */
export function writeIfChanged(file, text) {
  if (readIfThere(file) !== text) writeWhole(file, text);
}
