import { typeOf, type Operation } from "./recording";

/** Whether it is a cast to the type that the data have. */
export function isCastToItself({ name, inputs, outputs }: Operation): boolean {
  return name === "Cast" && typeOf(inputs[0]).dtype === outputs[0].dtype;
}

/** Whether it is a reshape to the shape that the data have. */
export function isReshapeToItself({ name, inputs, outputs }: Operation): boolean {
  const { shape } = typeOf(inputs[0]);
  return name === "Reshape" && shape.length === outputs[0].shape.length && shape.every((size, axis) => size === outputs[0].shape[axis]);
}

/** Whether a product of stacks of matrices is that of one matrix and another. */
export function isPlainProduct({ name, inputs }: Operation): boolean {
  return name === "BatchMatMulV2" && inputs.every((input) => {
    const { shape } = typeOf(input);
    return shape.length === 2 || (shape.length === 3 && shape[0] === 1);
  });
}
