import Module from "node:module";
import { quietThirdPartyDeprecations } from "./quiet";
import { choose } from "./choice";
import { restoreAfterInterrupts } from "./interrupts";
import type { TensorFlow } from "./load";
import { restoreUtilities } from "./utilities";

/** How Node turns what a `require` asks for into a file. */
type Resolve = (request: string, ...rest: unknown[]) => string;

/** How Node runs a module's file. */
type Extensions = Record<string, (module: NodeModule, file: string) => void>;

const TENSORFLOW = "@tensorflow/tfjs-node";

const STAND_IN = require.resolve("./substitute");

let prepared = false;
/** Where TensorFlow was found. */
let tensorFlowFile: string | undefined;

/**
 * Makes `@tensorflow/tfjs-node` loadable in this process, from anywhere in it, whichever backend was chosen.
 * Takes about a millisecond, loads nothing heavy; a second call does nothing.
 */
export function prepare(): void {
  if (prepared) return;
  prepared = true;
  quietThirdPartyDeprecations();
  restoreUtilities();
  redirect();
  completeLoading();
}

/**
 * Lets `require("@tensorflow/tfjs-node")` find the stand-in when WebAssembly is chosen. The choice is made at that
 * moment, so that a wrong one is refused where TensorFlow is asked for, not while Node starts.
 */
function redirect(): void {
  const node = Module as unknown as { _resolveFilename: Resolve };
  const resolve = node._resolveFilename;
  node._resolveFilename = function (request, ...rest) {
    if (request !== TENSORFLOW) return resolve.call(this, request, ...rest);
    tensorFlowFile = choose().name === "wasm" ? STAND_IN : resolve.call(this, request, ...rest);
    return tensorFlowFile;
  };
}

/**
 * In a kernel, TensorFlow outlives interrupts from the moment at which it is loaded. Not by way of `Module._load`: Node
 * 22 would take what packages load for the reader's own doing, and warn.
 */
function completeLoading(): void {
  const extensions = (Module as unknown as { _extensions: Extensions })._extensions;
  const run = extensions[".js"]!;
  extensions[".js"] = (module, file) => {
    run(module, file);
    if (file === tensorFlowFile) restoreAfterInterrupts(module.exports as TensorFlow);
  };
}
