import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { Matrix } from "../../src/arrays";
import {
  backSubstitution, cholesky, forwardSubstitution, hasFullRank, singularValueDecomposition, symmetricEigenvalues, triangularise,
  varianceInflation,
} from "../../src/linearAlgebra";
import { Random } from "../../src/random";

function randomTriangle(seed: number, size: number): Matrix {
  const random = new Random(seed);
  return triangularise(2 * size, size, (_, into) => into.forEach((_, j) => (into[j] = random.normal() * 10 ** (j % 5))));
}

/** R'R. */
function square(factor: Matrix): Matrix {
  const columns = Array.from({ length: factor.columns }, (_, j) => factor.column(j));
  return Matrix.fromRows(columns.map((a) => columns.map((b) => a.reduce((sum, value, i) => sum + value * b[i], 0))));
}

describe("cholesky", () => {
  it("factors 4 12 -16, 12 37 -43, -16 -43 98 into 2 6 -8, 1 5, 3", () => {
    const factor = cholesky(Matrix.fromRows([[4, 12, -16], [12, 37, -43], [-16, -43, 98]]))!;
    assert.deepEqual(factor.toRows(), [[2, 6, -8], [0, 1, 5], [0, 0, 3]]);
  });

  it("finds the factor again from its square, whatever the columns' scales", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 30 }), (seed, size) => {
      const matrix = square(randomTriangle(seed, size));
      const again = square(cholesky(matrix)!);
      again.values.forEach((value, at) => {
        const limit = Math.sqrt(matrix.at(Math.floor(at / size), Math.floor(at / size)) * matrix.at(at % size, at % size));
        assert.ok(Math.abs(value - matrix.values[at]) <= 1e-14 * size * limit);
      });
    }));
  });

  it("gives null for a matrix that is not positive definite, or not finite", () => {
    for (const rows of [[[0]], [[1, 2], [2, 4]], [[1, 2], [2, 1]], [[NaN]], [[Infinity]], [[1, NaN], [NaN, 1]]]) {
      assert.equal(cholesky(Matrix.fromRows(rows)), null);
    }
  });
});

describe("varianceInflation", () => {
  it("is the number of columns when they are orthogonal, in any scale", () => {
    assert.equal(varianceInflation(Matrix.fromRows([[2, 0, 0], [0, 1e-9, 0], [0, 0, 1e9]])), 3);
  });

  it("is the sum of the inverse eigenvalues of the correlations", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 12 }), (seed, size) => {
      const factor = randomTriangle(seed, size);
      const matrix = square(factor);
      const correlations = Matrix.fromRows(matrix.toRows().map((row, i) =>
        row.map((value, j) => value / Math.sqrt(matrix.at(i, i)) / Math.sqrt(matrix.at(j, j)))));
      const expected = symmetricEigenvalues(correlations).reduce((sum, value) => sum + 1 / value, 0);
      assert.ok(Math.abs(varianceInflation(factor) / expected - 1) < 1e-9);
    }));
  });
});

describe("substitution", () => {
  it("solves R'R x = b", () => {
    const factor = Matrix.fromRows([[2, 6, -8], [0, 1, 5], [0, 0, 3]]);
    const rightSide = Float64Array.of(4 * 1 + 12 * 2 - 16 * 3, 12 + 37 * 2 - 43 * 3, -16 - 43 * 2 + 98 * 3);
    assert.deepEqual([...backSubstitution(factor, forwardSubstitution(factor, rightSide))], [1, 2, 3]);
    fc.assert(fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 30 }), (seed, size) => {
      const triangle = randomTriangle(seed, size);
      const expected = Float64Array.from({ length: size }, (_, j) => Math.sin(j + 1));
      const image = (transposed: boolean) => expected.map((_, i) => expected.reduce((sum, value, j) =>
        sum + value * (transposed ? triangle.at(j, i) : triangle.at(i, j)), 0));
      const limit = 1e-13 * varianceInflation(triangle);
      for (const [solved, scale] of [
        [backSubstitution(triangle, image(false)), 1e5], [forwardSubstitution(triangle, image(true)), 1e5],
      ] as const) solved.forEach((value, j) => assert.ok(Math.abs(value - expected[j]) <= limit * scale));
    }));
  });
});

describe("hasFullRank", () => {
  it("is sure of columns far from collinear, and never of what a singular value decomposition denies", () => {
    assert.ok(hasFullRank(randomTriangle(1, 20), 1e-12));
    assert.equal(hasFullRank(Matrix.zeros(3, 3), 1e-12), false);
    assert.equal(hasFullRank(Matrix.fromRows([[1, 1], [0, 0]]), 1e-12), false);
    assert.equal(hasFullRank(Matrix.fromRows([[1, 1], [0, 1e-13]]), 1e-12), false);
    fc.assert(fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 12 }), fc.double({ min: -16, max: 0, noNaN: true }),
      (seed, size, exponent) => {
        const { values } = singularValueDecomposition(randomTriangle(seed, size));
        if (hasFullRank(randomTriangle(seed, size), 10 ** exponent)) assert.ok(values[size - 1] > 10 ** exponent * values[0]);
      }));
  });
});
