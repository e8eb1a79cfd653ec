import { Matrix } from "../../arrays";
import { requireInteger } from "../../errors";
import { dot, norm } from "../../linearAlgebra";
import { Random } from "../../random";

/**
 * A random d x d matrix with orthonormal columns, all directions equally likely (Haar's distribution): standard normal
 * columns, each made orthogonal to those before it (Gram and Schmidt, twice, which leaves only rounding).
 * @throws InputError when `dimension` is no integer of at least 1
 */
export function randomOrthogonal(dimension: number, seed: number): Matrix {
  requireInteger("dimension", dimension, 1);
  const random = new Random(seed);
  const columns: Float64Array[] = [];
  while (columns.length < dimension) {
    const column = Float64Array.from({ length: dimension }, () => random.normal());
    for (const earlier of [...columns, ...columns]) {
      const share = dot(earlier, column);
      column.forEach((value, i) => (column[i] = value - share * earlier[i]));
    }
    const length = norm(column);
    columns.push(column.map((value) => value / length));
  }
  return Matrix.fromRows(Array.from({ length: dimension }, (_, i) => columns.map((column) => column[i])));
}
