import { Matrix } from "../../arrays";
import { refuse, requireInteger, requireOptions } from "../../errors";
import { dot, symmetricEigen } from "../../linearAlgebra";
import { Random } from "../../random";
import type { FiniteSum } from "../finiteSum";
import { quadratic, type Quadratic, type QuadraticOptions } from "./quadratic";

/** Options of {@link noisyQuadratic}. */
export interface NoisyQuadraticOptions extends QuadraticOptions {
  /**
   * How much the gradient of a single term strays from the full one: the standard deviation of each of its d entries,
   * which are then uncorrelated, or their d x d covariance matrix. Default 1.
   */
  readonly noise?: number | Matrix;
  /** How many terms; more than parameters. Default 1000. */
  readonly samples?: number;
  /** Default 0. */
  readonly seed?: number;
}

/** A quadratic that {@link noisyQuadratic} makes. */
export interface NoisyQuadratic extends Quadratic, Pick<FiniteSum, "samples" | "sampleGradient"> {}

/**
 * A {@link quadratic} f as the mean of n terms, `f_i(theta) = f(theta) + e_i . (theta - m)`, for stochastic gradient
 * descent: term i has the gradient `H (theta - m) + e_i`. The e_i are normal draws, shifted and stretched so that their
 * mean is zero and their covariance the one asked for, both exactly and not only on average: what a formula says about
 * the noise can be held against a run. A batch of b terms drawn with replacement has a b-th of the covariance.
 *
 * @throws InputError as {@link quadratic}, and when the noise is no covariance or there are too few terms for it
 */
export function noisyQuadratic(options: NoisyQuadraticOptions): NoisyQuadratic {
  requireOptions("noisyQuadratic", options, { eigenvalues: [], rotation: 0, minimum: [], noise: 0, samples: 0, seed: 0 });
  const { noise = 1, samples = 1000, seed = 0, ...bowl } = options;
  const mean = quadratic(bowl);
  const { dimension } = mean;
  requireInteger("samples", samples, dimension + 1, Infinity, "With as few terms their noise cannot be uncorrelated");
  const { values } = noiseTerms(samples, covarianceOf(noise, dimension), seed);
  return {
    ...mean,
    name: "noisy quadratic",
    samples,
    sampleGradient(indices, parameters, gradient) {
      mean.gradient(parameters, gradient);
      const share = 1 / indices.length;
      for (let k = 0; k < indices.length; k++) {
        const row = indices[k] * dimension;
        for (let j = 0; j < dimension; j++) gradient[j] += share * values[row + j];
      }
    },
  };
}

/** n rows with mean zero and this covariance (divisor n). */
function noiseTerms(samples: number, covariance: Matrix, seed: number): Matrix {
  const { rows: dimension } = covariance;
  const random = new Random(seed);
  const draws = Float64Array.from({ length: samples * dimension }, () => random.normal());
  const columns = Array.from({ length: dimension }, (_, j) => centred(new Matrix(samples, dimension, draws).column(j)));
  const drawn = Matrix.fromRows(columns.map((a) => columns.map((b) => dot(a, b) / samples)));
  const stretch = product(power(covariance, 0.5), power(drawn, -0.5));
  const terms = Matrix.zeros(samples, dimension);
  for (let i = 0; i < samples; i++) {
    for (let j = 0; j < dimension; j++) {
      for (let k = 0; k < dimension; k++) terms.values[i * dimension + j] += stretch.at(j, k) * columns[k][i];
    }
  }
  return terms;
}

function covarianceOf(noise: number | Matrix, dimension: number): Matrix {
  if (typeof noise === "number") {
    if (!Number.isFinite(noise) || noise < 0) refuse("noise", "a finite number of at least 0", noise);
    const covariance = Matrix.zeros(dimension, dimension);
    for (let j = 0; j < dimension; j++) covariance.values[j * dimension + j] = noise * noise;
    return covariance;
  }
  const rule = `a ${dimension} x ${dimension} covariance matrix`;
  if (!(noise instanceof Matrix)) refuse("noise", `a number or ${rule}`, noise);
  const { rows, columns } = noise;
  if (rows !== dimension || columns !== dimension) refuse("noise", rule, `a ${rows} x ${columns} one`);
  const { values } = symmetricEigen(noise);
  if (values[0] < -1e-12 * values[dimension - 1]) refuse("noise", rule, `one with the negative eigenvalue ${values[0]}`);
  return noise;
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/** A power of a symmetric matrix without negative eigenvalues. */
function power(matrix: Matrix, exponent: number): Matrix {
  const { values, vectors } = symmetricEigen(matrix);
  const scaled = new Matrix(matrix.rows, matrix.rows, vectors.values.slice());
  for (let i = 0; i < scaled.values.length; i++) scaled.values[i] *= Math.max(values[i % matrix.rows], 0) ** exponent;
  return Matrix.fromRows(Array.from({ length: matrix.rows }, (_, i) =>
    Array.from({ length: matrix.rows }, (_, j) => dot(scaled.row(i), vectors.row(j)))));
}

function product(a: Matrix, b: Matrix): Matrix {
  return Matrix.fromRows(Array.from({ length: a.rows }, (_, i) =>
    Array.from({ length: b.columns }, (_, j) => dot(a.row(i), b.column(j)))));
}
