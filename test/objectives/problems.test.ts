import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { Matrix } from "../../src/arrays";
import { conditionNumber, dot, norm, symmetricEigenvalues } from "../../src/linearAlgebra";
import {
  beale, centralDifferences, gradientCovariance, himmelblau, noisyQuadratic, quadratic, randomOrthogonal, rosenbrock, saddle,
  type Objective, type Problem,
} from "../../src/objectives";
import { Random } from "../../src/random";
import { bytesPerCall } from "../allocation";

const PROBLEMS: Problem[] = [
  rosenbrock(),
  beale(),
  himmelblau(),
  saddle(),
  quadratic({ eigenvalues: [1, 30], rotation: 0.4, minimum: [2, -1] }),
  quadratic({ eigenvalues: [1, 2, 5, 0.5], rotation: randomOrthogonal(4, 3) }),
  noisyQuadratic({ eigenvalues: [1, 4], rotation: 1, samples: 50 }),
];
/** The least loss, where it is not 0. */
const LEAST: Record<string, number> = { saddle: -1 / 4 };

function gradientAt(objective: Objective, parameters: Float64Array): Float64Array {
  const gradient = new Float64Array(objective.dimension).fill(NaN);
  objective.gradient(parameters, gradient);
  return gradient;
}

function difference(a: Float64Array, b: ArrayLike<number>): number {
  return norm(a.map((value, i) => value - b[i]));
}

describe("test problems", () => {
  for (const problem of PROBLEMS) {
    const { name, dimension, domain, minima, start } = problem;

    it(`${name} in ${dimension} dimensions has the gradient and Hessian that central differences find`, () => {
      const random = new Random(5);
      for (let trial = 0; trial < 50; trial++) {
        const at = Float64Array.from(domain, ([low, high]) => low + (high - low) * random.uniform());
        const gradient = gradientAt(problem, at);
        const size = norm(gradient) + Math.abs(problem.value(at));
        assert.ok(difference(gradient, centralDifferences(problem, at)) <= 1e-7 * size);
        const hessian = problem.hessian(at);
        for (let i = 0; i < dimension; i++) {
          const row = centralDifferences((x) => gradientAt(problem, x)[i], at);
          assert.ok(difference(row, hessian.row(i)) <= 1e-7 * (norm(hessian.values) + size));
          for (let j = 0; j < i; j++) assert.equal(hessian.at(i, j), hessian.at(j, i));
        }
      }
    });

    it(`${name} in ${dimension} dimensions has no gradient, positive curvature and the least loss at its minima`, () => {
      for (const minimum of minima) {
        assert.ok(Math.abs(problem.value(minimum) - (LEAST[name] ?? 0)) < 1e-24);
        assert.ok(norm(gradientAt(problem, minimum)) < 1e-13);
        assert.ok(symmetricEigenvalues(problem.hessian(minimum))[0] > 0);
      }
      assert.deepEqual(problem.minimum(), minima[0]);
      problem.minimum().fill(7);
      assert.notEqual(problem.minimum()[0], 7);
    });

    it(`${name} in ${dimension} dimensions shows start and minima in its domain`, () => {
      assert.equal(domain.length, dimension);
      for (const point of [start, ...minima]) {
        point.forEach((value, j) => assert.ok(domain[j][0] < value && value < domain[j][1]));
      }
    });

    it(`${name} in ${dimension} dimensions allocates nothing for a gradient`, () => {
      const gradient = new Float64Array(dimension);
      assert.ok(bytesPerCall(() => problem.gradient(start, gradient)) < 2);
    });
  }

  it("have the values that their authors print at the usual starts", () => {
    const values = [[rosenbrock(), 24.2], [beale(), 14.203125], [himmelblau(), 170]] as const;
    for (const [problem, value] of values) assert.ok(Math.abs(problem.value(problem.start) - value) < 1e-13 * value);
  });

  it("know a saddle, and Himmelblau's maximum", () => {
    const origin = new Float64Array(2);
    assert.equal(norm(gradientAt(saddle(), origin)), 0);
    assert.deepEqual([...symmetricEigenvalues(saddle().hessian(origin))], [-1, 1]);
    const top = Float64Array.of(-0.270844590667348, -0.923038556479982);
    assert.ok(norm(gradientAt(himmelblau(), top)) < 1e-9);
    assert.ok(symmetricEigenvalues(himmelblau().hessian(top))[1] < 0);
    assert.ok(Math.abs(conditionNumber(rosenbrock().hessian(rosenbrock().minimum())) - 2508) < 1);
  });
});

