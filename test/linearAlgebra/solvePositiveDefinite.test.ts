import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { Matrix } from "../../src/arrays";
import { cholesky, matrixProduct, solvePositiveDefinite, transpose } from "../../src/linearAlgebra";
import { Random } from "../../src/random";

function normals(random: Random, rows: number, columns: number): Matrix {
  return new Matrix(rows, columns, Float64Array.from({ length: rows * columns }, () => random.normal()));
}

/** Entry (i, j) is the smaller of i + 1 and j + 1; the inverse has 2 on its diagonal (1 at its end) and -1 beside it. */
function smaller(size: number): Matrix {
  return new Matrix(size, size, Float64Array.from({ length: size * size }, (_, k) => 1 + Math.min(k % size, Math.floor(k / size))));
}

const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe("solvePositiveDefinite", () => {
  it("has the closed form's inverse, for sizes at and around the blocks'", () => {
    for (const size of [1, 2, 31, 32, 33, 64, 65, 130]) {
      const identity = Matrix.zeros(size, size);
      for (let i = 0; i < size; i++) identity.values[i * size + i] = 1;
      const inverse = solvePositiveDefinite(smaller(size), identity);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          const expected = i === j ? (i === size - 1 ? 1 : 2) : Math.abs(i - j) === 1 ? -1 : 0;
          assert.ok(Math.abs(inverse.at(i, j) - expected) < 1e-12 * size, `${size}: ${i}, ${j}: ${inverse.at(i, j)}`);
        }
      }
    }
  });

  it("leaves a residual of rounding only, for random matrices and any number of right sides", () => {
    const shapes = fc.record({ seed: fc.nat(100_000), size: fc.integer({ min: 1, max: 150 }), columns: fc.integer({ min: 1, max: 12 }) });
    fc.assert(fc.property(shapes, ({ seed, size, columns }) => {
      const random = new Random(seed);
      const half = normals(random, size + 3, size);
      const matrix = matrixProduct(half, half, "left");
      const rightSides = normals(random, size, columns);
      const solution = solvePositiveDefinite(matrix, rightSides);
      const back = matrixProduct(matrix, solution);
      const residual = largest(back.values.map((value, k) => value - rightSides.values[k]));
      assert.ok(residual < 1e-15 * size * size * (1 + largest(matrix.values) * largest(solution.values)), `${residual}`);
    }), { numRuns: 40 });
  });

  it("agrees with the unblocked factor, and reads the lower triangle only", () => {
    const random = new Random(1);
    const half = normals(random, 120, 100);
    const matrix = matrixProduct(half, half, "left");
    const upper = cholesky(matrix)!;
    const right = normals(random, 100, 1);
    const solution = solvePositiveDefinite(matrix, right.values);
    const back = matrixProduct(upper, matrixProduct(upper, solution), "left");
    back.values.forEach((value, k) => assert.ok(Math.abs(value - right.values[k]) < 1e-10));
    const lowerOnly = new Matrix(100, 100, matrix.values.map((value, k) => (k % 100 > Math.floor(k / 100) ? 1e9 : value)));
    assert.deepEqual(solvePositiveDefinite(lowerOnly, right), solution);
  });

  it("leaves what it was given as it was", () => {
    const [matrix, right] = [smaller(40), new Matrix(40, 1, new Float64Array(40).fill(1))];
    solvePositiveDefinite(matrix, right);
    assert.deepEqual([matrix, right], [smaller(40), new Matrix(40, 1, new Float64Array(40).fill(1))]);
  });

  it("refuses what has no Cholesky factor, and shapes that do not fit", () => {
    assert.throws(() => solvePositiveDefinite([[1, 2], [2, 1]], [1, 1]), {
      message: "matrix: expected a positive definite one, received \"a pivot of -3 in row 1\"",
    });
    const singular = matrixProduct(normals(new Random(0), 70, 3), normals(new Random(0), 70, 3), "right");
    assert.throws(() => solvePositiveDefinite(singular, new Float64Array(70).fill(1)), /matrix: expected a positive definite one/);
    assert.throws(() => solvePositiveDefinite([[1, 2]], [1]), { message: 'matrix: expected as many columns as rows, received "1 x 2"' });
    assert.throws(() => solvePositiveDefinite([[1]], [1, 2]), { message: "rightSides: expected 1 rows, one for each of the matrix, received 2" });
    assert.throws(() => solvePositiveDefinite([[NaN]], [1]), /matrix, row 0, column 0: expected a finite number, received NaN/);
  });
});

describe("matrixProduct", () => {
  it("is a new matrix of the form asked for", () => {
    assert.deepEqual(matrixProduct([[1, 2], [3, 4]], [[5], [6]]).toRows(), [[17], [39]]);
    assert.deepEqual(matrixProduct([[1, 2], [3, 4]], [[5], [6]], "left").toRows(), [[23], [34]]);
    assert.deepEqual(matrixProduct([[1, 2], [3, 4]], [[5, 6]], "right").toRows(), [[17], [39]]);
  });

  it("is associative to rounding, and its transpose is the product of the transposes the other way round", () => {
    const random = new Random(2);
    const [a, b, c] = [normals(random, 50, 70), normals(random, 70, 30), normals(random, 30, 40)];
    const [left, right] = [matrixProduct(matrixProduct(a, b), c), matrixProduct(a, matrixProduct(b, c))];
    left.values.forEach((value, k) => assert.ok(Math.abs(value - right.values[k]) < 1e-11));
    assert.deepEqual(transpose(matrixProduct(a, b)), matrixProduct(transpose(b), transpose(a)));
    assert.deepEqual(matrixProduct(transpose(a), b, "left"), matrixProduct(a, b));
    assert.deepEqual(matrixProduct(a, transpose(b), "right"), matrixProduct(a, b));
  });

  it("refuses shapes that do not fit", () => {
    assert.throws(() => matrixProduct([[1, 2]], [[1, 2]]), { message: "right: expected 2 rows, one for each column of left, received 1" });
    assert.throws(() => matrixProduct([[1, 2]], [[1, 2], [3, 4]], "left"), { message: "right: expected 1 rows, one for each row of left, received 2" });
    assert.throws(() => matrixProduct([[1, 2]], [[1]], "right"), { message: "right: expected 2 columns, one for each column of left, received 1" });
    assert.throws(() => matrixProduct([[1]], [[1]], "both" as "left"), /transposed: expected one of "none", "left", "right", received "both"/);
  });
});
