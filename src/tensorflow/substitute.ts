/**
 * Stands in for `@tensorflow/tfjs-node` where its binding is not to be had: the same names, run by WebAssembly.
 * Models are saved to and loaded from `file://` by tfjs-node's own code; `tf.node` needs Google's library and says so.
 */
import * as tf from "@tensorflow/tfjs";
import type * as native from "@tensorflow/tfjs-node";
import { ProgbarLogger } from "@tensorflow/tfjs-node/dist/callbacks";
import * as files from "@tensorflow/tfjs-node/dist/io";
import { nodeFileSystemRouter } from "@tensorflow/tfjs-node/dist/io/file_system";
import { node as nativeNode } from "@tensorflow/tfjs-node/dist/node";
import { version as nodeVersion } from "@tensorflow/tfjs-node/dist/version";
import { refuse } from "../errors";
import { startWasm } from "./wasm";

startWasm();
tf.io.registerLoadRouter(nodeFileSystemRouter);
tf.io.registerSaveRouter(nodeFileSystemRouter);
tf.registerCallbackConstructor(1, ProgbarLogger);

export * from "@tensorflow/tfjs";
export const version: typeof native.version = { ...tf.version, "tfjs-node": nodeVersion };
export const io: typeof native.io = { ...tf.io, ...files };
export const node = Object.fromEntries(
  Object.keys(nativeNode).map((name) => [name, () => refuseNative(`tf.node.${name}`)]),
) as unknown as typeof native.node;

function refuseNative(what: string): never {
  refuse(what, "TensorFlow's native backend", "wasm", "Run `npm run doctor` to see why it is not used here");
}
