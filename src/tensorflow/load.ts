import { choose, type BackendName } from "./choice";
import { prepare } from "./prepare";

/** tfjs with the backend that was chosen, as `@tensorflow/tfjs-node` types it. */
export type TensorFlow = typeof import("@tensorflow/tfjs-node");

/**
 * TensorFlow, loaded on first use (about half a second), on the backend that `SLOPE_BACKEND` or else the set-up chose.
 *
 * @throws Error in one sentence with a way on when that backend does not load; InputError when the choice is unknown.
 */
export function loadTensorFlow(): TensorFlow {
  return loaded ??= load();
}

let loaded: TensorFlow | undefined;

function load(): TensorFlow {
  prepare();
  const { name } = choose();
  try {
    return require("@tensorflow/tfjs-node") as TensorFlow;
  } catch (cause) {
    throw new Error(`TensorFlow: the ${name} backend did not load (${firstLine(cause)}). ${WAY_ON[name]}`, { cause });
  }
}

const WAY_ON: Record<BackendName, string> = {
  native: "Run `npm run setup`, or set SLOPE_BACKEND=wasm to do without it.",
  wasm: "Run `npm run setup` to put its packages back.",
};

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n", 1)[0].trim();
}
