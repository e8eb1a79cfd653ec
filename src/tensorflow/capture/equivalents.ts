import { DataType, stringAttribute, typeAttribute } from "./graphDefinition";
import { typeOf, type Operation } from "./recording";

/** An operation with the same inputs and the same results as another. */
interface Equivalent {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, Buffer>;
}

/** Whether it is a cast to the type that the data have. */
export function isCastToItself({ name, inputs, outputs }: Operation): boolean {
  return name === "Cast" && typeOf(inputs[0]).dtype === outputs[0].dtype;
}

/** Whether a product of stacks of matrices is that of one matrix and another. */
export function isPlainProduct({ name, inputs }: Operation): boolean {
  return name === "BatchMatMulV2" && inputs.every((input) => {
    const { shape } = typeOf(input);
    return shape.length === 2 || (shape.length === 3 && shape[0] === 1);
  });
}

/** Adding a row to each row is what TensorFlow does together with the product before it. */
export function biasAdd({ name, inputs }: Operation): Equivalent | null {
  if (name !== "Add") return null;
  const [x, row] = inputs.map(typeOf);
  const fits = x.dtype === DataType.float32 && x.shape.length >= 2 && row.shape.length === 1
    && row.shape[0] === x.shape[x.shape.length - 1];
  if (!fits) return null;
  return {
    name: "BiasAdd",
    attributes: new Map([["T", typeAttribute(DataType.float32)], ["data_format", stringAttribute("NHWC")]]),
  };
}