describe("quadratic", () => {
  it("has the eigenvalues and axes it was given, whatever the rotation", () => {
    const shapes = fc.record({
      eigenvalues: fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 6 }),
      seed: fc.integer({ min: 0, max: 1000 }),
    });
    fc.assert(fc.property(shapes, ({ eigenvalues, seed }) => {
      const problem = quadratic({ eigenvalues, rotation: randomOrthogonal(eigenvalues.length, seed) });
      const largest = Math.max(...eigenvalues);
      const found = symmetricEigenvalues(problem.hessian());
      assert.ok(difference(found, [...eigenvalues].sort((a, b) => a - b)) < 1e-13 * largest);
      eigenvalues.forEach((value, k) => {
        const axis = problem.eigenvectors.column(k);
        assert.ok(difference(gradientAt(problem, axis), axis.map((entry) => value * entry)) < 1e-13 * largest);
        assert.ok(Math.abs(problem.value(axis) - value / 2) < 1e-13 * largest);
      });
      assert.ok(Math.abs(problem.largestStableLearningRate() - 2 / largest) < 1e-15 / largest);
    }), { numRuns: 50 });
  });

  it("turns its first axis by the angle, counter-clockwise", () => {
    const { eigenvectors } = quadratic({ eigenvalues: [1, 9], rotation: Math.PI / 6 });
    assert.ok(difference(eigenvectors.column(0), [Math.sqrt(3) / 2, 1 / 2]) < 1e-15);
    assert.ok(difference(eigenvectors.column(1), [-1 / 2, Math.sqrt(3) / 2]) < 1e-15);
  });

  it("starts one unit away from the minimum along every axis", () => {
    const problem = quadratic({ eigenvalues: [1, 9, 4], rotation: randomOrthogonal(3, 1), minimum: [1, 2, 3] });
    const away = problem.start.map((value, j) => value - problem.minima[0][j]);
    for (let k = 0; k < 3; k++) assert.ok(Math.abs(dot(problem.eigenvectors.column(k), away) - 1) < 1e-14);
  });

  it("keeps its digits at a condition number of 1e12", () => {
    const problem = quadratic({ eigenvalues: [1e-6, 1e6], rotation: 0.7 });
    const slow = problem.eigenvectors.column(0);
    assert.ok(Math.abs(problem.value(slow) / 5e-7 - 1) < 1e-9);
  });

  it("refuses eigenvalues, rotations and minima that do not fit", () => {
    assert.throws(() => quadratic({ eigenvalues: [1, 0] }), {
      message: "eigenvalues, number 1: expected a positive number, received 0",
    });
    assert.throws(() => quadratic({ eigenvalues: [] }), /eigenvalues: expected a list of at least one number/);
    assert.throws(() => quadratic({ eigenvalues: [1, 2, 3], rotation: 1 }), {
      message: 'rotation: expected an orthogonal 3 x 3 matrix, received "an angle"',
    });
    assert.throws(() => quadratic({ eigenvalues: [1, 2], rotation: Matrix.fromRows([[1, 1], [0, 1]]) }), /an orthogonal 2 x 2/);
    assert.throws(() => quadratic({ eigenvalues: [1, 2], rotation: NaN }), /a finite angle in radians, received NaN/);
    assert.throws(() => quadratic({ eigenvalues: [1, 2], minimum: [1] }), {
      message: "minimum: expected 2 numbers, one for each eigenvalue, received 1",
    });
  });
});

