import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { DataFrame } from "danfojs-node";
import { loadDiabetes } from "../../src/data";
import { norm } from "../../src/linearAlgebra";
import { crossValidate, LinearRegression, Ridge, ridgePath } from "../../src/models";

interface Fitted { alpha: number; coefficients: number[]; intercept: number }
interface Case { name: string; features: number[][]; target: number[]; fitIntercept: boolean; path: Fitted[] }

const file = path.resolve(__dirname, "../../../test/models/fixtures/ridge.json");
const scikitLearn = JSON.parse(readFileSync(file, "utf8")) as
  { small: Case[]; diabetesScaled: Fitted[]; diabetesRaw: Fitted[] };

function assertSameFit(model: { coefficients: Float64Array; intercept: number }, expected: Fitted): void {
  const difference = norm(model.coefficients.map((value, j) => value - expected.coefficients[j]));
  const size = norm(Float64Array.from(expected.coefficients));
  assert.ok(difference <= 1e-10 * size + 1e-30, `alpha ${expected.alpha}: coefficients off by ${difference} of ${size}`);
  assert.ok(Math.abs(model.intercept - expected.intercept) <= 1e-10 * (1 + Math.abs(expected.intercept)));
}

describe("Ridge", () => {
  for (const { name, features, target, fitIntercept, path: fits } of scikitLearn.small) {
    it(`agrees with scikit-learn for alphas from 0 to 1e6: ${name}`, () => {
      for (const expected of fits) {
        assertSameFit(new Ridge({ alpha: expected.alpha, fitIntercept }).fit(features, target), expected);
      }
    });
  }

  it("agrees with scikit-learn on the diabetes data, raw and scaled", () => {
    for (const [scaled, fits] of [[false, scikitLearn.diabetesRaw], [true, scikitLearn.diabetesScaled]] as const) {
      const { features, target } = loadDiabetes({ scaled });
      for (const expected of fits) {
        assertSameFit(new Ridge({ alpha: expected.alpha }).fit(features, target), expected);
      }
    }
  });

  it("is least squares at alpha 0, and shrinks towards nothing as alpha grows", () => {
    const { features, target } = loadDiabetes({ scaled: true });
    const alphas = [0, 0.01, 0.1, 1, 10, 1e3, 1e9];
    const lengths = ridgePath(features, target, alphas).map(({ coefficients }) => norm(coefficients));
    const leastSquares = new LinearRegression().fit(features, target);
    assert.ok(Math.abs(lengths[0] / norm(leastSquares.coefficients) - 1) < 1e-12);
    for (let k = 1; k < alphas.length; k++) assert.ok(lengths[k] < lengths[k - 1]);
    assert.ok(lengths[6] < 1e-5);
  });

  it("has an alpha of 1 and an intercept unless told otherwise", () => {
    const model = new Ridge().fit([[1], [2], [3]], [3, 5, 7]);
    // Sxy / (Sxx + 1) = 4 / 3.
    assert.ok(Math.abs(model.coefficients[0] - 4 / 3) < 1e-15);
    assert.ok(Math.abs(model.predict([[2]])[0] - 5) < 1e-14);
    assert.ok(Math.abs(model.score([[1], [2], [3]], [3, 5, 7]) - (1 - 2 * (2 / 3) ** 2 / 8)) < 1e-14);
  });

  it("ignores a tiny alpha on collinear columns no more than on others", () => {
    const features = [[1, 1], [2, 2], [4, 4]];
    const { coefficients } = new Ridge({ alpha: 1e-200 }).fit(features, [1, 3, 6]);
    const shortest = new LinearRegression().fit(features, [1, 3, 6]).coefficients;
    assert.ok(norm(coefficients.map((value, j) => value - shortest[j])) < 1e-14);
  });

  it("is a regressor: names kept, cross-validated, refused before fit", () => {
    const frame = new DataFrame([[1, 5], [2, 3], [3, 9], [4, 1]], { columns: ["age", "bmi"] });
    const model = new Ridge({ alpha: 0.1 }).fit(frame, [1, 2, 3, 4]);
    assert.deepEqual(model.featureNames, ["age", "bmi"]);
    const { features, target } = loadDiabetes({ scaled: true });
    const scores = [0.01, 100].map((alpha) => crossValidate(() => new Ridge({ alpha }), features, target).r2Score);
    assert.ok(scores[0] > 0.45 && scores[1] < 0.1);
    assert.throws(() => new Ridge().predict([[1]]), {
      message: "Ridge: expected a call of fit before predict, received an unfitted model",
    });
  });

  it("refuses alphas below 0", () => {
    const message = "alpha: expected a finite number of at least 0, received -1";
    assert.throws(() => new Ridge({ alpha: -1 }), { message });
    assert.throws(() => ridgePath([[1], [2]], [1, 2], [1, -1]), { message });
    assert.throws(() => new Ridge({ alpha: NaN }), /alpha: expected a finite number/);
  });
});

describe("ridgePath", () => {
  it("has the model of every alpha, in their order", () => {
    const { features, target } = loadDiabetes();
    const alphas = [10, 0, 1];
    for (const fitIntercept of [true, false]) {
      ridgePath(features, target, alphas, { fitIntercept }).forEach((point, k) => {
        const model = new Ridge({ alpha: alphas[k], fitIntercept }).fit(features, target);
        assert.equal(point.alpha, alphas[k]);
        assert.deepEqual(point.coefficients, model.coefficients);
        assert.equal(point.intercept, model.intercept);
      });
    }
  });
});
