import Module from "node:module";
import { quietThirdPartyDeprecations } from "./quiet";
import { choose } from "./choice";
import { restoreAfterInterrupts } from "./interrupts";
import type { TensorFlow } from "./load";
import { restoreUtilities } from "./utilities";

/** How Node turns what a `require` asks for into a file. */
type Resolve = (request: string, ...rest: unknown[]) => string;

/** How Node loads what a `require` asks for. */
type Load = (request: string, ...rest: unknown[]) => unknown;

const TENSORFLOW = "@tensorflow/tfjs-node";

const STAND_IN = require.resolve("./substitute");

let prepared = false;

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
    if (request === TENSORFLOW && choose().name === "wasm") return STAND_IN;
    return resolve.call(this, request, ...rest);
  };
}

/** In a kernel, TensorFlow outlives interrupts from the moment at which it is loaded. */
function completeLoading(): void {
  const node = Module as unknown as { _load: Load };
  const load = node._load;
  node._load = function (request, ...rest) {
    const loaded = load.call(this, request, ...rest);
    if (request === TENSORFLOW) restoreAfterInterrupts(loaded as TensorFlow);
    return loaded;
  };
}
