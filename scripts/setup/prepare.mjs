import path from "node:path";
import { askedBackend, backendIsReady, linkBinding, recordBackend, whyNotWorking } from "./backend.mjs";
import { bindingEntry, compiledBinding, NoBinding } from "./binding.mjs";
import { isComplete } from "./cache.mjs";
import { explain } from "./causes.mjs";
import { compileTypescript, typescriptIsCompiled } from "./compile.mjs";
import { createEnvironment, environmentIsReady, installEnvironment } from "./environment.mjs";
import { exporterIsInstalled, installExporter } from "./exporter.mjs";
import { Fault } from "./fault.mjs";
import { configureLab, labIsConfigured } from "./lab.mjs";
import { withLock } from "./lock.mjs";
import { readJson } from "./notes.mjs";
import { countPackages, installPackages, packagesAreInstalled } from "./packages.mjs";
import { cacheFolder, noteFolder, ROOT } from "./places.mjs";
import { Progress } from "./progress.mjs";
import { findPython } from "./python.mjs";
import { makeSnapshot, snapshotIsMade } from "./snapshot.mjs";
import { tensorflowFolder, tensorflowLibraries, whyNoWheel } from "./tensorflow.mjs";

/**
 * Prepares everything that the lab and the tests need; does only what is not done yet. Independent steps overlap.
 *
 * @param {{ root?: string, env?: NodeJS.ProcessEnv, retry?: boolean, progress?: Progress }} [options] `retry`: look again
 *   for a native TensorFlow where WebAssembly was chosen for want of one
 * @returns {Promise<Progress>} how long it took
 * @throws {Fault} whatever is in the way, in one sentence
 */
export async function prepare({ root = ROOT, env = process.env, retry = false, progress = new Progress() } = {}) {
  askedBackend(env);
  if (isReady(present(root, env, retry))) return progress;
  const stop = new AbortController();
  const release = stopOnSignal(stop);
  const options = { signal: stop.signal, say: (text) => progress.say(text) };
  try {
    await withLock(path.join(noteFolder(root), "lock"), () => work({ root, env, retry, progress, stop, ...options }), options);
  } catch (error) {
    throw explain(error, { what: "The clone", folder: root, hint: "Give yourself the right to write there, or clone elsewhere" });
  } finally {
    release();
  }
  if (progress.worked) progress.say(`Set-up: ${progress.seconds.toFixed(1)} s`);
  return progress;
}

/** Which parts are there. What a part makes inside another counts only while that other is there. */
export function present(root, env = process.env, retry = false) {
  const packages = packagesAreInstalled(root);
  const environment = environmentIsReady(root);
  const typescript = packages && typescriptIsCompiled(root);
  const again = retry && !askedBackend(env) && readBackend(root)?.backend === "wasm";
  return {
    packages,
    environment,
    typescript,
    snapshot: typescript && snapshotIsMade(root),
    backend: packages && !again && backendIsReady(root, cacheFolder(env), env),
    lab: environment && labIsConfigured(root),
    exporter: environment && exporterIsInstalled(root),
  };
}

const isReady = (parts) => Object.values(parts).every(Boolean);
const readBackend = (root) => readJson(path.join(noteFolder(root), "backend.json"));

