import { choose, type BackendName } from "./choice";
import { loadTensorFlow, type TensorFlow } from "./load";

export { prepare } from "./prepare";
export { loadTensorFlow } from "./load";
export { digitsCnn, digitsMlp, type DigitsNetworkOptions } from "./networks";
export { compile, type CompiledStep } from "./capture";
export { tensorFlowOptimizer } from "./optimizer";
export { fit, FitHistory, type FitOptions, type FitProgress } from "./fit";

/** What runs TensorFlow in this process. */
export interface Backend {
  /** `native`: Google's library; `wasm`: WebAssembly, where that library is not to be had. */
  readonly name: BackendName;
  /** Why this one, in one phrase. */
  readonly reason: string;
  /** The version of Google's library; `null` with WebAssembly. */
  readonly tensorFlowVersion: string | null;
  /** The version of TensorFlow.js, the interface to either. */
  readonly tfjsVersion: string;
}

/** Which backend runs, why, and its versions; loads TensorFlow to know for sure. */
export function backend(): Backend {
  const tf = loadTensorFlow();
  const { name, reason } = choose();
  return { name, reason, tensorFlowVersion: libraryVersion(tf), tfjsVersion: tf.version.tfjs };
}

function libraryVersion(tf: TensorFlow): string | null {
  const native = tf.findBackend("tensorflow") as { binding?: { TF_Version?: string } } | null;
  return native?.binding?.TF_Version ?? null;
}