describe("randomOrthogonal", () => {
  it("has orthonormal columns, the same for the same seed", () => {
    for (const dimension of [1, 2, 5, 40]) {
      const matrix = randomOrthogonal(dimension, 9);
      for (let i = 0; i < dimension; i++) {
        for (let j = 0; j <= i; j++) {
          assert.ok(Math.abs(dot(matrix.column(i), matrix.column(j)) - (i === j ? 1 : 0)) < 1e-14);
        }
      }
      assert.deepEqual(matrix, randomOrthogonal(dimension, 9));
      if (dimension > 1) assert.notDeepEqual(matrix, randomOrthogonal(dimension, 10));
    }
  });

  it("prefers no direction", () => {
    // The first column is uniform on the sphere: mean 0 and mean square 1/d, over 2000 seeds within four deviations.
    const columns = Array.from({ length: 2000 }, (_, seed) => randomOrthogonal(3, seed).column(0));
    for (let j = 0; j < 3; j++) {
      assert.ok(Math.abs(columns.reduce((sum, column) => sum + column[j], 0) / 2000) < 4 * Math.sqrt(1 / 3 / 2000));
      const square = columns.reduce((sum, column) => sum + column[j] ** 2, 0) / 2000;
      assert.ok(Math.abs(square - 1 / 3) < 4 * Math.sqrt(4 / 45 / 2000));
    }
  });
});

describe("noisyQuadratic", () => {
  const covariance = Matrix.fromRows([[2, 0.5], [0.5, 1]]);
  const problem = noisyQuadratic({ eigenvalues: [1, 4], rotation: 0.3, minimum: [1, -1], noise: covariance, samples: 40, seed: 2 });

  it("has gradients with the mean of the quadratic and exactly the covariance it was given, everywhere", () => {
    for (const at of [problem.minimum(), Float64Array.of(5, -7)]) {
      assert.ok(difference(gradientCovariance(problem, at).values, covariance.values) < 1e-13);
      const mean = new Float64Array(2);
      problem.sampleGradient(Uint32Array.from({ length: 40 }, (_, i) => i), at, mean);
      assert.ok(difference(mean, gradientAt(problem, at)) < 1e-13);
    }
  });

  it("takes a number for the standard deviation of every entry", () => {
    const isotropic = noisyQuadratic({ eigenvalues: [1, 2, 3], noise: 0.5, samples: 100, rotation: randomOrthogonal(3, 0) });
    const found = gradientCovariance(isotropic, isotropic.start);
    for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) assert.ok(Math.abs(found.at(i, j) - (i === j ? 0.25 : 0)) < 1e-13);
  });

  it("can be without noise, and noisy along one direction only", () => {
    const silent = noisyQuadratic({ eigenvalues: [1, 2], noise: 0, samples: 5 });
    assert.equal(norm(gradientCovariance(silent, silent.start).values), 0);
    const flat = Matrix.fromRows([[1, 1], [1, 1]]);
    const single = noisyQuadratic({ eigenvalues: [1, 2], noise: flat, samples: 50 });
    assert.ok(difference(gradientCovariance(single, single.start).values, flat.values) < 1e-13);
  });

  it("draws the same noise for the same seed", () => {
    const termOf = (seed: number) => {
      const gradient = new Float64Array(2);
      noisyQuadratic({ eigenvalues: [1, 1], seed }).sampleGradient(Uint32Array.of(17), new Float64Array(2), gradient);
      return gradient;
    };
    assert.deepEqual(termOf(1), termOf(1));
    assert.notDeepEqual(termOf(1), termOf(2));
  });

  it("refuses noise that is no covariance, and too few terms", () => {
    assert.throws(() => noisyQuadratic({ eigenvalues: [1, 1], noise: -1 }), /noise: expected a finite number of at least 0/);
    assert.throws(() => noisyQuadratic({ eigenvalues: [1], noise: covariance }), /a 1 x 1 covariance matrix, received "a 2 x 2 one"/);
    assert.throws(() => noisyQuadratic({ eigenvalues: [1, 1], noise: Matrix.fromRows([[1, 2], [2, 1]]) }), /negative eigenvalue/);
    assert.throws(() => noisyQuadratic({ eigenvalues: [1, 1], samples: 2 }), {
      message: "samples: expected an integer of at least 3, received 2. With as few terms their noise cannot be uncorrelated",
    });
  });

  it("allocates nothing for the gradient of a batch", () => {
    const gradient = new Float64Array(2);
    const batch = Uint32Array.of(1, 5, 5);
    assert.ok(bytesPerCall(() => problem.sampleGradient(batch, problem.start, gradient)) < 2);
  });
});
