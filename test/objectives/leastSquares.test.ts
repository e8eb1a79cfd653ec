import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { Matrix } from "../../src/arrays";
import { dot, norm, symmetricEigenvalues } from "../../src/linearAlgebra";
import { centralDifferences, leastSquares, type SquaredLoss } from "../../src/objectives";
import { Random } from "../../src/random";
import { bytesPerCall } from "../allocation";

/** The sum of squared errors and its gradient, row by row as the definition says. */
function direct(features: number[][], target: number[], parameters: ArrayLike<number>, fitIntercept: boolean) {
  let sum = 0;
  const gradient = new Float64Array(parameters.length);
  features.forEach((row, i) => {
    const x = fitIntercept ? [1, ...row] : row;
    const error = x.reduce((total, value, j) => total + value * parameters[j], -target[i]);
    sum += error ** 2;
    x.forEach((value, j) => (gradient[j] += 2 * error * value));
  });
  return { sum, gradient };
}

function gradientAt(objective: ReturnType<typeof leastSquares>, parameters: Float64Array): Float64Array {
  const gradient = new Float64Array(objective.dimension).fill(NaN);
  objective.gradient(parameters, gradient);
  return gradient;
}

function randomData(seed: number, rows: number, columns: number, noise = 1) {
  const random = new Random(seed);
  const features = Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal()));
  const target = features.map((row) => row.reduce((sum, value, j) => sum + value * (j + 1), 2) + noise * random.normal());
  return { features, target, random };
}

const LINE = { features: [[0], [1], [2], [4]], target: [1, 3, 4, 10] };
const SCALES: Record<SquaredLoss, number> = { "mean": 1 / 4, "half-mean": 1 / 8, "half-sum": 1 / 2 };

