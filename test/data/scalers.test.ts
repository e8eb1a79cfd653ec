import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Matrix } from "../../src/arrays";
import { MinMaxScaler, StandardScaler } from "../../src/data";
import { agree, reference } from "./files";

const { train, new: fresh, standard, minMax } = reference.scalers;
const flat = (rows: number[][]) => rows.flat();

describe("StandardScaler", () => {
  it("learns scikit-learn's mean and scale, also of columns that are constant or nearly so", () => {
    const scaler = new StandardScaler().fit(train);
    assert.ok(agree(scaler.mean, standard.mean, 1e-15));
    assert.ok(agree(scaler.scale, standard.scale, 1e-14));
    assert.ok(scaler.scale[5]! > 0 && Math.abs(scaler.scale[5]! / standard.scale[5] - 1) < 1e-14);
  });

  it("transforms as scikit-learn does, the training data and new data", () => {
    const scaler = new StandardScaler();
    assert.ok(agree(scaler.fitTransform(train).values, flat(standard.train), 1e-12));
    assert.ok(agree(scaler.transform(fresh).values, flat(standard.new), 1e-12));
  });

  it("takes a matrix and leaves it alone", () => {
    const matrix = Matrix.fromRows([[1, 2], [3, 6]]);
    assert.deepEqual(new StandardScaler().fitTransform(matrix).toRows(), [[-1, -1], [1, 1]]);
    assert.deepEqual(matrix.toRows(), [[1, 2], [3, 6]]);
  });
});

describe("MinMaxScaler", () => {
  it("learns scikit-learn's minimum, maximum and scale", () => {
    const scaler = new MinMaxScaler().fit(train);
    assert.deepEqual([...scaler.minimum], minMax.minimum);
    assert.deepEqual([...scaler.maximum], minMax.maximum);
    assert.ok(agree(scaler.scale, minMax.scale, 1e-15));
  });

  it("transforms as scikit-learn does, and leaves [0, 1] for new data outside the range", () => {
    const scaler = new MinMaxScaler().fit(train);
    // scikit-learn multiplies before it subtracts and loses digits in the column of large numbers.
    assert.ok(agree(scaler.transform(train).values, flat(minMax.train), 1e-7));
    assert.ok(agree(scaler.transform(fresh).values, flat(minMax.new), 1e-7));
    assert.deepEqual([...scaler.transform(train).column(0)], [0.56, 0, 1]);
    assert.ok(scaler.transform(fresh).at(1, 0) > 1);
  });
});

for (const Scaler of [StandardScaler, MinMaxScaler]) {
  describe(`${Scaler.name}, like the other scaler,`, () => {
    it("gets back what it transformed", () => {
      const scaler = new Scaler().fit(train);
      for (const rows of [train, fresh]) {
        assert.ok(agree(scaler.inverseTransform(scaler.transform(rows)).values, flat(rows), 1e-14));
      }
    });

    it("refuses to transform before fit, and another number of columns than in fit", () => {
      const scaler = new Scaler();
      for (const member of ["transform", "inverseTransform"] as const) {
        assert.throws(() => scaler[member]([[1]]), {
          message: `${Scaler.name}.${member}: expected a fitted scaler, received one that is not. `
            + "Call fit on the training data first",
        });
      }
      assert.throws(() => scaler.scale, /scale: expected a fitted scaler/);
      scaler.fit([[1, 2], [3, 4]]);
      assert.throws(() => scaler.transform([[1]]), { message: "features: expected 2 columns as in fit, received 1" });
    });

    it("refuses a hole with its place, and keeps what it learned before", () => {
      const scaler = new Scaler().fit([[1], [3]]);
      assert.throws(() => scaler.fit([[1], [NaN]]), /features, row 1, column 0: expected a finite number, received NaN/);
      assert.deepEqual(scaler.inverseTransform([[0]]).values, new Scaler().fit([[1], [3]]).inverseTransform([[0]]).values);
    });
  });
}
