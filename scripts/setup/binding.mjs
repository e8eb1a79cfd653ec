import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { cached } from "./cache.mjs";
import { explain } from "./causes.mjs";
import { CommandFailure, runCommand } from "./command.mjs";
import { isExecutable } from "./executable.mjs";
import { Fault } from "./fault.mjs";
import { TENSORFLOW } from "./pins.mjs";
import { machine, tensorflowFolder } from "./tensorflow.mjs";
import { compileWithZig } from "./zig.mjs";

/** What is compiled with tfjs-node's sources, and which of TensorFlow's functions they call ours in place of. */
const OWN_SOURCES = ["quiet.cc", "sessions.cc", "pooledConvolution.h", "pooledConvolution.cc", "poolWindows.h"]
  .map((name) => path.join(path.dirname(fileURLToPath(import.meta.url)), name));
const OWN_FUNCTIONS = { TF_LoadSessionFromSavedModel: "SlopeLoadSession", TF_SessionRun: "SlopeRunSession" };
export const BINDING_FILE = "tfjs_binding.node";

/** tfjs-node's binding cannot be had here, for a reason that is no fault of the reader's. */
export class NoBinding extends Error {}

/** The name of the binding's cache entry: all that its content depends on. */
export function bindingEntry(root) {
  const hash = createHash("sha256");
  for (const source of OWN_SOURCES) hash.update(readFileSync(source));
  hash.update(path.basename(tensorflowFolder("")));
  return `tfjs-node-${tfjsVersion(root)}-tensorflow-${TENSORFLOW}-${machine()}-${hash.digest("hex").slice(0, 8)}`;
}

/** The installed release of tfjs-node. */
export function tfjsVersion(root) {
  return JSON.parse(readFileSync(path.join(root, "node_modules/@tensorflow/tfjs-node/package.json"), "utf8")).version;
}

/**
 * The cache entry with tfjs-node's binding, compiled from tfjs-node's own package by the first C++ compiler that can:
 * the reader's own, else one out of a Python wheel.
 *
 * @param {string} root
 * @param {string} cache the cache folder
 * @param {string} libraries the entry of TensorFlow's libraries, beside which this one lies
 * @returns {Promise<string>} its folder
 * @throws {NoBinding} where no compiler can
 */
export async function compiledBinding(root, cache, libraries, options = {}) {
  const { env = process.env, compilers = compilersOnPath(env), zig = compileWithZig, say, signal, note = () => {} } = options;
  const build = async (folder) => {
    const failures = [];
    for (const compiler of compilers) {
      const [command, ...first] = compiler;
      const args = [...first, ...compilerArguments(root, libraries, path.join(folder, BINDING_FILE))];
      note(path.basename(command));
      if (await succeeds(() => runCommand(command, args, { signal, env }), path.basename(command), failures)) return;
    }
    note("a C++ compiler from PyPI, which first builds its own library: about two minutes");
    const args = compilerArguments(root, libraries, path.join(folder, BINDING_FILE), { startFirst: false });
    if (await succeeds(() => zig(root, folder, args, { signal }), "ziglang", failures)) return;
    throw new NoBinding(`no C++ compiler could build tfjs-node's binding (${failures.join("; ")})`);
  };
  try {
    return await cached(cache, bindingEntry(root), build, { say, signal });
  } catch (error) {
    throw explain(error, { what: "tfjs-node's binding", folder: cache, hint: "SLOPE_BACKEND=wasm does without it" });
  }
}

async function succeeds(attempt, name, failures) {
  try {
    await attempt();
    return true;
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    const fault = explain(error, { what: name, folder: "the cache", hint: "" });
    if (fault instanceof Fault && /full disk/.test(fault.message)) throw fault;
    failures.push(`${name}: ${firstError(error)}`);
    return false;
  }
}

function firstError({ output, message }) {
  return (output.split("\n").find((line) => /error/i.test(line)) ?? message).trim().slice(0, 160);
}

/**
 * The one line that makes the binding. `startFirst`: the linker itself is told that our `quiet.cc` runs before the
 * libraries' start-up code, which would log.
 */
export function compilerArguments(root, libraries, output, { startFirst = true, platform = process.platform } = {}) {
  const modules = path.join(root, "node_modules");
  const sources = path.join(modules, "@tensorflow/tfjs-node/binding");
  const isMac = platform === "darwin";
  const beside = `${isMac ? "@loader_path" : "$ORIGIN"}/../${path.basename(libraries)}/lib`;
  return [
    "-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8",
    ...Object.entries(OWN_FUNCTIONS).map(([theirs, ours]) => `-D${theirs}=${ours}`),
    "-I", path.join(modules, "node-api-headers/include"),
    "-I", path.join(libraries, "include"),
    ...readdirSync(sources).filter((name) => name.endsWith(".cc")).map((name) => path.join(sources, name)),
    ...OWN_SOURCES.filter((file) => file.endsWith(".cc")),
    ...readdirSync(path.join(libraries, "lib")).sort().map((name) => path.join(libraries, "lib", name)),
    `-Wl,-rpath,${beside}`,
    ...(isMac ? ["-Wl,-undefined,dynamic_lookup"] : startFirst ? ["-Wl,-z,initfirst"] : []),
    "-o", output,
  ];
}

/** The C++ compilers that the environment names (`CXX`) or the PATH has, in the order to try them. */
export function compilersOnPath(env = process.env) {
  const own = env.CXX?.trim() ? [env.CXX.trim().split(/\s+/)] : [];
  const found = ["g++", "clang++", "c++"].map((name) => onPath(name, env)).filter(Boolean);
  return [...own, ...found.map((file) => [file])];
}

function onPath(name, env) {
  return (env.PATH ?? "").split(path.delimiter).filter(Boolean).map((folder) => path.join(folder, name)).find(isExecutable);
}