describe("leastSquares", () => {
  it("has the loss, gradient and minimum of document 000's three rows (§4.3)", () => {
    const objective = leastSquares([[1, 0], [0, 1], [1, 1]], [1, 0, 1], { loss: "half-sum" });
    const zeros = new Float64Array(2);
    assert.equal(objective.dimension, 2);
    assert.ok(Math.abs(objective.value(zeros) - 1) < 1e-15);
    assert.ok(norm(gradientAt(objective, zeros).map((g, i) => g - [-2, -1][i])) < 1e-14);
    assert.ok(norm(objective.minimum().map((theta, i) => theta - [1, 0][i])) < 1e-14);
    assert.ok(Math.abs(objective.largestStableLearningRate() - 2 / 3) < 1e-14);
    assert.ok(Math.abs(symmetricEigenvalues(objective.hessian())[0] - 1) < 1e-14);
  });

  it("scales loss, gradient, Hessian and stable learning rate by its convention, not the minimum", () => {
    const parameters = Float64Array.of(0.5, -1);
    const { sum, gradient } = direct(LINE.features, LINE.target, parameters, true);
    for (const loss of Object.keys(SCALES) as SquaredLoss[]) {
      const objective = leastSquares(LINE.features, LINE.target, { loss, fitIntercept: true });
      assert.ok(Math.abs(objective.value(parameters) - SCALES[loss] * sum) < 1e-13 * sum);
      assert.ok(norm(gradientAt(objective, parameters).map((g, i) => g - SCALES[loss] * gradient[i])) < 1e-13 * norm(gradient));
      assert.ok(Math.abs(objective.hessian().at(0, 0) - 2 * SCALES[loss] * 4) < 1e-13);
      assert.ok(Math.abs(objective.hessian().at(0, 1) - 2 * SCALES[loss] * 7) < 1e-13);
      assert.ok(Math.abs(objective.hessian().at(1, 1) - 2 * SCALES[loss] * 21) < 1e-13);
      // Slope Sxy / Sxx = 19.5 / 8.75, intercept 4.5 - 1.75 slope.
      assert.ok(Math.abs(objective.minimum()[1] - 19.5 / 8.75) < 1e-14);
      assert.ok(Math.abs(objective.minimum()[0] - 0.6) < 1e-14);
    }
  });

  it("is called by its loss, the mean squared error unless told otherwise", () => {
    assert.equal(leastSquares(LINE.features, LINE.target).name, "mean squared error");
    assert.equal(leastSquares(LINE.features, LINE.target, { loss: "half-sum" }).name, "half the sum of squared errors");
    assert.equal(leastSquares(LINE.features, LINE.target, { loss: "half-mean" }).name, "half the mean squared error");
  });

  it("agrees with the sum over the rows for any shape and parameters", () => {
    const shapes = fc.record({
      seed: fc.integer({ min: 0, max: 10_000 }), rows: fc.integer({ min: 1, max: 40 }), columns: fc.integer({ min: 1, max: 12 }),
      fitIntercept: fc.boolean(), offset: fc.constantFrom(0, 10, 1000), length: fc.constantFrom(1e-3, 1, 100),
    });
    fc.assert(fc.property(shapes, ({ seed, rows, columns, fitIntercept, offset, length }) => {
      const { features, target, random } = randomData(seed, rows, columns);
      features.forEach((row) => (row[0] += offset));
      const objective = leastSquares(features, target, { loss: "half-sum", fitIntercept });
      const parameters = Float64Array.from({ length: objective.dimension }, () => length * random.normal());
      const expected = direct(features, target, parameters, fitIntercept);
      const size = expected.sum + norm(Float64Array.from(target)) ** 2;
      assert.ok(Math.abs(2 * objective.value(parameters) - expected.sum) <= 1e-11 * size);
      const difference = gradientAt(objective, parameters).map((g, i) => 2 * g - expected.gradient[i]);
      assert.ok(norm(difference) <= 1e-11 * (norm(expected.gradient) + 1 + offset));
    }));
  });

  it("keeps its digits where X'X and X'y would lose them: a loss of 1e-20 beside targets near 1e4", () => {
    const features = Array.from({ length: 50 }, (_, i) => [i, i * i]);
    const target = features.map(([x, square]) => 3 + 2 * x + 4 * square);
    const objective = leastSquares(features, target, { fitIntercept: true });
    const near = Float64Array.of(3 + 1e-10, 2, 4);
    const { sum } = direct(features, target, near, true);
    assert.ok(sum / 50 < 2e-20);
    assert.ok(Math.abs(objective.value(near) / (sum / 50) - 1) < 0.05, `${objective.value(near)} ${sum / 50}`);
  });

  it("keeps its digits on nearly collinear columns, condition number 1e8", () => {
    const { features, target } = randomData(5, 60, 3, 0);
    for (const row of features) row[2] = row[1] + 1e-8 * row[2];
    const objective = leastSquares(features, target);
    for (const parameters of [[1, 2, 3], [1, 1e6, -1e6], [0, 0, 0]].map((list) => Float64Array.from(list))) {
      const expected = direct(features, target, parameters, false);
      assert.ok(Math.abs(objective.value(parameters) / (expected.sum / 60) - 1) < 1e-8);
      assert.ok(norm(gradientAt(objective, parameters).map((g, i) => g - expected.gradient[i] / 60)) < 1e-8 * norm(expected.gradient));
    }
  });

  it("has the gradient that central differences find, and a Hessian that is the gradient's derivative", () => {
    const { features, target, random } = randomData(1, 30, 4);
    const objective = leastSquares(features, target, { fitIntercept: true });
    const parameters = Float64Array.from({ length: 5 }, () => random.normal());
    const gradient = gradientAt(objective, parameters);
    const differences = centralDifferences(objective, parameters);
    assert.ok(norm(differences.map((value, i) => value - gradient[i])) < 1e-8 * norm(gradient));
    for (let j = 0; j < 5; j++) {
      const column = centralDifferences((at) => gradientAt(objective, at)[j], parameters);
      assert.ok(norm(column.map((value, i) => value - objective.hessian().at(i, j))) < 1e-8);
    }
  });

  it("has no gradient at its minimum, whatever the rank", () => {
    const { features, target } = randomData(2, 20, 3);
    for (const rows of [features, features.map((row) => [...row, row[0] + row[1], 5]), features.slice(0, 2)]) {
      for (const fitIntercept of [true, false]) {
        const objective = leastSquares(rows, target.slice(0, rows.length), { fitIntercept });
        assert.ok(norm(gradientAt(objective, objective.minimum())) < 1e-12);
      }
    }
  });

  it("allocates nothing for a gradient", () => {
    const { features, target } = randomData(4, 50, 5);
    const objective = leastSquares(features, target, { fitIntercept: true });
    const [parameters, gradient] = [new Float64Array(6), new Float64Array(6)];
    assert.ok(bytesPerCall(() => objective.gradient(parameters, gradient)) < 2);
  });

  it("takes its full gradient and loss from statistics made once, without a look at the rows", () => {
    const { features, target } = randomData(3, 1000, 5);
    const matrix = Matrix.fromRows(features);
    const objective = leastSquares(matrix, target);
    const [parameters, before, after] = [Float64Array.of(1, 2, 3, 4, 5), new Float64Array(5), new Float64Array(5)];
    objective.gradient(parameters, before);
    const loss = objective.value(parameters);
    matrix.values.fill(NaN);
    objective.gradient(parameters, after);
    assert.deepEqual(after, before);
    assert.equal(objective.value(parameters), loss);
  });

  it("has rows whose gradients average to the full one, in every convention, and batches that average their rows", () => {
    const { features, target, random } = randomData(6, 30, 3);
    for (const fitIntercept of [true, false]) {
      for (const loss of Object.keys(SCALES) as SquaredLoss[]) {
        const objective = leastSquares(features, target, { loss, fitIntercept });
        const parameters = Float64Array.from({ length: objective.dimension }, () => random.normal());
        const gradientOf = (...rows: number[]) => {
          const gradient = new Float64Array(objective.dimension).fill(NaN);
          objective.sampleGradient(Uint32Array.from(rows), parameters, gradient);
          return gradient;
        };
        const whole = gradientAt(objective, parameters);
        assert.equal(objective.samples, 30);
        assert.ok(norm(gradientOf(...target.keys()).map((g, j) => g - whole[j])) < 1e-13 * norm(whole));
        const mean = gradientOf(4).map((g, j) => (2 * g + gradientOf(29)[j]) / 3);
        assert.ok(norm(gradientOf(4, 29, 4).map((g, j) => g - mean[j])) < 1e-13 * norm(mean));
      }
    }
  });

  it("has document 000's gradient of one sample with half the mean, its sign put right (§4.1.2, D0-22)", () => {
    const rowGradients = (loss: SquaredLoss) => [0, 1, 2].map((row) => {
      const gradient = new Float64Array(1);
      leastSquares([1, 0, 1], [1, 0, 1], { loss }).sampleGradient(Uint32Array.of(row), Float64Array.of(0.3), gradient);
      return gradient[0];
    });
    const half = rowGradients("half-mean");
    [-0.7, 0, -0.7].forEach((expected, i) => assert.ok(Math.abs(half[i] - expected) < 1e-15));
    const sum = rowGradients("half-sum");
    assert.ok(Math.abs((sum[0] + sum[1] + sum[2]) / 3 + 1.4) < 1e-15, "n = 3 times as much, as the full sum's gradient");
  });

  it("allocates nothing for the gradient of a batch", () => {
    const { features, target } = randomData(4, 50, 5);
    const objective = leastSquares(features, target, { fitIntercept: true });
    const [parameters, gradient, batch] = [new Float64Array(6), new Float64Array(6), Uint32Array.of(7, 8)];
    assert.ok(bytesPerCall(() => objective.sampleGradient(batch, parameters, gradient)) < 2);
  });

  it("has ridge solutions where the penalised gradient vanishes, whatever the rank", () => {
    const { features, target } = randomData(2, 20, 3);
    for (const rows of [features, features.map((row) => [...row, row[0] + row[1], 5]), features.slice(0, 2)]) {
      for (const fitIntercept of [true, false]) {
        const objective = leastSquares(rows, target.slice(0, rows.length), { loss: "half-sum", fitIntercept });
        const alphas = [1e-3, 1, 1e3];
        objective.solveRidge(alphas).forEach((parameters, k) => {
          const penalised = gradientAt(objective, parameters).map((g, j) =>
            g + (fitIntercept && j === 0 ? 0 : alphas[k] * parameters[j]));
          assert.ok(norm(penalised) < 1e-12, `${norm(penalised)}`);
        });
        const [unpenalised] = objective.solveRidge([0]);
        assert.ok(norm(unpenalised.map((value, j) => value - objective.minimum()[j])) < 1e-14 * (1 + norm(unpenalised)));
      }
    }
    assert.throws(() => leastSquares([[1]], [1]).solveRidge([1, -1]), {
      message: "alpha: expected a finite number of at least 0, received -1",
    });
  });

  it("refuses shapes that do not match, an unknown loss, and numbers whose squares overflow", () => {
    assert.throws(() => leastSquares([[1], [2]], [1]), {
      message: "target: expected 2 numbers, one for each row of features, received 1",
    });
    assert.throws(() => leastSquares([[1]], [1], { loss: "sum" as SquaredLoss }), {
      message: 'loss: expected one of "mean", "half-mean", "half-sum", received "sum"',
    });
    assert.throws(() => leastSquares([[1e200], [2e200], [5e200]], [1, 2, 3]), /squares do not overflow/);
    assert.throws(() => leastSquares([[NaN]], [1]), /features, row 0, column 0: expected a finite number/);
  });

  it("leaves the caller's data alone", () => {
    const wide = new Matrix(2, 3, Float64Array.of(1, 2, 3, 4, 5, 7));
    const target = Float64Array.of(1, 2);
    leastSquares(wide, target, { fitIntercept: true }).minimum();
    assert.deepEqual(wide.values, Float64Array.of(1, 2, 3, 4, 5, 7));
    assert.deepEqual(target, Float64Array.of(1, 2));
  });
});

describe("centralDifferences", () => {
  it("finds the gradient of a function to about ten digits", () => {
    const gradient = centralDifferences(([a, b, c]) => Math.sin(a) * b ** 3 + c / 1e6, [0.3, -2, 1e6]);
    const expected = [Math.cos(0.3) * -8, Math.sin(0.3) * 12, 1e-6];
    gradient.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-9, `${value} ${expected[i]}`));
  });

  it("takes the step it is given", () => {
    // (f(x + h) - f(x - h)) / 2h of x^3 is 3 x^2 + h^2.
    const [slope] = centralDifferences(([x]) => x ** 3, [1], 0.5);
    assert.equal(slope, 3.25);
    assert.equal(dot(centralDifferences(([x]) => 2 * x, [7], 1), Float64Array.of(1)), 2);
  });
});
