import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { DataFrame, Series } from "danfojs-node";
import * as fc from "fast-check";
import { loadDiabetes, StandardScaler } from "../../src/data";
import { norm } from "../../src/linearAlgebra";
import { LinearRegression } from "../../src/models";
import { adam, gradientDescent } from "../../src/optimizers";
import { Random } from "../../src/random";
import { warningsOf } from "./warnings";

interface Fitted { coefficients: number[]; intercept: number; rank: number; score: number | null }
interface Case extends Fitted { name: string; features: number[][]; target: number[]; fitIntercept: boolean }
interface Fixture {
  small: Case[];
  diabetesRaw: Fitted;
  diabetesScaled: Fitted;
  polynomial: { features: number[][]; target: number[]; numpyTolerance: Fitted; scikitLearnTolerance: Fitted };
}

const file = path.resolve(__dirname, "../../../test/models/fixtures/linearRegression.json");
const scikitLearn = JSON.parse(readFileSync(file, "utf8")) as Fixture;

function assertSameFit(model: LinearRegression, expected: Fitted, relative: number): void {
  const difference = norm(model.coefficients.map((value, j) => value - expected.coefficients[j]));
  const limit = relative * norm(Float64Array.from(expected.coefficients)) + 1e-30;
  assert.ok(difference <= limit, `coefficients off by ${difference}, at most ${limit} allowed`);
  assert.ok(Math.abs(model.intercept - expected.intercept) <= relative * (1 + Math.abs(expected.intercept)));
  assert.equal(model.rank, expected.rank);
}