async function work(job) {
  const { root, env, retry, progress, stop, signal } = job;
  const has = present(root, env, retry);
  const python = has.environment ? undefined : await findPython(env);
  const step = (done, name, action, describe) => (done ? undefined : progress.step(name, action, describe));

  const packages = step(has.packages, "Node packages", () => installPackages(root, { signal, env }), () => String(countPackages(root)));
  const emptyEnvironment = step(has.environment, "Python environment", () => createEnvironment(root, python, { signal }),
    () => `Python ${python.version}`);
  const environment = after([emptyEnvironment], () =>
    step(has.environment, "JupyterLab", () => installEnvironment(root, { signal }), () => "installed"));
  const lab = after([environment], () => configureLab(root));
  const exporter = after([environment], () => installExporter(root));
  const typescript = after([packages], () => step(has.typescript, "TypeScript", () => compileTypescript(root, { signal }), () => "compiled"));
  const snapshot = after([typescript], () =>
    step(has.snapshot, "Type checker", () => makeSnapshot(root, { signal }), (why) => why ?? "a snapshot to start from"));
  const backend = has.backend ? undefined : decideBackend({ ...job, packages, emptyEnvironment, typescript });

  const vital = [packages, emptyEnvironment, environment, lab, exporter, backend].map((part) =>
    Promise.resolve(part).catch((error) => {
      stop.abort(error);
      throw error;
    }));
  const results = await Promise.allSettled([...vital, typescript, snapshot]);
  const failed = results.find(({ status }) => status === "rejected");
  if (failed) throw signal.aborted ? signal.reason : failed.reason;
}

async function after(parts, action) {
  await Promise.all(parts);
  return action();
}

/** The end of a part, good or bad: TypeScript's compiler writes its output in spite of errors. */
const settled = (part) => Promise.allSettled([part]);

/** Native TensorFlow where the machine has all that it takes and it computes rightly; else WebAssembly, and why. */
async function decideBackend(job) {
  const { root, env, progress, signal, packages, typescript } = job;
  const asked = askedBackend(env);
  const cache = cacheFolder(env);
  const why = asked === "wasm" ? "SLOPE_BACKEND=wasm asks for it" : await nativeOrWhyNot(job, cache);
  if (why && asked === "native") {
    throw new Fault({ what: "SLOPE_BACKEND", rule: "a backend that works here", value: `"native" (${why})`, hint: "Leave it unset to run on WebAssembly" });
  }
  if (why) {
    await after([packages, settled(typescript)], () =>
      progress.step("Smoke test", () => requireWorking(root, "wasm", { signal, env }), () => "WebAssembly computes rightly"));
    progress.say(`  TensorFlow runs on WebAssembly here: ${why}`);
  }
  recordBackend(root, cache, env, why ? "wasm" : "native", why ?? "its library and compiled binding passed the smoke test");
}

async function nativeOrWhyNot({ root, env, progress, signal, say, packages, emptyEnvironment, typescript }, cache) {
  const why = whyNoWheel();
  if (why) return why;
  try {
    const libraries = tensorflowFolder(cache);
    if (!isComplete(libraries)) {
      await after([emptyEnvironment], () =>
        progress.step("TensorFlow", (note) => tensorflowLibraries(root, cache, { note, say, signal }), () => "two libraries and the headers"));
    }
    await packages;
    const binding = path.join(cache, bindingEntry(root));
    if (!isComplete(binding)) {
      await after([emptyEnvironment], () =>
        progress.step("tfjs-node's binding", (note) => compiledBinding(root, cache, libraries, { note, say, signal, env }), () => "compiled"));
    }
    linkBinding(root, binding);
    return await after([settled(typescript)], () =>
      progress.step("Smoke test", () => whyNotWorking(root, "native", { signal, env }), (fault) => fault ?? "TensorFlow computes rightly"));
  } catch (error) {
    if (error instanceof NoBinding) return error.message;
    throw error;
  }
}

async function requireWorking(root, backend, options) {
  const why = await whyNotWorking(root, backend, options);
  if (why) {
    throw new Fault({ what: `TensorFlow on ${backend}`, rule: "a matrix product and a gradient", value: why, hint: "Run `npm run doctor`; if that finds nothing, delete node_modules and start again" });
  }
}

/** Ctrl-C and its like stop the commands, so that what was half done is removed. */
function stopOnSignal(stop) {
  const names = ["SIGINT", "SIGTERM", "SIGHUP"];
  const listener = () => stop.abort(new Fault({
    what: "Set-up", rule: "to run to its end", value: "an interruption", hint: "What was half done has been removed; run the same command again",
  }));
  for (const name of names) process.once(name, listener);
  return () => names.forEach((name) => process.off(name, listener));
}
