import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DataFrame } from "danfojs-node";
import { cellsOf, Matrix, toMatrix } from "../../src/arrays";

const matrix = Matrix.fromRows([[1, 2, 3], [4, 5, 6]]);

describe("a Matrix", () => {
  it("gives entries, rows and columns", () => {
    assert.equal(matrix.at(1, 2), 6);
    assert.deepEqual([...matrix.row(1)], [4, 5, 6]);
    assert.deepEqual([...matrix.column(0)], [1, 4]);
    assert.deepEqual(matrix.selectRows([1, 1]).toRows(), [[4, 5, 6], [4, 5, 6]]);
    assert.deepEqual(matrix.selectColumns([2, 0]).toRows(), [[3, 1], [6, 4]]);
  });

  it("refuses places that it does not have, instead of giving another entry or NaN", () => {
    for (const [i, j] of [[0, 3], [1, -1], [2, 0], [-1, 0], [0.5, 0], [0, NaN]]) {
      assert.throws(() => matrix.at(i, j), {
        message: `entry: expected a place in 2 rows and 3 columns, counted from 0, received (${i}, ${j})`,
      });
    }
    assert.throws(() => matrix.row(2), { message: "row: expected an integer from 0 to 1, received 2" });
    assert.throws(() => matrix.column(-1), { message: "column: expected an integer from 0 to 2, received -1" });
    assert.throws(() => matrix.selectRows([0, 2]), { message: "row: expected an integer from 0 to 1, received 2" });
    assert.throws(() => matrix.selectColumns([3]), /^InputError: entry: expected a place in 2 rows and 3 columns/);
    assert.throws(() => matrix.selectRows(1 as never), { message: "indices: expected a list of rows' numbers, received 1" });
  });

  it("refuses to be larger than memory", () => {
    assert.throws(() => Matrix.zeros(1e6, 1e6), { message: 'matrix: expected one that fits into memory, received 1000000 x 1000000, 8000 GB' });
  });

  it("refuses sizes that are none, numbers in an ordinary list, and rows that are none or differ in length", () => {
    assert.throws(() => Matrix.zeros(1.5, 2), { message: "rows: expected an integer of at least 0, received 1.5" });
    assert.throws(() => new Matrix(2, NaN, new Float64Array(2)), { message: "columns: expected an integer of at least 0, received NaN" });
    assert.throws(() => new Matrix(1, 2, [1, 2] as never), {
      message: "values: expected a Float64Array, received Array of length 2. Matrix.fromRows takes a list of rows",
    });
    assert.throws(() => Matrix.fromRows([[1], null as never]), { message: "row 1: expected a list of numbers, received null" });
    assert.throws(() => Matrix.fromRows([[1], [1, 2]]), { message: "row 1: expected 1 numbers as in row 0, received 2" });
  });
});

describe("rows and cells that are none", () => {
  it("are refused with their place", () => {
    assert.throws(() => toMatrix([[1, 2], null, [3, 4]] as never), { message: "features, row 1: expected 2 numbers as in row 0, received null" });
    assert.throws(() => cellsOf([[1]] as never, 0), { message: "frame: expected a DataFrame, received Array of length 1" });
    assert.throws(() => cellsOf(new DataFrame([[1]]), 1), { message: "column: expected an integer from 0 to 0, received 1" });
  });
});
