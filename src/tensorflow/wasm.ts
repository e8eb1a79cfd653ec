import { readFileSync } from "node:fs";
import path from "node:path";
import * as tf from "@tensorflow/tfjs";
import { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { borrowKernels } from "./kernels";

type WasmModule = ConstructorParameters<typeof BackendWasm>[0];

/** Node has it; TypeScript declares it for browsers only. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => Instance;
  validate(bytes: Uint8Array): boolean;
};
interface Instance {
  readonly exports: object;
}

/** What tfjs's build of its WebAssembly asks of us, and gives back filled in. */
interface EmscriptenModule {
  instantiateWasm(imports: object, done: (instance: Instance) => void): object;
  cwrap?(name: string, result: string | null, parameters: string[]): (...values: number[]) => number;
}

const FOLDER = path.join(path.dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "wasm-out");

/** The fastest build this processor can run. */
const BUILDS = ["tfjs-backend-wasm-simd.wasm", "tfjs-backend-wasm.wasm"];

/**
 * Makes WebAssembly tfjs's backend, at once: tfjs itself would compile it in the background, and `tf.tensor(1)`
 * right after the import would fail.
 */
export function startWasm(): void {
  tf.removeBackend("wasm");
  tf.registerBackend("wasm", () => new BackendWasm(instantiate()), 3);
  borrowKernels();
  void tf.setBackend("wasm");
  if (tf.getBackend() !== "wasm") throw new Error("TensorFlow's WebAssembly backend did not start.");
}

function instantiate(): WasmModule {
  const build = require(path.join(FOLDER, "tfjs-backend-wasm.js")) as (module: EmscriptenModule) => Promise<unknown>;
  const module: EmscriptenModule = {
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(binary()), imports);
      done(instance);
      return instance.exports;
    },
  };
  withoutNewListeners(() => void build(module));
  return Object.assign(module, { tfjs: entryPoints(module) }) as unknown as WasmModule;
}

function binary(): Uint8Array {
  const candidates = BUILDS.map((name) => readFileSync(path.join(FOLDER, name)));
  return candidates.find((bytes) => WebAssembly.validate(bytes)) ?? candidates[0];
}

/** The functions through which `BackendWasm` manages memory and threads. */
function entryPoints({ cwrap }: EmscriptenModule) {
  if (!cwrap) throw new Error("TensorFlow's WebAssembly did not start: its runtime is not ready.");
  return {
    init: cwrap("init", null, []),
    initWithThreadsCount: cwrap("init_with_threads_count", null, ["number"]),
    getThreadsCount: cwrap("get_threads_count", "number", []),
    registerTensor: cwrap("register_tensor", null, ["number", "number", "number"]),
    disposeData: cwrap("dispose_data", null, ["number"]),
    dispose: cwrap("dispose", null, []),
  };
}

/** Emscripten rethrows every uncaught error and rejection of the whole process; this process keeps its own ways. */
function withoutNewListeners(start: () => void): void {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => new Set(process.listeners(event as "uncaughtException")));
  start();
  events.forEach((event, index) => {
    for (const listener of process.listeners(event as "uncaughtException")) {
      if (!before[index].has(listener)) process.removeListener(event, listener);
    }
  });
}
