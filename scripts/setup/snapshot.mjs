import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { CommandFailure, runCommand } from "./command.mjs";
import { filesBelow } from "./compile.mjs";
import { readIfThere, writeWhole } from "./notes.mjs";
import { noteFolder } from "./places.mjs";

const BUILDER = "build/src/kernel/prepare.js";
const noteFile = (root) => path.join(noteFolder(root), "snapshot/made-of");

/** What is in the snapshots and bundles: the kernel, and the types of the packages and of Slope itself. */
function fingerprint(root) {
  const files = filesBelow(root, "build/src").filter((file) => file.endsWith(".d.ts") || /kernel.*\.js$/.test(file));
  const hash = createHash("sha256").update(`${process.version}\0`);
  for (const file of ["package-lock.json", ...files]) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

/** Whether the kernel starts from snapshots and bundles of what is there now. */
export function snapshotIsMade(root) {
  return readIfThere(noteFile(root)) === fingerprint(root);
}

/**
 * Makes the snapshots and bundles. The kernel does without, only slower: where none can be made, that is noted too.
 *
 * @returns {Promise<string | undefined>} why it could not be made, or nothing
 */
export async function makeSnapshot(root, { signal } = {}) {
  if (!existsSync(path.join(root, BUILDER))) return "the kernel is not compiled";
  const state = fingerprint(root);
  try {
    await runCommand(process.execPath, [path.join(root, BUILDER)], { cwd: root, signal });
    writeWhole(noteFile(root), state);
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    writeWhole(noteFile(root), state);
    return `no snapshot (${error.message}): the kernel starts more slowly`;
  }
}
