import type { Tensor, TensorInfo } from "@tensorflow/tfjs";
import type { TensorMetadata, TFEOpAttr, TFJSBinding } from "@tensorflow/tfjs-node/dist/tfjs_binding";
import { loadTensorFlow } from "../load";

export type Binding = TFJSBinding;
export type { TensorMetadata };
export type OperationAttribute = TFEOpAttr;

/** What tfjs-node knows about the data behind a tensor. */
export interface DataEntry {
  readonly shape: number[];
  readonly dtype: number;
  /** The handle of Google's library; only valid when `values` is null. */
  id: number;
  /** Values that have not been handed to Google's library yet. */
  values: unknown;
  refCount: number;
}

/** tfjs-node's backend, with what its type keeps private. */
export interface NativeBackend {
  binding: Binding;
  readonly tensorMap: { get(dataId: object): DataEntry; has(dataId: object): boolean };
  /** The handles of tensors; makes those that are missing. */
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
  /** Takes values in; Google's library gets them when it first needs them. */
  write(values: unknown, shape: number[], dtype: string): object;
  createOutputTensor(metadata: TensorMetadata): Tensor;
}

/** tfjs-node's backend when it is the one in use. */
export function nativeBackend(): NativeBackend | null {
  const tf = loadTensorFlow();
  return tf.getBackend() === "tensorflow" ? (tf.backend() as unknown as NativeBackend) : null;
}

/** A second tensor of the same data, with a handle of its own. */
export function alias(backend: NativeBackend, tensor: TensorInfo): Tensor {
  const [id] = backend.getInputTensorIds([tensor]);
  const { dtype } = backend.tensorMap.get(tensor.dataId);
  const type = { name: "T", type: backend.binding.TF_ATTR_TYPE, value: dtype };
  return backend.createOutputTensor(backend.binding.executeOp("Identity", [type], [id], 1)[0]);
}
