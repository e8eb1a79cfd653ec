import { Matrix, type VectorLike } from "../arrays";

/** Numbers with a row a sample and a column a label. */
export type Table = Matrix | readonly ArrayLike<number>[];

/** Whether there is a column a label, not one number a sample. */
export function isTable(numbers: VectorLike | Table): numbers is Table {
  return numbers instanceof Matrix || (Array.isArray(numbers) && typeof numbers[0] === "object");
}
