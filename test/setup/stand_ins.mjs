import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder for one test, its path with spaces and letters beyond ASCII, removed when the test ends. */
export function folderFor(test) {
  const folder = mkdtempSync(path.join(tmpdir(), "学 slope "));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files given by their relative paths. */
export function write(root, files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** A PATH with nothing but shell scripts by these names. */
export function commands(root, scripts) {
  const folder = path.join(root, "bin");
  mkdirSync(folder, { recursive: true });
  for (const [name, body] of Object.entries(scripts)) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  return { PATH: folder };
}

/** A clone with just enough in it for the steps that read the installed packages. */
export function smallClone(root) {
  write(root, {
    "node_modules/@tensorflow/tfjs-node/package.json": '{ "version": "4.22.0" }',
    "node_modules/@tensorflow/tfjs-node/binding/tfjs_backend.cc": "",
    "node_modules/@tensorflow/tfjs-node/binding/tfjs_binding.cc": "",
    "node_modules/@tensorflow/tfjs-node/binding/utils.h": "",
    "libraries/lib/libtensorflow_cc.so.2": "",
    "libraries/lib/libtensorflow_framework.so.2": "",
  });
  return { libraries: path.join(root, "libraries"), cache: path.join(root, "cache") };
}

/** The message of the error that `action` ends with. */
export async function messageOf(action) {
  try {
    await action();
  } catch (error) {
    return error.message;
  }
  throw new Error("no error was thrown");
}
