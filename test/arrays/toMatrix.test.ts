import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DataFrame, Series } from "danfojs-node";
import { Matrix, toMatrix, toVector } from "../../src/arrays";

describe("toMatrix", () => {
  it("takes rows, a DataFrame, a Series and a flat list, and a Matrix unchanged", () => {
    const rows = [[1, 2], [3, 4]];
    const expected = Matrix.fromRows(rows);
    assert.deepEqual(toMatrix(rows), expected);
    assert.deepEqual(toMatrix(rows.map((row) => Float64Array.from(row))), expected);
    assert.deepEqual(toMatrix(new DataFrame(rows, { columns: ["a", "b"] })), expected);
    assert.deepEqual(toMatrix(new Series([5, 6])), Matrix.fromRows([[5], [6]]));
    assert.deepEqual(toMatrix(Float64Array.of(5, 6)), Matrix.fromRows([[5], [6]]));
    assert.equal(toMatrix(expected), expected);
  });

  it("names the row and column of an entry that is no finite number", () => {
    const frame = new DataFrame([[1, 2], [3, NaN]], { columns: ["age", "bmi"] });
    assert.throws(() => toMatrix(frame), {
      message: "features, row 1, column bmi: expected a finite number, received NaN. Remove or fill such rows first",
    });
    assert.throws(() => toMatrix(new DataFrame([[1, "a"]], { columns: ["age", "name"] })), {
      message: 'features, row 0, column name: expected a number, received "a". Choose the numeric columns first',
    });
    assert.throws(() => toMatrix([[1], ["2"]] as never), {
      message: 'features, row 1, column 0: expected a number, received "2". Choose the numeric columns first',
    });
  });

  it("refuses ragged rows, no rows, and what is no list", () => {
    assert.throws(() => toMatrix([[1, 2], [3]]), /features, row 1: expected 2 numbers as in row 0/);
    assert.throws(() => toMatrix([]), /features: expected at least one row and one column, received a 0 x 0 matrix/);
    assert.throws(() => toMatrix(5 as never), /features: expected a matrix, a DataFrame or a list of rows, received 5/);
  });
});

describe("toVector", () => {
  it("takes a list, a typed array and a Series", () => {
    for (const target of [[1, 2], Float32Array.of(1, 2), new Series([1, 2])]) {
      assert.deepEqual(toVector(target), Float64Array.of(1, 2));
    }
  });

  it("names the row of an entry that is no finite number", () => {
    assert.throws(() => toVector([1, Infinity], "prices"), {
      message: "prices, row 1: expected a finite number, received Infinity. Remove or fill such rows first",
    });
    assert.throws(() => toVector([[1]] as never), /target, row 0: expected a finite number, received Array of length 1/);
  });
});

describe("Matrix", () => {
  const matrix = Matrix.fromRows([[1, 2, 3], [4, 5, 6]]);

  it("gives entries, rows, columns and selections", () => {
    assert.equal(matrix.at(1, 2), 6);
    assert.deepEqual(matrix.row(1), Float64Array.of(4, 5, 6));
    assert.deepEqual(matrix.column(1), Float64Array.of(2, 5));
    assert.deepEqual(matrix.selectRows([1, 0]).toRows(), [[4, 5, 6], [1, 2, 3]]);
    assert.deepEqual(matrix.selectColumns([2, 0]).toRows(), [[3, 1], [6, 4]]);
  });

  it("refuses values that do not fill it", () => {
    assert.throws(() => new Matrix(2, 2, Float64Array.of(1)), /values: expected 2 x 2 = 4 numbers/);
  });
});
