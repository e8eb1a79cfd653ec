import { DataType, listAttribute, stringAttribute } from "./graphDefinition";
import { neededBy, typeOf, type Operation, type Recording, type Source, type Value } from "./recording";

/**
 * With more weights in a filter TensorFlow's own convolution, which works on many windows together, makes up for its ways
 * through memory.
 */
const MOST_WEIGHTS = 50;

/** A convolution, its bias, a ReLU and the largest of each 2 x 2. */
interface Layer {
  readonly convolution: Operation;
  readonly bias: Value;
  /** What goes into the pool. */
  readonly active: Operation;
}

/**
 * Puts an operation of our own (the binding's `pooledConvolution.cc`) in place of a pool and the convolution before it,
 * where nothing else needs what lies between, or for the filter's gradient only.
 * @returns what to do instead of an operation with new inputs, given that of the recording; null to leave it
 */
export function poolFusion(recording: Recording): (operation: Operation, original: Operation) => Operation[] | null {
  const users = usersIn(recording);
  const pools = new Set<Source>(recording.sources.filter((source) => {
    const layer = source.kind === "operation" && layerOf(source);
    return layer && isSmall(layer) && hidesBetween(layer, source, users);
  }));
  return (operation, original) => (
    pools.has(original) ? [pooledConvolution(operation, layerOf(operation)!)] : filterGradient(operation));
}

function pooledConvolution(pool: Operation, { convolution: { inputs: [images, filter], outputs }, bias }: Layer): Operation {
  const [height, width, channels] = typeOf(images).shape.slice(1);
  const [filterHeight, filterWidth, , filters] = typeOf(filter).shape;
  const [, rows, columns] = pool.outputs[0].shape;
  const [, convolvedHeight, convolvedWidth] = outputs[0].shape;
  const before = (size: number, filterSize: number, convolved: number) => Math.max(0, convolved + filterSize - 1 - size) >> 1;
  const [top, left] = [before(height, filterHeight, convolvedHeight), before(width, filterWidth, convolvedWidth)];
  const layer = [height, width, channels, filterHeight, filterWidth, filters, rows, columns, top, left];
  return {
    kind: "operation", name: "SlopePooledConvolution", attributes: new Map([["layer", listAttribute(layer, 3)]]),
    inputs: [images, filter, bias], outputs: [pool.outputs[0], { ...pool.outputs[0], dtype: DataType.int8 }],
  };
}

function filterGradient(operation: Operation): Operation[] | null {
  if (operation.name !== "Conv2DBackpropFilter") return null;
  const unpooled = operation.inputs[2].source;
  if (unpooled.kind !== "operation" || unpooled.name !== "MaxPoolGrad") return null;
  const [, { source: pooled }, gradient] = unpooled.inputs;
  if (pooled.kind !== "operation" || pooled.name !== "SlopePooledConvolution") return null;
  return [{
    ...operation, name: "SlopePooledConvolutionGradient", attributes: pooled.attributes,
    inputs: [pooled.inputs[0], { source: pooled, output: 1 }, gradient],
  }];
}

function layerOf(pool: Operation): Layer | null {
  if (!isPoolOfFour(pool)) return null;
  const active = made(pool.inputs[0], "Relu");
  const biased = active && made(active.inputs[0], "BiasAdd");
  const convolution = biased && made(biased.inputs[0], "Conv2D");
  return convolution && isPlain(convolution) ? { convolution, bias: biased.inputs[1], active } : null;
}

/** The operation with this name that a value comes from, if so. */
function made({ source }: Value, name: string): Operation | null {
  return source.kind === "operation" && source.name === name ? source : null;
}

function isPoolOfFour({ name, attributes, inputs, outputs: [pooled] }: Operation): boolean {
  if (name !== "MaxPool" || pooled.dtype !== DataType.float32) return false;
  const { shape } = typeOf(inputs[0]);
  const square = listAttribute([1, 2, 2, 1], 3);
  return has(attributes, "ksize", square) && has(attributes, "strides", square) && has(attributes, "data_format", NHWC)
    && [1, 2].every((axis) => pooled.shape[axis] === shape[axis] >> 1);
}

const NHWC = stringAttribute("NHWC");

function isPlain({ attributes }: Operation): boolean {
  const ones = listAttribute([1, 1, 1, 1], 3);
  return has(attributes, "strides", ones) && has(attributes, "dilations", ones) && has(attributes, "data_format", NHWC)
    && !has(attributes, "padding", stringAttribute("EXPLICIT"));
}

function has(attributes: Operation["attributes"], name: string, value: Buffer): boolean {
  return attributes.get(name)?.equals(value) ?? false;
}

function isSmall({ convolution }: Layer): boolean {
  return typeOf(convolution.inputs[1]).shape.slice(0, 3).reduce((product, size) => product * size) <= MOST_WEIGHTS;
}

/** What uses each source; a result of the step, or what a variable will hold, counts as `null`. */
type Users = ReadonlyMap<Source, readonly (Operation | null)[]>;

function usersIn(recording: Recording): Users {
  const users = new Map<Source, (Operation | null)[]>();
  const add = ({ source }: Value, user: Operation | null) => {
    users.set(source, [...(users.get(source) ?? []), user]);
  };
  for (const source of recording.sources) {
    if (source.kind === "operation") source.inputs.forEach((input) => add(input, source));
  }
  neededBy(recording).forEach((value) => add(value, null));
  return users;
}

function hidesBetween({ convolution, active }: Layer, pool: Operation, users: Users): boolean {
  const all = (source: Source, test: (user: Operation) => boolean) => (
    (users.get(source) ?? []).every((user) => user !== null && test(user)));
  const isFilterGradient = ({ name, inputs }: Operation) => (
    name === "Conv2DBackpropFilter" && inputs[0].source === convolution.inputs[0].source);
  const biased = active.inputs[0].source;
  return all(convolution, (user) => user === biased) && all(biased, (user) => user === active)
    && all(active, (user) => user === pool || (user.name === "MaxPoolGrad" && all(user, isFilterGradient)));
}
