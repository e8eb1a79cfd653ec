import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { explain } from "./causes.mjs";
import { runCommand } from "./command.mjs";
import { Fault } from "./fault.mjs";
import { isAtLeast } from "./node.mjs";
import { readJson, writeJson } from "./notes.mjs";
import { findPython } from "./python.mjs";

/** The oldest Python that the pinned versions of NumPy and pandas run on. */
const OLDEST_PYTHON = "3.11";

const folderOf = (root) => path.join(root, ".venv-bench");
const requirementsFile = (root) => path.join(root, "bench", "requirements.txt");
const noteFile = (root) => path.join(folderOf(root), "slope.json");

/** The Python that has the peers of the benchmarks. */
export function peersPython(root, platform = process.platform) {
  return path.join(folderOf(root), ...(platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]));
}

/** Whether `.venv-bench` is complete, of the present requirements, and not moved. */
export function peersAreInstalled(root) {
  const note = readJson(noteFile(root));
  const { requirements, place } = wanted(root);
  return note?.requirements === requirements && note.place === place && existsSync(peersPython(root));
}

/**
 * Makes `.venv-bench` with PyTorch, scikit-learn, NumPy, pandas and Keras: what benchmarks compare with, nothing else.
 *
 * @throws {Fault} Python is too old, or pip failed; nothing is left behind then
 */
export async function installPeers(root, env = process.env) {
  const folder = folderOf(root);
  const python = await findPython(env);
  if (!isAtLeast(python.version, OLDEST_PYTHON)) {
    throw new Fault({ what: "Python of the benchmarks", rule: `version ${OLDEST_PYTHON} or newer first on the PATH`,
      value: python.version, hint: "The pinned NumPy and pandas need it" });
  }
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    await runCommand(python.path, ["-m", "venv", folder]);
    const settings = { PIP_USER: "0", PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_RESUME_RETRIES: "5", PIP_NO_INPUT: "1" };
    await runCommand(peersPython(root), ["-m", "pip", "--quiet", "install", "-r", requirementsFile(root)], { env: { ...process.env, ...settings } });
    writeJson(noteFile(root), wanted(root));
  } catch (error) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    throw explain(error, { what: "Python peers", folder, hint: "Deleting the folder .venv-bench starts it afresh" });
  }
}

function wanted(root) {
  return { requirements: createHash("sha256").update(readFileSync(requirementsFile(root))).digest("hex"), place: root };
}
