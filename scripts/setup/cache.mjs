import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { withLock } from "./lock.mjs";
import { readJson, writeJson } from "./notes.mjs";

const MANIFEST = "complete.json";

/**
 * A folder of the cache, built once and shared by every clone. It is built in a folder beside it and renamed into
 * place when all of it is there, so that an interrupted or failing build leaves nothing that could be taken for it.
 *
 * @param {string} cache the cache folder
 * @param {string} name what the entry holds, versions included: another version is another entry
 * @param {(folder: string) => Promise<void>} build fills the empty folder it is given
 * @param {{ say?: (text: string) => void, signal?: AbortSignal }} [options]
 * @returns {Promise<string>} the folder
 */
export async function cached(cache, name, build, options) {
  const folder = path.join(cache, name);
  if (isComplete(folder)) return folder;
  return withLock(`${folder}.lock`, async () => {
    if (isComplete(folder)) return folder;
    removeLeftovers(cache, name);
    const partial = mkdtempSync(`${folder}.partial-`);
    try {
      await build(partial);
      writeJson(path.join(partial, MANIFEST), { files: sizes(partial) });
      rmSync(folder, { recursive: true, force: true });
      renameSync(partial, folder);
    } finally {
      rmSync(partial, { recursive: true, force: true, maxRetries: 3 });
    }
    return folder;
  }, options);
}

/** Whether an entry is there and every file in it still has the size that it was stored with. */
export function isComplete(folder) {
  const { files } = readJson(path.join(folder, MANIFEST)) ?? {};
  if (!files) return false;
  return Object.entries(files).every(([file, size]) => {
    const whole = path.join(folder, file);
    return existsSync(whole) && statSync(whole).size === size;
  });
}

/** What killed builds left behind; the caller holds the lock, so no living build is among it. */
function removeLeftovers(cache, name) {
  for (const other of readdirSync(cache)) {
    if (other.startsWith(`${name}.partial-`)) rmSync(path.join(cache, other), { recursive: true, force: true });
  }
}

function sizes(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map((entry) => {
    const whole = path.join(entry.parentPath ?? entry.path, entry.name);
    return [path.relative(folder, whole), statSync(whole).size];
  }));
}

/** Bytes in a folder so far, however it changes meanwhile. */
export function bytesIn(folder) {
  let total = 0;
  for (const name of readdirSync(folder, { recursive: true })) {
    try {
      const stats = statSync(path.join(folder, name));
      if (stats.isFile()) total += stats.size;
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
  return total;
}