describe("LinearRegression in closed form", () => {
  for (const expected of scikitLearn.small) {
    it(`agrees with scikit-learn: ${expected.name}`, () => {
      const model = new LinearRegression({ fitIntercept: expected.fitIntercept }).fit(expected.features, expected.target);
      // scikit-learn leaves coefficients of 1e-32 for a constant target; none at all is as good.
      assertSameFit(model, expected, 1e-12);
      if (expected.score !== null) assert.ok(Math.abs(model.score(expected.features, expected.target) - expected.score) < 1e-12);
    });
  }

  it("agrees with scikit-learn on the diabetes data, raw and scaled, to 1e-12", () => {
    for (const [scaled, expected] of [[false, scikitLearn.diabetesRaw], [true, scikitLearn.diabetesScaled]] as const) {
      const { features, target } = loadDiabetes({ scaled });
      const model = new LinearRegression().fit(features, target);
      assertSameFit(model, expected, 1e-12);
      assert.ok(Math.abs(model.score(features, target) - expected.score!) < 1e-13);
    }
  });

  it("agrees with scikit-learn on a polynomial of degree 11 as far as its condition number allows", () => {
    const { features, target, numpyTolerance, scikitLearnTolerance } = scikitLearn.polynomial;
    assertSameFit(new LinearRegression().fit(features, target), numpyTolerance, 1e-8);
    assertSameFit(new LinearRegression({ rankTolerance: 1e-6 }).fit(features, target), scikitLearnTolerance, 1e-10);
  });

  it("finds a polynomial's integer coefficients again from its values at 0, 1, … 20", () => {
    // The condition numbers of the centred powers are 6e6 and 3e11; the largest target, 2.7e10, bounds the intercept.
    for (const [degree, limit] of [[5, 1e-9], [8, 1e-5]]) {
      const powers = Array.from({ length: degree }, (_, j) => j + 1);
      const features = Array.from({ length: 21 }, (_, x) => powers.map((power) => x ** power));
      const target = features.map((row) => row.reduce((sum, value) => sum + value, 1));
      const model = new LinearRegression().fit(features, target);
      for (const value of [model.intercept, ...model.coefficients]) assert.ok(Math.abs(value - 1) < limit, `${value}`);
    }
  });

  it("scores a constant target as exactly predicted", () => {
    assert.equal(new LinearRegression().fit([[1], [2], [4]], [0.3, 0.3, 0.3]).score([[1], [2], [4]], [0.3, 0.3, 0.3]), 1);
  });

  it("leaves residuals orthogonal to every column and to ones, whatever the rank", () => {
    // Of two rows that are nearly the same, rounding may make the centred ones look independent.
    const cases = fc.record({
      seed: fc.integer({ min: 0, max: 10_000 }),
      rows: fc.integer({ min: 3, max: 30 }),
      columns: fc.integer({ min: 1, max: 12 }),
      rank: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(fc.property(cases, ({ seed, rows, columns, rank }) => {
      const random = new Random(seed);
      const mixing = Array.from({ length: rank }, () => Array.from({ length: columns }, () => random.normal()));
      const features = Array.from({ length: rows }, () => {
        const hidden = mixing.map(() => random.normal());
        return Array.from({ length: columns }, (_, j) => hidden.reduce((sum, value, k) => sum + value * mixing[k][j], 0));
      });
      const target = features.map(() => random.normal());
      const model = new LinearRegression().fit(features, target);
      assert.equal(model.rank, Math.min(rows - 1, columns, rank));
      const residuals = model.predict(features).map((value, i) => target[i] - value);
      const along = [residuals.reduce((sum, value) => sum + value, 0)];
      for (let j = 0; j < columns; j++) along.push(residuals.reduce((sum, value, i) => sum + value * features[i][j], 0));
      // Rounding grows with the coefficients, which are long where the columns are nearly collinear.
      const size = norm(Float64Array.from(features.flat()));
      const limit = 1e-13 * (1 + size) * (norm(Float64Array.from(target)) + size * norm(model.coefficients));
      assert.ok(along.every((value) => Math.abs(value) < limit), `${along} ${limit}`);
    }));
  });

  it("fits without an intercept when told so", () => {
    const model = new LinearRegression({ fitIntercept: false }).fit([[1], [2]], [3, 5]);
    assert.equal(model.intercept, 0);
    assert.ok(Math.abs(model.coefficients[0] - 13 / 5) < 1e-14);
  });

  it("takes DataFrames and Series, and keeps the columns' names", () => {
    const frame = new DataFrame([[1, 5], [2, 3], [3, 9], [4, 1]], { columns: ["age", "bmi"] });
    const model = new LinearRegression().fit(frame, new Series([6, 5, 12, 5]));
    assert.deepEqual(model.featureNames, ["age", "bmi"]);
    assert.ok(Math.abs(model.predict([[10, 20]])[0] - 30) < 1e-12);
    assert.throws(() => model.predict(new DataFrame([[1, 2]], { columns: ["bmi", "age"] })), {
      message: "features: expected the columns of fit (age, bmi), received bmi, age",
    });
    assert.equal(new LinearRegression().fit([[1], [2]], [1, 2]).featureNames, null);
  });

  it("refuses its use before fit, and shapes that do not match", () => {
    const model = new LinearRegression();
    assert.throws(() => model.predict([[1]]), {
      message: "LinearRegression: expected a call of fit before predict, received an unfitted model",
    });
    assert.throws(() => model.coefficients, /expected a call of fit before coefficients/);
    const { features, target } = loadDiabetes();
    assert.throws(() => model.fit(features, target.slice(1)), {
      message: "target: expected 442 numbers, one for each row of features, received 441",
    });
    model.fit(features, target);
    assert.throws(() => model.predict([[1, 2]]), { message: "features: expected 10 columns, as in fit, received 2" });
    assert.throws(() => model.score(features, target.slice(1)), {
      message: "target: expected 442 numbers, one for each row of features, received 441",
    });
    assert.throws(() => new LinearRegression({ rankTolerance: 0 }), /rankTolerance: expected a positive number, received 0/);
  });

  it("refuses what would tell an optimizer when to stop, where there is none", () => {
    for (const [name, value] of [["maxSteps", 500], ["gradientTolerance", 1e-6]] as const) {
      const message = `${name}: expected an optimizer that takes the steps, received none. `
        + "Give one, or leave it out: the closed form takes no steps";
      assert.throws(() => new LinearRegression({ [name]: value }), { name: "InputError", message });
      new LinearRegression({ [name]: value, optimizer: adam() });
      new LinearRegression({ [name]: undefined });
    }
  });

  it("keeps an earlier fit when a later one is refused", () => {
    const model = new LinearRegression().fit([[1], [2]], [1, 2]);
    assert.throws(() => model.fit([[1], [2]], [1]));
    assert.ok(Math.abs(model.predict([[3]])[0] - 3) < 1e-14);
  });
});

describe("LinearRegression by an optimizer", () => {
  it("reaches the closed form on standardised diabetes data, and keeps the history", () => {
    const { features, target } = loadDiabetes();
    const scaled = new StandardScaler().fitTransform(features);
    const closed = new LinearRegression().fit(scaled, target);
    const descended = new LinearRegression({ optimizer: gradientDescent({ learningRate: 0.2 }), maxSteps: 50_000 });
    assert.deepEqual(warningsOf(() => descended.fit(scaled, target)), []);
    assert.equal(descended.history!.outcome, "converged");
    assert.equal(closed.history, null);
    assert.ok(norm(descended.coefficients.map((value, j) => value - closed.coefficients[j])) < 1e-3);
    assert.ok(Math.abs(descended.intercept - closed.intercept) < 1e-5);
    assert.ok(Math.abs(descended.score(scaled, target) - closed.score(scaled, target)) < 1e-9);
    assert.equal(descended.rank, 10);
  });

  it("works with Adam as well", () => {
    const model = new LinearRegression({ optimizer: adam({ learningRate: 0.05 }), maxSteps: 5000 });
    model.fit([[0], [1], [2], [4]], [1, 3, 5, 9]);
    assert.ok(Math.abs(model.coefficients[0] - 2) < 1e-6 && Math.abs(model.intercept - 1) < 1e-6);
  });

  it("warns in one line, with the stable limit and a hint to scale, when it diverges on raw features", () => {
    const { features, target } = loadDiabetes();
    const model = new LinearRegression({ optimizer: gradientDescent({ learningRate: 0.1 }) });
    const [warning, ...more] = warningsOf(() => model.fit(features, target));
    assert.equal(more.length, 0);
    assert.match(warning, new RegExp(
      "^LinearRegression: gradient descent diverged at step \\d+ \\(.*\\): learningRate 0\\.1 is above the stable limit "
      + "2/lambda_max = [\\d.e-]+\\. Try [\\d.e-]+, or scale the features first \\(StandardScaler\\)$"));
    assert.equal(model.history!.outcome, "diverged");
    assert.ok(model.coefficients.every(Number.isFinite));
  });

  it("warns when it has not converged", () => {
    const model = new LinearRegression({ optimizer: gradientDescent({ learningRate: 0.01 }), maxSteps: 10 });
    const warnings = warningsOf(() => model.fit([[0], [1], [2]], [1, 3, 5]));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /^LinearRegression: gradient descent stopped after 10 steps, .*; not converged\. Raise maxSteps/);
  });

  it("converges alike in any unit of the target", () => {
    const steps = [1e-8, 1, 1e8].map((unit) => {
      const model = new LinearRegression({ optimizer: gradientDescent({ learningRate: 0.1 }), maxSteps: 5000 });
      return model.fit([[0], [1], [2], [4]], [1, 3, 5, 8].map((y) => y * unit)).history!.steps;
    });
    assert.ok(steps.every((count) => Math.abs(count - steps[1]) <= 1 && count > 10), `${steps}`);
  });
});
