import { refuse, requireList } from "../../errors";
import { sigmoid } from "../../objectives";

/** An activation that works on each entry by itself. */
export interface Activation {
  /** f(z). */
  value(z: number): number;
  /** f'(z). */
  derivative(z: number): number;
}

/**
 * The activations that work on each entry by itself (002 §4.2, 004 §4.2).
 * - `identity`: z
 * - `relu`: max(0, z); its derivative at 0 is 0, as in PyTorch and TensorFlow
 * - `sigmoid`: 1 / (1 + exp(-z)), from 0 to 1; its derivative is at most 1/4
 * - `tanh`: from -1 to 1; its derivative is at most 1
 */
export const activations = {
  identity: { value: (z: number) => z, derivative: () => 1 },
  relu: { value: (z: number) => Math.max(0, z), derivative: (z: number) => (z > 0 ? 1 : 0) },
  sigmoid: { value: sigmoid, derivative: (z: number) => sigmoid(z) * sigmoid(-z) },
  tanh: { value: Math.tanh, derivative: (z: number) => 1 / Math.cosh(z) ** 2 },
} satisfies Record<string, Activation>;

/** What a hidden layer can have. */
export type HiddenActivation = keyof typeof activations;

/** What an output layer can have: softmax works on all outputs of a row together. */
export type OutputActivation = HiddenActivation | "softmax";

/** `exp(z_k) / sum exp(z_j)`: positive, with the sum 1. The largest z is taken off first, so that nothing overflows. */
export function softmax(z: ArrayLike<number>): Float64Array {
  const probabilities = Float64Array.from(requireNumbers(z));
  softmaxInPlace(probabilities);
  return probabilities;
}

/** {@link softmax} of the numbers from `first` to before `end`, written over them. */
export function softmaxInPlace(z: Float64Array, first = 0, end = z.length): void {
  const largest = largestOf(z, first, end);
  let sum = 0;
  for (let k = first; k < end; k++) {
    z[k] = Math.exp(z[k] - largest);
    sum += z[k];
  }
  for (let k = first; k < end; k++) z[k] /= sum;
}

/** `z_k - log sum exp(z_j)`, the logarithm of softmax: finite also where the softmax itself is too small for float64. */
export function logSoftmax(z: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(requireNumbers(z));
  const logSum = logSumOfExponentials(values);
  return values.map((value) => value - logSum);
}

/** `log sum exp(z_j)` of the numbers from `first` to before `end`, without overflow. */
export function logSumOfExponentials(z: Float64Array, first = 0, end = z.length): number {
  const largest = largestOf(z, first, end);
  let sum = 0;
  for (let k = first; k < end; k++) sum += Math.exp(z[k] - largest);
  return largest + Math.log(sum);
}

/** Refuses what is no list of numbers; infinite ones have probabilities too. */
function requireNumbers(z: ArrayLike<number>): ArrayLike<number> {
  requireList("z", z, "a list of numbers");
  for (let k = 0; k < z.length; k++) if (typeof z[k] !== "number" || Number.isNaN(z[k])) refuse(`z, entry ${k}`, "a number", z[k]);
  return z;
}

function largestOf(z: Float64Array, first: number, end: number): number {
  let largest = -Infinity;
  for (let k = first; k < end; k++) if (z[k] > largest) largest = z[k];
  return largest;
}
