import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { explain } from "./causes.mjs";
import { runCommand } from "./command.mjs";
import { readJson, writeJson } from "./notes.mjs";
import { venvPython } from "./places.mjs";

const HINT = "`npm run doctor` says what is there; deleting the folder .venv starts it afresh";

const lockFile = (root) => path.join(root, "scripts", "requirements.lock.txt");
const noteFile = (root) => path.join(root, ".venv", "slope.json");

/** What a complete environment notes in itself: its own place too, for a moved one has wrong paths in it. */
function wanted(root) {
  return { requirements: createHash("sha256").update(readFileSync(lockFile(root))).digest("hex"), place: root };
}

/** Whether `.venv` is complete, of the present lock file, not moved, and its Python still there. */
export function environmentIsReady(root) {
  const note = readJson(noteFile(root));
  const { requirements, place } = wanted(root);
  return note?.requirements === requirements && note.place === place && existsSync(venvPython(root));
}

/** Makes an empty `.venv`, with pip and nothing else. */
export async function createEnvironment(root, python, { signal } = {}) {
  const folder = path.join(root, ".venv");
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    await runCommand(python.path, ["-m", "venv", folder], { signal });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    throw explain(error, { what: "Python environment", folder, hint: HINT });
  }
}

/**
 * Installs the locked packages into `.venv`, every file checked by its hash.
 *
 * pip does it, though uv would be faster: pip takes the mirror, proxy and certificates that people have set up for it.
 * The lock file names every package, so pip need not resolve anything; byte code is written afterwards, on all cores.
 */
export async function installEnvironment(root, { signal } = {}) {
  const folder = path.join(root, ".venv");
  try {
    await runPip(root, ["install", "--no-deps", "--no-compile", "--require-hashes", "-r", lockFile(root)], { signal });
    await runCommand(venvPython(root), ["-m", "compileall", "-q", "-j", "0", folder], { signal }).catch(() => {
      signal?.throwIfAborted(); // a package may carry files for another Python: they are never imported
    });
    writeJson(noteFile(root), wanted(root));
  } catch (error) {
    throw explain(error, { what: "Python packages", folder, hint: HINT });
  }
}

/** Runs the environment's pip with the reader's own settings, less those that would install somewhere else. */
export function runPip(root, args, { signal, env = process.env } = {}) {
  const settings = { PIP_USER: "0", PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_RESUME_RETRIES: "5", PIP_NO_INPUT: "1" };
  return runCommand(venvPython(root), ["-m", "pip", "--quiet", ...args], { signal, env: { ...env, ...settings } });
}
