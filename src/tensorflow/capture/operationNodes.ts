import { isCastToItself, isPlainProduct } from "./equivalents";
import { DataType, typeAttribute } from "./graphDefinition";
import type { NodeList } from "./nodeList";
import { typeOf, type Operation, type Value } from "./recording";
import { Reshaped } from "./reshaped";

/** The name of a source in the graph, or what becomes one when it is needed. */
export type Written = string | Reshaped;

/** Writes recorded operations into a graph; those that only change a shape or nothing at all where it needs them. */
export class OperationNodes {
  constructor(private readonly list: NodeList) {}

  /** Writes an operation. @param input what has been written of the source of a value */
  write(operation: Operation, input: (value: Value) => Written): Written {
    const { name, attributes, inputs } = operation;
    if (name === "Reshape") return this.reshape(input(inputs[0]), inputs[0], operation.outputs[0].shape);
    if (isCastToItself(operation) && inputs[0].output === 0) return input(inputs[0]);
    if (isPlainProduct(operation)) return this.product(operation, input);
    return this.list.node(null, name, inputs.map((value) => this.name(input(value), value.output)), attributes);
  }

  /** The name of an output of what has been written. */
  name(written: Written, output: number): string {
    return reference(this.resolve(written), output);
  }

  /** A stack of one matrix times another, as the product of the two. */
  private product({ inputs, outputs, attributes }: Operation, input: (value: Value) => Written): Written {
    const matrices = inputs.map((value) => (
      this.resolve(this.reshape(input(value), value, typeOf(value).shape.slice(-2)))));
    const product = this.list.node(null, "MatMul", matrices, [
      ["T", attributes.get("T")!], ["transpose_a", attributes.get("adj_x")!], ["transpose_b", attributes.get("adj_y")!],
    ]);
    const [{ dtype, shape }] = outputs;
    return new Reshaped(product, shape.slice(-2), dtype, shape);
  }

  private reshape(written: Written, value: Value, shape: readonly number[]): Reshaped {
    const { dtype, shape: from } = typeOf(value);
    return written instanceof Reshaped
      ? new Reshaped(written.source, written.from, dtype, shape)
      : new Reshaped(reference(written, value.output), from, dtype, shape);
  }

  private resolve(written: Written): string {
    if (typeof written === "string") return written;
    return written.resolve(({ source, dtype, to }) => (
      this.list.node(null, "Reshape", [source, this.list.integers(to)], [
        ["T", typeAttribute(dtype)], ["Tshape", typeAttribute(DataType.int32)],
      ])));
  }
}

function reference(name: string, output: number): string {
  return output === 0 ? name : `${name}:${output}`;
}
