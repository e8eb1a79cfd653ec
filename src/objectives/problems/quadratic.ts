import { Matrix, toVector } from "../../arrays";
import { refuse, requireOptions, requirePositive } from "../../errors";
import { dot } from "../../linearAlgebra";
import type { Problem } from "./problem";

/** Options of {@link quadratic}. */
export interface QuadraticOptions {
  /** The Hessian's d eigenvalues: the curvatures along the axes, all positive. */
  readonly eigenvalues: ArrayLike<number>;
  /**
   * How the axes lie: an angle in radians, counter-clockwise, for two parameters, or an orthogonal d x d matrix whose
   * column k is the axis of eigenvalue k (see `randomOrthogonal`). Default: along the parameters.
   */
  readonly rotation?: number | Matrix;
  /** Where the loss is 0. Default: zeros. */
  readonly minimum?: ArrayLike<number>;
}

/** A quadratic that {@link quadratic} makes. */
export interface Quadratic extends Problem {
  /** In the order given. */
  readonly eigenvalues: Float64Array;
  /** d x d; column k is the axis of eigenvalue k. */
  readonly eigenvectors: Matrix;
  largestStableLearningRate(): number;
  /** The same everywhere. */
  hessian(): Matrix;
}

/**
 * A quadratic bowl, `f(theta) = 1/2 (theta - m)' H (theta - m)` with `H = V diag(eigenvalues) V'`: the problem on which
 * every rate is known in closed form. Its condition number is the largest eigenvalue over the smallest. The usual start
 * is one unit away from the minimum m along every axis.
 *
 * @example quadratic({ eigenvalues: [1, 100], rotation: Math.PI / 6 })
 * @throws InputError when an eigenvalue is not positive, or rotation or minimum do not fit them
 */
export function quadratic(options: QuadraticOptions): Quadratic {
  requireOptions("quadratic", options, { eigenvalues: [], rotation: 0, minimum: [] });
  const eigenvalues = Float64Array.from(toVector(options.eigenvalues, "eigenvalues"));
  eigenvalues.forEach((value, k) => requirePositive(`eigenvalues, number ${k}`, value));
  const dimension = eigenvalues.length;
  const minimum = Float64Array.from(toVector(options.minimum ?? new Float64Array(dimension), "minimum"));
  if (minimum.length !== dimension) refuse("minimum", `${dimension} numbers, one for each eigenvalue`, minimum.length);
  const eigenvectors = axes(options.rotation ?? identity(dimension), dimension);
  const columns = Array.from({ length: dimension }, (_, k) => eigenvectors.column(k));
  const halfWidth = Math.ceil(1.2 * Math.sqrt(dimension));
  return {
    name: "quadratic",
    dimension,
    eigenvalues,
    eigenvectors,
    minima: [minimum],
    start: minimum.map((value, j) => value + eigenvectors.row(j).reduce((sum, entry) => sum + entry, 0)),
    domain: Array.from(minimum, (value): [number, number] => [value - halfWidth, value + halfWidth]),
    minimum: () => minimum.slice(),
    largestStableLearningRate: () => 2 / eigenvalues.reduce((a, b) => Math.max(a, b)),
    value(parameters) {
      let sum = 0;
      for (let k = 0; k < dimension; k++) sum += eigenvalues[k] * along(columns[k], parameters, minimum) ** 2;
      return sum / 2;
    },
    gradient(parameters, gradient) {
      gradient.fill(0);
      for (let k = 0; k < dimension; k++) {
        const slope = eigenvalues[k] * along(columns[k], parameters, minimum);
        for (let j = 0; j < dimension; j++) gradient[j] += slope * columns[k][j];
      }
    },
    hessian() {
      const rows = columns.map((_, i) => columns.map((_, j) =>
        columns.reduce((sum, column, k) => sum + eigenvalues[k] * (column[i] * column[j]), 0)));
      return Matrix.fromRows(rows);
    },
  };
}

/** The inner product of an axis and (parameters - minimum). */
function along(axis: Float64Array, parameters: Float64Array, minimum: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < axis.length; j++) sum += axis[j] * (parameters[j] - minimum[j]);
  return sum;
}

function identity(dimension: number): Matrix {
  const matrix = Matrix.zeros(dimension, dimension);
  for (let j = 0; j < dimension; j++) matrix.values[j * dimension + j] = 1;
  return matrix;
}

function axes(rotation: number | Matrix, dimension: number): Matrix {
  if (typeof rotation === "number") {
    if (!Number.isFinite(rotation)) refuse("rotation", "a finite angle in radians", rotation);
    if (dimension !== 2) refuse("rotation", `an orthogonal ${dimension} x ${dimension} matrix`, "an angle");
    const [cosine, sine] = [Math.cos(rotation), Math.sin(rotation)];
    return Matrix.fromRows([[cosine, -sine], [sine, cosine]]);
  }
  if (!(rotation instanceof Matrix)) refuse("rotation", "an angle in radians or an orthogonal Matrix", rotation);
  const fits = rotation.rows === dimension && rotation.columns === dimension;
  if (!fits || !isOrthogonal(rotation)) {
    refuse("rotation", `an orthogonal ${dimension} x ${dimension} matrix`, `a ${rotation.rows} x ${rotation.columns} one`);
  }
  return rotation;
}

function isOrthogonal(matrix: Matrix): boolean {
  const columns = Array.from({ length: matrix.columns }, (_, k) => matrix.column(k));
  return columns.every((a, i) => columns.every((b, k) => Math.abs(dot(a, b) - (i === k ? 1 : 0)) < 1e-12));
}
