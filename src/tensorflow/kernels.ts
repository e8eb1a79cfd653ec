import * as tf from "@tensorflow/tfjs";
import type { KernelBackend, KernelConfig, KernelFunc } from "@tensorflow/tfjs";
import { corrected } from "./corrections";
import { filterGradientKernel } from "./filterGradient";
import { exceedsWasm } from "./limits";
import { maxPoolGradientKernel } from "./maxPoolGradient";

/**
 * Lets the WebAssembly backend compute what it has no kernel for, or a limited one, with tfjs's plain JavaScript.
 * The results stay there until a WebAssembly kernel asks for them; tfjs moves data between backends by itself.
 */
export function borrowKernels(): void {
  tf.unregisterKernel(maxPoolGradientKernel.kernelName, "wasm");
  for (const kernel of [filterGradientKernel, maxPoolGradientKernel]) tf.registerKernel(kernel);
  const own = new Map(tf.getKernelsForBackend("wasm").map((kernel) => [kernel.kernelName, kernel]));
  for (const spare of tf.getKernelsForBackend("cpu")) {
    const kernel = own.get(spare.kernelName);
    if (kernel) tf.unregisterKernel(kernel.kernelName, "wasm");
    const lent: KernelConfig = { ...spare, backendName: "wasm", kernelFunc: onCpu(spare) };
    tf.registerKernel(kernel ? withinLimits(kernel, lent.kernelFunc) : lent);
  }
}

function withinLimits(kernel: KernelConfig, elsewhere: KernelFunc): KernelConfig {
  const here = corrected(kernel);
  return { ...kernel, kernelFunc: (call) => (exceedsWasm(kernel.kernelName, call) ? elsewhere(call) : here(call)) };
}

function onCpu(kernel: KernelConfig): KernelFunc {
  return ({ inputs, attrs }) => {
    const backend = cpu();
    // Moves them: a kernel that shares its input's memory takes for granted that it is there.
    for (const input of Object.values(inputs).flat()) if (input) backend.readSync(input.dataId);
    const results = kernel.kernelFunc({ inputs, attrs, backend });
    return Array.isArray(results) ? results.map((result) => tracked(result, backend)) : tracked(results, backend);
  };
}

/** A tensor that tfjs knows to be on that backend; a few kernels make one themselves. */
function tracked(result: tf.TensorInfo, backend: KernelBackend): tf.TensorInfo {
  if (result instanceof tf.Tensor) return result;
  return tf.engine().makeTensorFromDataId(result.dataId, result.shape, result.dtype, backend);
}

function cpu(): KernelBackend {
  const backend = tf.findBackend("cpu");
  // Else its first tensor prints a banner that advises to install tfjs-node.
  return Object.assign(backend, { firstUse: false });
}
