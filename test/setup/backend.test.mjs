import assert from "node:assert/strict";
import { lstatSync, readFileSync, truncateSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { askedBackend, backendIsReady, linkBinding, recordBackend, recordFile, whyNotWorking } from "../../scripts/setup/backend.mjs";
import { BINDING_FILE, bindingEntry } from "../../scripts/setup/binding.mjs";
import { cached } from "../../scripts/setup/cache.mjs";
import { ROOT } from "../../scripts/setup/places.mjs";
import { tensorflowFolder } from "../../scripts/setup/tensorflow.mjs";
import { commands, folderFor, smallClone, write } from "./stand_ins.mjs";

async function nativeClone(t) {
  const root = folderFor(t);
  const { cache } = smallClone(root);
  await cached(cache, path.basename(tensorflowFolder(cache)), async (folder) => write(folder, { "lib/libtensorflow_cc.so.2": "library" }));
  const entry = await cached(cache, bindingEntry(root), async (folder) => write(folder, { [BINDING_FILE]: "binding" }));
  linkBinding(root, entry);
  return { root, cache, entry };
}

test("writes down the backend, the reason and TensorFlow's release for the lab to read", async (t) => {
  const { root, cache } = await nativeClone(t);
  recordBackend(root, cache, {}, "native", "it works");
  assert.deepEqual(JSON.parse(readFileSync(recordFile(root), "utf8")), { backend: "native", reason: "it works", tensorflow: "2.21.0" });
  recordBackend(root, cache, {}, "wasm", "no compiler");
  assert.deepEqual(JSON.parse(readFileSync(recordFile(root), "utf8")), { backend: "wasm", reason: "no compiler", tensorflow: null });
});

test("the binding is linked where tfjs-node looks for it, in place of whatever was there", async (t) => {
  const { root, entry } = await nativeClone(t);
  linkBinding(root, entry);
  const link = path.join(root, "node_modules/@tensorflow/tfjs-node/lib/napi-v8", BINDING_FILE);
  assert.equal(lstatSync(link).isSymbolicLink(), true);
  assert.equal(readFileSync(link, "utf8"), "binding");
});

test("a native backend stands while its files are whole, its cache is the same and nobody asks for another", async (t) => {
  const { root, cache, entry } = await nativeClone(t);
  recordBackend(root, cache, {}, "native", "it works");
  assert.equal(backendIsReady(root, cache, {}), true);
  assert.equal(backendIsReady(root, cache, { SLOPE_BACKEND: "wasm" }), false);
  assert.equal(backendIsReady(root, path.join(root, "other cache"), {}), false);
  truncateSync(path.join(entry, BINDING_FILE), 2);
  assert.equal(backendIsReady(root, cache, {}), false);
});

test("WebAssembly for want of a compiler is decided anew when there is one", async (t) => {
  const { root, cache } = await nativeClone(t);
  const env = { PATH: path.join(root, "bin") };
  recordBackend(root, cache, env, "wasm", "no compiler");
  assert.equal(backendIsReady(root, cache, env), true);
  commands(root, { "g++": "" });
  assert.equal(backendIsReady(root, cache, env), false);
});

test("SLOPE_BACKEND takes native, wasm or nothing", () => {
  assert.equal(askedBackend({}), undefined);
  assert.equal(askedBackend({ SLOPE_BACKEND: "" }), undefined);
  assert.equal(askedBackend({ SLOPE_BACKEND: "wasm" }), "wasm");
  assert.throws(() => askedBackend({ SLOPE_BACKEND: "gpu" }), {
    message: 'SLOPE_BACKEND: expected "native" or "wasm", received "gpu". Leave it unset to let the set-up choose.',
  });
});

test("the smoke test passes on WebAssembly here", async () => {
  assert.equal(await whyNotWorking(ROOT, "wasm"), undefined);
});

test("a backend that does not load, computes wrongly or dies is not used, and the reason is told", async (t) => {
  const root = folderFor(t);
  const tensorflow = (body) => write(root, { "build/src/tensorflow/preload.js": body });
  tensorflow('throw new Error("libtensorflow_cc.so.2: cannot open shared object file");');
  assert.match(await whyNotWorking(root, "native"), /cannot open shared object file/);
  tensorflow('process.kill(process.pid, "SIGILL");');
  assert.equal(await whyNotWorking(root, "native"), "this processor lacks instructions that TensorFlow's library needs (AVX)");
  tensorflow(`const tf = { ready() {}, getBackend: () => "tensorflow", matMul: () => ({ array: () => [[0, 0], [0, 0]] }) };
    const Module = require("module");
    const load = Module._load;
    Module._load = (name, ...rest) => name === "@tensorflow/tfjs-node" ? tf : name === "danfojs-node" ? {} : load(name, ...rest);`);
  assert.match(await whyNotWorking(root, "native"), /AssertionError/);
});
