import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeLine } from "../../src/data";
import { dot, symmetricEigen } from "../../src/linearAlgebra";
import { gradientCovariance, leastSquares, noisyQuadratic } from "../../src/objectives";
import { gradientDescent } from "../../src/optimizers";
import { minimizeStochastic, noiseBallRadius, stationaryVariance } from "../../src/training";

describe("the noise ball of stochastic gradient descent", () => {
  it("is where the recursion's variance stays the same", () => {
    for (const [rate, eigenvalue, noise] of [[0.1, 1, 2], [0.9, 2, 0.5], [1.9, 1, 1]]) {
      const [variance] = stationaryVariance(rate, [eigenvalue], [noise]);
      assert.ok(Math.abs((1 - rate * eigenvalue) ** 2 * variance + rate ** 2 * noise - variance) < 1e-14 * variance);
    }
    assert.deepEqual([...stationaryVariance(2, [1, 2], [1, 0])], [Infinity, Infinity]);
    // 0.5 * 6 / (1 * 1.5) along each of two axes.
    assert.ok(Math.abs(noiseBallRadius(0.5, [1, 1], [6, 6]) - 2) < 1e-15);
  });

  for (const [rate, batchSize] of [[0.05, 1], [0.2, 1], [0.2, 4], [0.45, 2]]) {
    it(`is what 40 seeds show at learning rate ${rate}, ${batchSize} to a batch: each axis within 5 %`, () => {
      const eigenvalues = [0.5, 4];
      const problem = noisyQuadratic({ eigenvalues, rotation: 0.5, minimum: [3, -2], noise: 0.7 });
      const expected = stationaryVariance(rate, eigenvalues, [0.49 / batchSize, 0.49 / batchSize]);
      const measured = [0, 0];
      let count = 0;
      for (let seed = 0; seed < 40; seed++) {
        // 1000 steps shrink the start's distance by (1 - 0.05 * 0.5)^1000 = 1e-11 at least.
        const run = minimizeStochastic(problem, gradientDescent({ learningRate: rate }), {
          epochs: 15 * batchSize, batchSize, sampling: "with replacement", seed, start: problem.start,
          recordEvery: 5, recordParameters: false,
          onStep: ({ step, parameters }) => {
            if (step < 1000) return;
            count++;
            const away = parameters.map((value, j) => value - problem.minima[0][j]);
            for (let k = 0; k < 2; k++) measured[k] += dot(problem.eigenvectors.column(k), away) ** 2;
          },
        });
        assert.equal(run.outcome, "finished all epochs");
      }
      for (let k = 0; k < 2; k++) {
        const ratio = measured[k] / count / expected[k];
        assert.ok(Math.abs(ratio - 1) < 0.05, `axis ${k}: ${ratio}`);
      }
    });
  }

  it("foretells the noise floors on the documents' line for small learning rates (D0-25)", () => {
    const { features, target } = makeLine();
    const line = leastSquares(features, target, { loss: "half-mean", fitIntercept: true });
    const minimum = line.minimum();
    const { values, vectors } = symmetricEigen(line.hessian());
    const noise = gradientCovariance(line, minimum);
    const along = Array.from(values, (_, k) => {
      const axis = vectors.column(k);
      return dot(axis, Float64Array.from(axis, (_entry, i) => dot(noise.row(i), axis)));
    });
    const rate = 0.01;
    let [squares, count] = [0, 0];
    for (let seed = 0; seed < 5; seed++) {
      minimizeStochastic(line, gradientDescent({ learningRate: rate }), {
        epochs: 1000, sampling: "with replacement", start: minimum, seed, recordEvery: 10, recordParameters: false,
        onStep: ({ step, parameters }) => {
          if (step < 20_000) return;
          squares += parameters.reduce((sum, value, j) => sum + (value - minimum[j]) ** 2, 0);
          count++;
        },
      });
    }
    const ratio = Math.sqrt(squares / count) / noiseBallRadius(rate, values, along);
    assert.ok(Math.abs(ratio - 1) < 0.1, `${ratio}`);
  });

  it("refuses what is no curvature, no variance or no pair of them", () => {
    assert.throws(() => stationaryVariance(0, [1], [1]), { message: "learningRate: expected a positive number, received 0" });
    assert.throws(() => stationaryVariance(1, [1, -1], [1, 1]), {
      message: "eigenvalues, number 1: expected a positive number, received -1",
    });
    assert.throws(() => stationaryVariance(1, [1], [-1]), {
      message: "noiseVariances, number 0: expected a finite number of at least 0, received -1",
    });
    assert.throws(() => noiseBallRadius(1, [1, 2], [1]), {
      message: "noiseVariances: expected 2 numbers, one for each eigenvalue, received 1",
    });
  });
});
