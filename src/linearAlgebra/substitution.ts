import type { Matrix } from "../arrays";

/**
 * Solves R'y = b, from the first entry to the last.
 * @param factor R, d x d, upper triangular, without a zero on its diagonal
 * @param rightSide b, of length d
 */
export function forwardSubstitution({ rows: size, values }: Matrix, rightSide: Float64Array): Float64Array {
  const solution = rightSide.slice(0, size);
  for (let k = 0; k < size; k++) {
    const entry = (solution[k] /= values[k * size + k]);
    for (let j = k + 1; j < size; j++) solution[j] -= values[k * size + j] * entry;
  }
  return solution;
}

/**
 * Solves R x = y, from the last entry to the first.
 * @param factor R, as in {@link forwardSubstitution}
 * @param rightSide y, of length d
 */
export function backSubstitution({ rows: size, values }: Matrix, rightSide: Float64Array): Float64Array {
  const solution = rightSide.slice(0, size);
  for (let i = size - 1; i >= 0; i--) {
    let rest = solution[i];
    for (let j = i + 1; j < size; j++) rest -= values[i * size + j] * solution[j];
    solution[i] = rest / values[i * size + i];
  }
  return solution;
}
