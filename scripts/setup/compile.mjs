import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { CommandFailure, runCommand } from "./command.mjs";
import { Fault } from "./fault.mjs";
import { readIfThere, writeWhole } from "./notes.mjs";
import { noteFolder } from "./places.mjs";

const FOLDERS = ["src", "test"];
const EMITTED = /\.(js|js\.map|d\.ts)$/;

const noteFile = (root) => path.join(noteFolder(root), "compiled");

/** Every file below a folder, relative to `root`, in a fixed order. */
export function filesBelow(root, folder) {
  const whole = path.join(root, folder);
  if (!existsSync(whole)) return [];
  const files = readdirSync(whole, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name))).sort();
}

function fingerprint(root) {
  const sources = FOLDERS.flatMap((folder) => filesBelow(root, folder)).filter((file) => file.endsWith(".ts"));
  const hash = createHash("sha256");
  for (const file of ["tsconfig.json", "package-lock.json", ...sources]) {
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

/** Whether `build/` is of the present sources. */
export function typescriptIsCompiled(root) {
  return existsSync(path.join(root, "build/src")) && readIfThere(noteFile(root)) === fingerprint(root);
}

/** Compiles `src/` and `test/` into `build/`, removes what a source that is gone had left there, and makes the bundles. */
export async function compileTypescript(root, { signal } = {}) {
  if (!existsSync(path.join(root, "build/src"))) rmSync(path.join(root, "build"), { recursive: true, force: true });
  removeOrphans(root);
  const state = fingerprint(root);
  try {
    await runCommand(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "--project", root], { cwd: root, signal });
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    throw new Fault({
      what: "TypeScript",
      rule: "sources without errors",
      value: plural((error.output.match(/error TS\d+/g) ?? []).length, "error"),
      hint: "Mend what is listed below and run the same command again",
      details: error.output,
    });
  }
  await bundle(root, signal);
  writeWhole(noteFile(root), state);
}

/** Slope loads from bundles of what was compiled. */
async function bundle(root, signal) {
  const program = path.join(root, "build/src/bundle/main.js");
  if (existsSync(program)) await runCommand(process.execPath, [program], { cwd: root, signal });
}

function removeOrphans(root) {
  for (const file of FOLDERS.flatMap((folder) => filesBelow(root, path.join("build", folder)))) {
    const source = path.relative("build", file).replace(EMITTED, ".ts");
    if (EMITTED.test(file) && !existsSync(path.join(root, source))) rmSync(path.join(root, file));
  }
}

const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
