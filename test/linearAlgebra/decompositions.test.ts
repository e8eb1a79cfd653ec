import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { Matrix } from "../../src/arrays";
import {
  conditionNumber, dot, minimumNormSolution, norm, singularValueDecomposition, symmetricEigen, symmetricEigenvalues,
  triangularise,
} from "../../src/linearAlgebra";

interface Fixture {
  symmetric: { name: string; matrix: number[][]; eigenvalues: number[] }[];
  general: {
    name: string; matrix: number[][]; target: number[]; solution: number[]; rank: number; singularValues: number[];
    conditionNumber: number;
  }[];
}

const file = path.resolve(__dirname, "../../../test/linearAlgebra/fixtures/decompositions.json");
const numpy = JSON.parse(readFileSync(file, "utf8")) as Fixture;

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, relative: number, message?: string): void {
  assert.equal(actual.length, expected.length, message);
  const distance = norm(Float64Array.from(actual, (value, i) => value - expected[i]));
  const limit = relative * norm(Float64Array.from(expected));
  assert.ok(distance <= limit, `${message ?? ""}: off by ${distance}, at most ${limit} allowed`);
}

const matrices = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
  .chain(([rows, columns]) =>
    fc.array(fc.double({ min: -10, max: 10, noNaN: true }).map((x) => Math.round(x * 8) / 8), {
      minLength: rows * columns, maxLength: rows * columns,
    }).map((values) => new Matrix(rows, columns, Float64Array.from(values))));

describe("symmetricEigen", () => {
  for (const { name, matrix, eigenvalues } of numpy.symmetric) {
    it(`agrees with NumPy: ${name}`, () => {
      assertClose(symmetricEigenvalues(Matrix.fromRows(matrix)), eigenvalues, 1e-14);
    });
  }

  it("gives orthonormal eigenvectors that rebuild the matrix", () => {
    for (const { name, matrix } of numpy.symmetric) {
      const { values, vectors } = symmetricEigen(Matrix.fromRows(matrix));
      const columns = matrix.map((_, j) => vectors.column(j));
      columns.forEach((a, i) => columns.forEach((b, j) => {
        assert.ok(Math.abs(dot(a, b) - (i === j ? 1 : 0)) < 1e-13, name);
      }));
      const rebuilt = matrix.map((_, i) => matrix.map((__, j) => columns.reduce((sum, v, k) => sum + values[k] * v[i] * v[j], 0)));
      assertClose(rebuilt.flat(), matrix.flat(), 1e-13, name);
    }
  });

  it("refuses a matrix that is not square or not symmetric", () => {
    assert.throws(() => symmetricEigenvalues(Matrix.fromRows([[1, 2]])), {
      message: 'matrix: expected as many rows as columns, received "1 x 2"',
    });
    assert.throws(() => symmetricEigenvalues(Matrix.fromRows([[1, 2], [3, 1]])), /matrix: expected a symmetric one/);
  });
});

describe("singularValueDecomposition", () => {
  for (const { name, matrix, target, solution, rank, singularValues, conditionNumber: condition } of numpy.general) {
    it(`and the shortest least-squares solution agree with NumPy: ${name}`, () => {
      const actual = minimumNormSolution(Matrix.fromRows(matrix), Float64Array.from(target), 1e-12);
      assertClose(actual.singularValues, singularValues, 1e-14);
      // NumPy's own solution is right to about epsilon times the condition number.
      assertClose(actual.solution, solution, condition < 1e14 ? 1e-15 * (10 + condition) : 1e-13);
      assert.equal(actual.rank, rank);
    });
  }

  it("rebuilds any matrix from orthogonal factors", () => {
    fc.assert(fc.property(matrices, (matrix) => {
      const { values, left, right } = singularValueDecomposition(matrix);
      const scale = norm(matrix.values);
      for (let i = 0; i < matrix.rows; i++) {
        for (let j = 0; j < matrix.columns; j++) {
          const rebuilt = values.reduce((sum, value, k) => sum + value * left[k][i] * right[k][j], 0);
          assert.ok(Math.abs(rebuilt - matrix.at(i, j)) <= 1e-13 * scale);
        }
      }
      for (let k = 1; k < values.length; k++) assert.ok(values[k] <= values[k - 1]);
    }));
  });

  it("keeps singular values of collinear columns at rounding level, however many there are", () => {
    const matrix = Matrix.fromRows(Array.from({ length: 30 }, (_, i) => Array.from({ length: 12 }, (__, j) => (i + 1) * (j + 1))));
    const { values } = singularValueDecomposition(matrix);
    assert.ok(values[1] < 1e-14 * values[0]);
  });
});

describe("conditionNumber", () => {
  it("agrees with NumPy wherever float64 can tell", () => {
    for (const { name, matrix, conditionNumber: expected } of numpy.general) {
      if (expected < 1e14) assertClose([conditionNumber(matrix)], [expected], 1e-15 * (10 + expected), name);
      else assert.ok(conditionNumber(matrix) > 1e14, name);
    }
  });

  it("is the same for every multiple of a matrix, however large or small its entries", () => {
    for (const scale of [1e-200, 1, 1e200]) {
      const condition = conditionNumber([[3 * scale, 0], [0, 2 * scale]]);
      assert.ok(Math.abs(condition - 1.5) < 1e-15, `${scale}: ${condition}`);
    }
  });

  it("is infinite for a singular matrix", () => {
    assert.equal(conditionNumber([[1, 0], [0, 0]]), Infinity);
    assert.equal(conditionNumber([[0, 0], [0, 0]]), Infinity);
  });
});

describe("triangularise", () => {
  const random = (i: number): number => Math.sin(12.9898 * i) * 10;

  it("keeps the length of every product, over one block of rows and over many", () => {
    for (const rows of [1, 5, 256, 257, 1000]) {
      const matrix = new Matrix(rows, 4, Float64Array.from({ length: rows * 4 }, (_, i) => random(i)));
      const factor = triangularise(rows, 4, (i, into) => into.set(matrix.row(i)));
      for (let trial = 0; trial < 5; trial++) {
        const w = Float64Array.from({ length: 4 }, (_, j) => random(1000 * trial + j + 0.5));
        const long = norm(Float64Array.from({ length: rows }, (_, i) => dot(matrix.row(i), w)));
        const short = norm(Float64Array.from({ length: 4 }, (_, i) => dot(factor.row(i), w)));
        assert.ok(Math.abs(long - short) <= 1e-13 * long);
      }
      for (let i = 0; i < 4; i++) for (let j = 0; j < i; j++) assert.equal(factor.at(i, j), 0);
    }
  });
});
