import { slice_util } from "@tensorflow/tfjs";
import type { KernelFunc, NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs";

type Call = Parameters<KernelFunc>[0];
type Limit = (inputs: NamedTensorInfoMap, attributes: Record<string, unknown>) => boolean;

/**
 * Where a kernel of tfjs's WebAssembly backend throws, or answers wrongly without a word. Found by running tfjs's own
 * tests on it.
 */
const LIMITS: Record<string, Limit> = {
  AvgPool: atTheEdge,
  BatchMatMul: ({ a, b }) => !bothFloat(a, b),
  Bincount: ({ x }) => x?.shape.length !== 1,
  Cast: (_, { dtype }) => dtype === "bool", // leaves 3 as 3
  ClipByValue: always, // turns NaN into the lower bound, which hides that a training diverged
  Conv2D: (inputs, attributes) => channelsFirst(inputs, attributes) || atTheEdge(inputs, attributes),
  Conv2DBackpropFilter: (inputs, attributes) => channelsFirst(inputs, attributes) || padsByNumber(attributes),
  Conv2DBackpropInput: channelsFirst,
  DepthwiseConv2dNative: atTheEdge,
  Dilation2D: always, // takes 0 for the largest of negative numbers
  Dilation2DBackpropFilter: always,
  Dilation2DBackpropInput: always,
  FusedConv2D: (inputs, attributes) => LIMITS.Conv2D(inputs, attributes) || cannotFuse(inputs, attributes),
  FusedDepthwiseConv2D: (inputs, attributes) => LIMITS.Conv2D(inputs, attributes) || cannotFuse(inputs, attributes),
  GatherNd: always, // reads beyond the memory when an index is too large
  MaxPool: atTheEdge,
  MaxPool3D: always, // as Dilation2D
  MaxPool3DGrad: always,
  Maximum: always, // drops a NaN on the right
  Minimum: always,
  Relu6: always, // turns NaN into 0
  ScatterNd: always, // ignores an index that is too large
  Slice: reachesBeyond, // fills up with zeros
  _FusedMatMul: (inputs, attributes) => !bothFloat(inputs.a, inputs.b) || cannotFuse(inputs, attributes),
};

/** Functions of one number that read the bits of an integer as if they were a float's. */
const FLOATS_ONLY = new Set(
  ["Acos", "Acosh", "Asin", "Asinh", "Atanh", "Expm1", "IsFinite", "IsInf", "IsNan", "Log1p", "Prelu", "Reciprocal"],
);

/** Whether this call is beyond what the WebAssembly kernel of that name does right. */
export function exceedsWasm(kernelName: string, { inputs, attrs }: Call): boolean {
  const attributes = (attrs ?? {}) as Record<string, unknown>;
  if (isForeign(attributes.dtype) || anyBeyond(inputs)) return true;
  if (FLOATS_ONLY.has(kernelName) && inputs.x?.dtype !== "float32") return true;
  return LIMITS[kernelName]?.(inputs, attributes) ?? false;
}

function anyBeyond(inputs: NamedTensorInfoMap): boolean {
  for (const name in inputs) {
    const input: TensorInfo | TensorInfo[] | undefined = inputs[name];
    if (Array.isArray(input) ? input.some(isBeyond) : input && isBeyond(input)) return true;
  }
  return false;
}

/** Reductions of nothing read memory that was never written. */
function isBeyond({ dtype, shape }: TensorInfo): boolean {
  return isForeign(dtype) || shape.includes(0);
}

/** WebAssembly memory holds numbers and booleans. */
function isForeign(dtype: unknown): boolean {
  return dtype === "string" || dtype === "complex64";
}

function always(): boolean {
  return true;
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

/**
 * Padding by one number, where the size of the output is computed as if every window were square; "valid" windows that
 * are larger than the image: both write beyond the memory. "same" padding with strides longer than the window: all
 * results are 0.
 */
function atTheEdge({ x, filter }: NamedTensorInfoMap, attributes: Record<string, unknown>): boolean {
  if (padsByNumber(attributes)) return true;
  const window = filter?.shape ?? pair(attributes.filterSize);
  const [strides, dilations] = [pair(attributes.strides), pair(attributes.dilations ?? 1)];
  return [0, 1].some((axis) => {
    const reach = (window[axis] - 1) * dilations[axis] + 1;
    return attributes.pad === "same" ? strides[axis] > window[axis] : reach > (x?.shape[axis + 1] ?? 0);
  });
}

function padsByNumber({ pad }: Record<string, unknown>): boolean {
  return typeof pad === "number" && pad > 0;
}

function pair(sizes: unknown): number[] {
  return Array.isArray(sizes) ? sizes : [sizes as number, sizes as number];
}
