import { isReshapeToItself } from "./equivalents";
import { DataType, stringAttribute, typeAttribute } from "./graphDefinition";
import { poolFusion } from "./pooledConvolution";
import { neededBy, reachable, typeOf, type Operation, type Recording, type Source, type Value } from "./recording";

/** What to do instead of an operation, each after its inputs; the last one gives the result. Null: leave it. */
type Rewrite = (operation: Operation, original: Operation) => readonly Operation[] | null;

/** What tfjs asks for in a way that takes TensorFlow longer than another with the same result. */
const REWRITES: readonly Rewrite[] = [biasAdd, biasAddGradient, reluGradientAfterPooling];

/** The same recording, in the operations that are fastest. */
export function rewritten(recording: Recording): Recording {
  const plain = withInstead(recording, REWRITES);
  return withInstead(plain, [poolFusion(plain)]);
}

function withInstead(recording: Recording, rewrites: readonly Rewrite[]): Recording {
  const replacements = new Map<Source, Partial<Value> & { readonly source: Source }>();
  const now = ({ source, output }: Value): Value => ({ output, ...replacements.get(source)! });
  const sources = recording.sources.flatMap((source): readonly Source[] => {
    const current = source.kind === "operation" ? { ...source, inputs: source.inputs.map(now) } : source;
    if (current.kind === "operation" && isReshapeToItself(current)) {
      replacements.set(source, current.inputs[0]);
      return [];
    }
    const instead = current.kind === "operation" ? insteadOf(current, source as Operation, rewrites) : [source];
    replacements.set(source, { source: instead[instead.length - 1] });
    return instead;
  });
  const changed = {
    ...recording,
    results: recording.results.map(now),
    updates: new Map([...recording.updates].map(([variable, value]) => [variable, now(value)])),
    fusedUpdates: recording.fusedUpdates.map((fused) => ({ ...fused, inputs: fused.inputs.map(now) })),
  };
  return { ...changed, sources: reachable(sources, neededBy(changed)) };
}

function insteadOf(operation: Operation, original: Operation, rewrites: readonly Rewrite[]): readonly Operation[] {
  for (const instead of rewrites) {
    const operations = instead(operation, original);
    if (operations) return operations;
  }
  return [operation];
}

const OF_ROWS = new Map([["T", typeAttribute(DataType.float32)], ["data_format", stringAttribute("NHWC")]]);

/** Adding a row to each row is what TensorFlow does together with the product or the convolution before it. */
function biasAdd(operation: Operation): Operation[] | null {
  if (operation.name !== "Add") return null;
  const [x, row] = operation.inputs.map(typeOf);
  const fits = x.dtype === DataType.float32 && x.shape.length >= 2 && row.shape.length === 1
    && row.shape[0] === x.shape[x.shape.length - 1];
  return fits ? [{ ...operation, name: "BiasAdd", attributes: OF_ROWS }] : null;
}

/**
 * The sum of all rows, the gradient of the above, takes a third of the time. Of a matrix: TensorFlow would work out that
 * of a convolution's output together with the filter's gradient, which takes longer than both by themselves.
 */
function biasAddGradient(operation: Operation): Operation[] | null {
  if (operation.name !== "Sum") return null;
  const [summed, axes] = operation.inputs;
  const x = withSameSums(summed);
  const { dtype, shape } = typeOf(x);
  const last = shape.length - 1;
  const fits = dtype === DataType.float32 && last >= 1 && operation.outputs[0].shape.length === 1
    && axes.source.kind === "constant" && !integers(axes.source.content).some((axis) => axis === last || axis === -1);
  if (!fits) return null;
  const rows = shape.slice(0, last).reduce((product, size) => product * size);
  const matrix: Operation = {
    kind: "operation", name: "Reshape", attributes: new Map(), inputs: [x], outputs: [{ dtype, shape: [rows, shape[last]] }],
  };
  return [
    matrix, { ...operation, name: "BiasAddGrad", attributes: OF_ROWS, inputs: [{ source: matrix, output: 0 }] },
  ];
}

/** The gradient of a pool of largest values puts each number that it is given in one place; those are fewer. */
function withSameSums(x: Value): Value {
  return x.source.kind === "operation" && x.source.name === "MaxPoolGrad" ? x.source.inputs[2] : x;
}

/**
 * The gradient of a ReLU in front of a pool of largest values: each goes to the place of its largest value, and
 * vanishes where that is not positive. The pooled values tell so too, and are fewer.
 */
function reluGradientAfterPooling(operation: Operation): Operation[] | null {
  if (operation.name !== "ReluGrad") return null;
  const [{ source: pool }, features] = operation.inputs;
  if (pool.kind !== "operation" || pool.name !== "MaxPoolGrad") return null;
  const [x, pooled, gradient] = pool.inputs;
  if (x.source !== features.source || x.output !== features.output) return null;
  const positive = { ...operation, inputs: [gradient, pooled], outputs: [typeOf(pooled)] };
  return [positive, { ...pool, inputs: [x, pooled, { source: positive, output: 0 }] }];
}

function integers(content: Buffer): Int32Array {
  return new Int32Array(content.buffer, content.byteOffset, content.length / 4);
}
