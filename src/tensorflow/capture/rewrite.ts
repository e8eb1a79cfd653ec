import { DataType, stringAttribute, typeAttribute } from "./graphDefinition";
import { typeOf, type Operation } from "./recording";

/** An operation with the same inputs and the same results. */
interface Equivalent {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, Buffer>;
}

/** What does the same with less work: another operation, none at all, or null where the operation is best as it is. */
export function rewrite(operation: Operation): Equivalent | "first input" | null {
  return REWRITES[operation.name]?.(operation) ?? null;
}

const REWRITES: Record<string, (operation: Operation) => Equivalent | "first input" | null> = {
  BatchMatMulV2: plainProduct,
  Add: biasAdd,
  Cast: (operation) => (typeOf(operation.inputs[0]).dtype === operation.outputs[0].dtype ? "first input" : null),
  Reshape: (operation) => (
    String(typeOf(operation.inputs[0]).shape) === String(operation.outputs[0].shape) ? "first input" : null),
};

/** tfjs multiplies stacks of matrices; one matrix by another is multiplied together with what follows it. */
function plainProduct({ inputs, attributes }: Operation): Equivalent | null {
  if (inputs.some((input) => typeOf(input).shape.length !== 2)) return null;
  return {
    name: "MatMul",
    attributes: new Map([
      ["T", attributes.get("T")!], ["transpose_a", attributes.get("adj_x")!], ["transpose_b", attributes.get("adj_y")!],
    ]),
  };
}

/** Adding a row to each row is what TensorFlow does together with the product before it. */
function biasAdd({ inputs }: Operation): Equivalent | null {
  const [x, row] = inputs.map(typeOf);
  const fits = x.dtype === DataType.float32 && x.shape.length >= 2 && row.shape.length === 1
    && row.shape[0] === x.shape[x.shape.length - 1];
  if (!fits) return null;
  return {
    name: "BiasAdd",
    attributes: new Map([["T", typeAttribute(DataType.float32)], ["data_format", stringAttribute("NHWC")]]),
  };
}
