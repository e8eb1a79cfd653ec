import { loadDiabetes, StandardScaler } from "../../src/data";
import { leastSquares } from "../../src/objectives";

/** Writes the gradient at x. */
export type Gradient = (x: Float64Array, gradient: Float64Array) => void;

const diabetes = loadDiabetes();
const features = new StandardScaler().fitTransform(diabetes.features);
const progression = new StandardScaler().fitTransform(Array.from(diabetes.target, (value) => [value])).values;
const meanSquaredError = leastSquares(features, progression);
const [COSINE, SINE] = [Math.cos(0.5), Math.sin(0.5)];
const PATIENTS = 100;

/** The gradients of make_trajectories.py. */
export const GRADIENTS: Record<string, Gradient> = {
  /** 1/2 (p^2 + 100 q^2), where p and q are x - (1, -0.5), rotated by 0.5 radians */
  quadratic([x0, x1], gradient) {
    const p = COSINE * (x0 - 1) + SINE * (x1 + 0.5);
    const q = 100 * (COSINE * (x1 + 0.5) - SINE * (x0 - 1));
    gradient.set([COSINE * p - SINE * q, SINE * p + COSINE * q]);
  },
  /** The mean squared error on diabetes, all columns standardised */
  leastSquares(x, gradient) {
    meanSquaredError.gradient(x, gradient);
  },
  /** The mean logistic loss for a progression above 140.5, 100 patients, first four columns */
  logistic(x, gradient) {
    gradient.fill(0);
    for (let row = 0; row < PATIENTS; row++) {
      let score = 0;
      for (let j = 0; j < x.length; j++) score += features.at(row, j) * x[j];
      const error = 1 / (1 + Math.exp(-score)) - (diabetes.target[row] > 140.5 ? 1 : 0);
      for (let j = 0; j < x.length; j++) gradient[j] += (error * features.at(row, j)) / PATIENTS;
    }
  },
  /** (1 - x0)^2 + 100 (x1 - x0^2)^2 */
  rosenbrock([x0, x1], gradient) {
    const valley = x1 - x0 * x0;
    gradient.set([-2 * (1 - x0) - 400 * x0 * valley, 200 * valley]);
  },
};
