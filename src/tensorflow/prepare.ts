import Module from "node:module";
import { quietThirdPartyDeprecations } from "./quiet";
import { choose } from "./choice";
import { restoreUtilities } from "./utilities";

/** How Node turns what a `require` asks for into a file. */
type Resolve = (request: string, ...rest: unknown[]) => string;

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
}

/**
 * Lets `require("@tensorflow/tfjs-node")` find the stand-in when WebAssembly is chosen. The choice is made at that
 * moment, so that a wrong one is refused where TensorFlow is asked for, not while Node starts.
 */
function redirect(): void {
  const node = Module as unknown as { _resolveFilename: Resolve };
  const resolve = node._resolveFilename;
  node._resolveFilename = function (request, ...rest) {
    if (request === "@tensorflow/tfjs-node" && choose().name === "wasm") return STAND_IN;
    return resolve.call(this, request, ...rest);
  };
}
