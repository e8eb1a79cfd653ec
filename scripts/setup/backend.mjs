import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { BINDING_FILE, bindingEntry, compilersOnPath, tfjsVersion } from "./binding.mjs";
import { isComplete } from "./cache.mjs";
import { CommandFailure, runCommand } from "./command.mjs";
import { Fault } from "./fault.mjs";
import { readJson, writeJson } from "./notes.mjs";
import { TENSORFLOW } from "./pins.mjs";
import { noteFolder } from "./places.mjs";
import { machine, tensorflowFolder } from "./tensorflow.mjs";

const SMOKE_TEST = path.join(path.dirname(fileURLToPath(import.meta.url)), "smoke_test.cjs");
const SMOKE_TEST_LIMIT = 120_000;

/** What the lab reads: `{ backend: "native" | "wasm", reason, tensorflow: "2.21.0" | null }`. */
export const recordFile = (root) => path.join(noteFolder(root), "backend.json");
const inputsFile = (root) => path.join(noteFolder(root), "backend-inputs.json");
const linkFile = (root) => path.join(root, "node_modules/@tensorflow/tfjs-node/lib/napi-v8", BINDING_FILE);

/** The backend that the reader asks for by `SLOPE_BACKEND`, or nothing. */
export function askedBackend(env = process.env) {
  const asked = env.SLOPE_BACKEND || undefined;
  if (asked && !["native", "wasm"].includes(asked)) {
    throw new Fault({ what: "SLOPE_BACKEND", rule: '"native" or "wasm"', value: JSON.stringify(asked), hint: "Leave it unset to let the set-up choose" });
  }
  return asked;
}

/** What the decision for a backend rests on: when any of it changes, it is made again. */
function inputs(root, cache, env, backend) {
  return JSON.stringify({
    node: process.version,
    machine: machine(),
    tensorflow: TENSORFLOW,
    tfjs: tfjsVersion(root),
    asked: askedBackend(env) ?? null,
    ...(backend === "native" ? { cache } : { compilers: compilersOnPath(env) }),
  });
}

/** Whether the decision that was made still stands, and the native binding, if it is that one, is whole. */
export function backendIsReady(root, cache, env = process.env) {
  const backend = readJson(recordFile(root))?.backend;
  if (!backend || readJson(inputsFile(root))?.inputs !== inputs(root, cache, env, backend)) return false;
  return backend === "wasm" || nativeIsWhole(root, cache);
}

function nativeIsWhole(root, cache) {
  const entry = path.join(cache, bindingEntry(root));
  if (!isComplete(entry) || !isComplete(tensorflowFolder(cache))) return false;
  return existsSync(linkFile(root)) && realpathSync(linkFile(root)) === realpathSync(path.join(entry, BINDING_FILE));
}

/** Lets tfjs-node find the compiled binding where it looks for it. */
export function linkBinding(root, entry) {
  const link = linkFile(root);
  mkdirSync(path.dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(path.join(entry, BINDING_FILE), link);
}

/**
 * Runs a matrix product and a gradient on a backend in a process of its own.
 *
 * @returns {Promise<string | undefined>} why it does not work, or nothing
 */
export async function whyNotWorking(root, backend, { signal, env = process.env } = {}) {
  const preload = path.join(root, "build/src/tensorflow/preload.js");
  try {
    await runCommand(process.execPath, ["--require", preload, SMOKE_TEST], {
      cwd: root,
      signal,
      timeout: SMOKE_TEST_LIMIT,
      env: { ...env, SLOPE_BACKEND: backend, NODE_PATH: path.join(root, "node_modules") },
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    if (error.signal === "SIGILL") return "this processor lacks instructions that TensorFlow's library needs (AVX)";
    const line = error.output.split("\n").find((text) => /error|cannot|not found/i.test(text)) ?? error.message;
    return line.trim().slice(0, 240);
  }
}

/** Writes down which backend the lab uses, and why. */
export function recordBackend(root, cache, env, backend, reason) {
  writeJson(recordFile(root), { backend, reason, tensorflow: backend === "native" ? TENSORFLOW : null });
  writeJson(inputsFile(root), { inputs: inputs(root, cache, env, backend) });
}
