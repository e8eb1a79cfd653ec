import { typeOf, type Operation } from "./recording";

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
