import type { GradConfig, KernelConfig, Tensor, TensorInfo } from "@tensorflow/tfjs";
import { withRestore } from "../interrupts";
import { loadTensorFlow } from "../load";
import type { NativeBackend, OperationAttribute } from "./native";
import { DataType } from "./graphDefinition";

/**
 * While a step is recorded, two of tfjs's functions do the same in a form that suits a graph: looking up rows without
 * reading their numbers (TensorFlow checks them itself), and the gradient of ReLU in one operation instead of five.
 */
export function withSubstitutes<Result>(backend: NativeBackend, work: () => Result): Result {
  const restore = [exchangeKernel(gatherKernel(backend)), exchangeGradient(reluGradient(backend))];
  return withRestore(work, () => {
    for (const back of restore) back();
  });
}

function exchangeKernel(kernel: KernelConfig): () => void {
  const tf = loadTensorFlow();
  const { kernelName, backendName } = kernel;
  const usual = tf.getKernel(kernelName, backendName);
  const put = (config: KernelConfig) => {
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel(config);
  };
  put(kernel);
  return () => put(usual);
}

function exchangeGradient(gradient: GradConfig): () => void {
  const tf = loadTensorFlow();
  const usual = tf.getGradient(gradient.kernelName);
  const put = (config: GradConfig) => {
    tf.unregisterGradient(gradient.kernelName);
    tf.registerGradient(config);
  };
  put(gradient);
  return () => put(usual);
}

function gatherKernel(backend: NativeBackend): KernelConfig {
  const tf = loadTensorFlow();
  return {
    kernelName: tf.GatherV2,
    backendName: "tensorflow",
    kernelFunc({ inputs, attrs }) {
      const [x, indices] = [inputs.x as Tensor, inputs.indices as Tensor];
      const { axis, batchDims } = attrs as unknown as { axis: number; batchDims: number };
      tf.backend_util.segment_util.collectGatherOpShapeInfo(x, indices, axis, batchDims);
      const position = tf.scalar(axis, "int32");
      const result = execute(backend, "GatherV2", [
        { name: "batch_dims", type: backend.binding.TF_ATTR_INT, value: batchDims },
        typeOf(backend, "Tparams", x), typeOf(backend, "Tindices", indices), typeOf(backend, "Taxis", position),
      ], [x, indices, position]);
      position.dispose();
      return result;
    },
  };
}

function reluGradient(backend: NativeBackend): GradConfig {
  const tf = loadTensorFlow();
  /** Its gradient is the same operation again. */
  const backward: (gradient: Tensor, y: Tensor) => Tensor = tf.customGrad((gradient, y, save) => {
    (save as (tensors: Tensor[]) => void)([y as Tensor]);
    return {
      value: execute(backend, "ReluGrad", [typeOf(backend, "T", y as Tensor)], [gradient as Tensor, y as Tensor]),
      gradFunc: (second: Tensor, [saved]: Tensor[]): Tensor[] => [backward(second, saved), tf.zerosLike(saved)],
    };
  });
  return {
    kernelName: tf.Relu,
    outputsToSave: [true],
    gradFunc: (gradient, [y]) => ({ x: () => backward(gradient as Tensor, y) }),
  };
}

function typeOf({ binding }: NativeBackend, name: string, { dtype }: TensorInfo): OperationAttribute {
  return { name, type: binding.TF_ATTR_TYPE, value: DataType[dtype] };
}

function execute(
  backend: NativeBackend, name: string, attributes: OperationAttribute[], inputs: readonly TensorInfo[],
): Tensor {
  const [metadata] = backend.binding.executeOp(name, attributes, backend.getInputTensorIds(inputs), 1);
  return backend.createOutputTensor(metadata);
}
