import * as tf from "@tensorflow/tfjs";
import type { KernelConfig, KernelFunc, TensorInfo } from "@tensorflow/tfjs";

/** Kernels of tfjs's WebAssembly backend that need another shape to be right, or quick, by name. */
const CORRECTIONS: Record<string, (kernel: KernelFunc) => KernelFunc> = {
  BatchMatMul: transposeFirst,
  Identity: () => shareMemory,
  _FusedMatMul: applyReluAfterwards,
  FusedConv2D: applyReluAfterwards,
  FusedDepthwiseConv2D: applyReluAfterwards,
};

/** The kernel's function, corrected where that is called for. */
export function corrected({ kernelName, kernelFunc }: KernelConfig): KernelFunc {
  return CORRECTIONS[kernelName]?.(kernelFunc) ?? kernelFunc;
}

/** A clone on every other backend is a second name for the same data; gradients of custom operations rely on it. */
const shareMemory: KernelFunc = ({ inputs, backend }) => {
  const { dataId, shape, dtype } = inputs.x as TensorInfo;
  (backend as tf.KernelBackend).incRef(dataId);
  return { dataId, shape, dtype };
};

/** The fused ReLU turns NaN into 0, which hides that a training diverged; ReLU by itself keeps it. */
function applyReluAfterwards(kernel: KernelFunc): KernelFunc {
  return (call) => {
    const attrs = call.attrs as Record<string, unknown> & typeof call.attrs;
    if (attrs.activation !== "relu") return kernel(call);
    const x = kernel({ ...call, attrs: { ...attrs, activation: "linear" } }) as TensorInfo;
    const result = tf.getKernel("Relu", "wasm").kernelFunc({ inputs: { x }, backend: call.backend, attrs: {} });
    (call.backend as tf.KernelBackend).disposeData(x.dataId);
    return result;
  };
}

/** A product of transposed matrices is worked out by plain loops: transposing them first takes a fifth of the time. */
function transposeFirst(kernel: KernelFunc): KernelFunc {
  return (call) => {
    const { inputs: { a, b }, backend } = call;
    const { transposeA, transposeB } = call.attrs as unknown as Record<"transposeA" | "transposeB", boolean>;
    if (!transposeA && !transposeB) return kernel(call);
    const turned = { a: transposeA ? transposed(a as TensorInfo, backend) : a, b: transposeB ? transposed(b as TensorInfo, backend) : b };
    const product = kernel({ ...call, inputs: turned, attrs: { transposeA: false, transposeB: false } });
    if (transposeA) (backend as tf.KernelBackend).disposeData((turned.a as TensorInfo).dataId);
    if (transposeB) (backend as tf.KernelBackend).disposeData((turned.b as TensorInfo).dataId);
    return product;
  };
}

function transposed(x: TensorInfo, backend: unknown): TensorInfo {
  const last = x.shape.length - 1;
  const perm = x.shape.map((_, axis) => (axis === last ? last - 1 : axis === last - 1 ? last : axis));
  return tf.getKernel("Transpose", "wasm").kernelFunc({ inputs: { x }, backend: backend as object, attrs: { perm } }) as TensorInfo;
}
