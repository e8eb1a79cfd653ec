import { slice_util } from "@tensorflow/tfjs";
import type { KernelFunc, NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs";

type Call = Parameters<KernelFunc>[0];
type Limit = (inputs: NamedTensorInfoMap, attributes: Record<string, unknown>) => boolean;

/**
 * Where a kernel of tfjs's WebAssembly backend throws, or answers wrongly without a word. Found by running tfjs's own
 * tests on it.
 */
const LIMITS: Record<string, Limit> = {
  AvgPool: padsByNumber, // reads memory beyond the image
  BatchMatMul: ({ a, b }) => !bothFloat(a, b),
  Bincount: ({ x }) => x?.shape.length !== 1,
  Cast: (_, { dtype }) => dtype === "bool", // leaves 3 as 3
  ClipByValue: () => true, // turns NaN into the lower bound, which hides that a training diverged
  Conv2D: channelsFirst,
  Conv2DBackpropInput: channelsFirst,
  FusedConv2D: (inputs, attributes) => channelsFirst(inputs, attributes) || cannotFuse(inputs, attributes),
  FusedDepthwiseConv2D: (inputs, attributes) => channelsFirst(inputs, attributes) || cannotFuse(inputs, attributes),
  MaxPool: padsByNumber, // as AvgPool
  Relu6: () => true, // turns NaN into 0
  Slice: reachesBeyond, // fills up with zeros
  _FusedMatMul: (inputs, attributes) => !bothFloat(inputs.a, inputs.b) || cannotFuse(inputs, attributes),
};

/** Whether this call is beyond what the WebAssembly kernel of that name does right. */
export function exceedsWasm(kernelName: string, { inputs, attrs }: Call): boolean {
  const attributes = (attrs ?? {}) as Record<string, unknown>;
  if (isForeign(attributes.dtype) || anyForeign(inputs)) return true;
  return LIMITS[kernelName]?.(inputs, attributes) ?? false;
}

function anyForeign(inputs: NamedTensorInfoMap): boolean {
  for (const name in inputs) {
    const input: TensorInfo | TensorInfo[] | undefined = inputs[name];
    if (Array.isArray(input) ? input.some(({ dtype }) => isForeign(dtype)) : isForeign(input?.dtype)) return true;
  }
  return false;
}

/** WebAssembly memory holds numbers and booleans. */
function isForeign(dtype: unknown): boolean {
  return dtype === "string" || dtype === "complex64";
}

function bothFloat(a?: TensorInfo, b?: TensorInfo): boolean {
  return a?.dtype === "float32" && b?.dtype === "float32";
}

function cannotFuse({ bias }: NamedTensorInfoMap, { activation }: Record<string, unknown>): boolean {
  return (bias !== undefined && bias.shape.length !== 1) || activation === "relu6";
}

function reachesBeyond({ x }: NamedTensorInfoMap, { begin, size }: Record<string, unknown>): boolean {
  if (!x) return false;
  const [starts, lengths] = slice_util.parseSliceParams(x, begin as number[], size as number[]);
  return starts.some((start, axis) => start < 0 || start + lengths[axis] > x.shape[axis]);
}

function channelsFirst(_: NamedTensorInfoMap, { dataFormat }: Record<string, unknown>): boolean {
  return dataFormat === "NCHW" || dataFormat === "channelsFirst";
}

function padsByNumber(_: NamedTensorInfoMap, { pad }: Record<string, unknown>): boolean {
  return typeof pad === "number" && pad > 0;
}
