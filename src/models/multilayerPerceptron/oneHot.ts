import { Matrix, toVector, type VectorLike } from "../../arrays";
import { refuse, requireList } from "../../errors";

/**
 * Labels as rows with a 1 in the label's column and zeros elsewhere: the targets of a softmax.
 * @param classes the labels of the columns; by default all that occur, in ascending order
 * @throws InputError when a label is none of the classes
 */
export function oneHot(labels: VectorLike, classes: ArrayLike<number> = distinct(labels)): Matrix {
  const values = toVector(labels, "labels");
  requireList("classes", classes, "a list of labels");
  const columnOf = new Map(Array.from(classes, (label, column) => [label, column]));
  const matrix = Matrix.zeros(values.length, classes.length);
  values.forEach((label, i) => {
    const column = columnOf.get(label) ?? refuse(`labels, row ${i}`, `one of ${Array.from(classes).join(", ")}`, label);
    matrix.values[i * classes.length + column] = 1;
  });
  return matrix;
}

/** The values that occur, in ascending order. */
export function distinct(labels: VectorLike): Float64Array {
  return Float64Array.from(new Set(toVector(labels, "labels"))).sort();
}
