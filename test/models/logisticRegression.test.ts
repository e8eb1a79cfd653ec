import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { DataFrame } from "danfojs-node";
import { loadDiabetes, StandardScaler } from "../../src/data";
import { norm } from "../../src/linearAlgebra";
import { logLoss } from "../../src/metrics";
import { LogisticRegression, type LogisticRegressionOptions } from "../../src/models";
import { adam, gradientDescent } from "../../src/optimizers";
import { Random } from "../../src/random";
import { warningsOf } from "./warnings";

interface Fitted {
  C: number | "Infinity"; fitIntercept: boolean; coefficients: number[]; intercept: number;
  probabilities: number[][]; decisions: number[]; accuracy: number; logLoss: number;
}
interface Case { name: string; features: number[][]; labels: number[]; fits: Fitted[] }

const file = path.resolve(__dirname, "../../../test/models/fixtures/logisticRegression.json");
const scikitLearn = JSON.parse(readFileSync(file, "utf8")) as { small: Case[]; diabetes: Fitted[] };

/** The diabetes data, standardised, and whether the disease went further than in half of the patients. */
function diabetes() {
  const { features, target } = loadDiabetes();
  const sorted = target.slice().sort();
  const median = (sorted[220] + sorted[221]) / 2;
  return { features: new StandardScaler().fitTransform(features), labels: target.map((value) => (value > median ? 1 : 0)) };
}

function assertSameFit(model: LogisticRegression, expected: Fitted, relative: number): void {
  const difference = norm(model.coefficients.map((value, j) => value - expected.coefficients[j]));
  const limit = relative * norm(Float64Array.from(expected.coefficients));
  assert.ok(difference <= limit, `C ${expected.C}: coefficients off by ${difference}, at most ${limit} allowed`);
  assert.ok(Math.abs(model.intercept - expected.intercept) <= relative * (1 + Math.abs(expected.intercept)));
}

const OVERLAPPING = { features: [[0], [1], [2], [3], [4]], labels: [0, 1, 0, 1, 1] };

describe("LogisticRegression", () => {
  for (const { name, features, labels, fits } of scikitLearn.small) {
    it(`agrees with scikit-learn to 1e-8: ${name}`, () => {
      for (const expected of fits) {
        const options = { C: Number(expected.C), fitIntercept: expected.fitIntercept, gradientTolerance: 1e-12 };
        const model = new LogisticRegression(options);
        assert.deepEqual(warningsOf(() => model.fit(features, labels)), []);
        assertSameFit(model, expected, 1e-8);
        assert.equal(model.score(features, labels), expected.accuracy);
        const probabilities = model.predictProbabilities(features);
        assert.ok(Math.abs(logLoss(labels, probabilities.column(1)) - expected.logLoss) < 1e-8);
        expected.probabilities.forEach((row, i) =>
          row.forEach((value, j) => assert.ok(Math.abs(probabilities.at(i, j) - value) < 1e-8)));
        const decisions = model.decisionFunction(features);
        expected.decisions.forEach((value, i) => assert.ok(Math.abs(decisions[i] - value) < 1e-7 * (1 + Math.abs(value))));
      }
    });
  }

  it("agrees with scikit-learn on the diabetes data, by default to 1e-7, in at most 10 steps", () => {
    const { features, labels } = diabetes();
    for (const expected of scikitLearn.diabetes) {
      const model = new LogisticRegression({ C: Number(expected.C) }).fit(features, labels);
      assertSameFit(model, expected, 1e-7);
      assert.equal(model.score(features, labels), expected.accuracy);
      assert.ok(model.history.steps <= 10);
      const exact = new LogisticRegression({ C: Number(expected.C), gradientTolerance: 1e-13 });
      assertSameFit(exact.fit(features, labels), expected, 1e-8);
    }
  });

  it("comes to the same coefficients with other optimizers", () => {
    const { features, labels } = diabetes();
    const newton = new LogisticRegression().fit(features, labels);
    for (const optimizer of [gradientDescent({ learningRate: 1 }), adam({ learningRate: 0.05 })]) {
      const model = new LogisticRegression({ optimizer, maxSteps: 20_000, gradientTolerance: 1e-7 });
      assert.deepEqual(warningsOf(() => model.fit(features, labels)), []);
      assert.equal(model.history.outcome, "converged");
      assert.ok(norm(model.coefficients.map((value, j) => value - newton.coefficients[j])) < 1e-4);
    }
  });

  it("finds the balance of labels when the features tell nothing", () => {
    const model = new LogisticRegression().fit([[1], [1], [1], [1]], [1, 1, 0, 1]);
    assert.ok(Math.abs(model.intercept - Math.log(3)) < 1e-8);
    assert.ok(Math.abs(model.coefficients[0]) < 1e-15);
  });

  it("has a residual orthogonal to the features without a penalty, over many seeds", () => {
    for (let seed = 0; seed < 30; seed++) {
      const random = new Random(seed);
      const features = Array.from({ length: 200 }, () => [random.normal(), 5 * random.normal()]);
      const labels = features.map(([a]) => (a + 2 * random.normal() > 0 ? 1 : 0));
      const model = new LogisticRegression({ C: Infinity, gradientTolerance: 1e-12 }).fit(features, labels);
      const residuals = model.predictProbabilities(features).column(1).map((p, i) => p - labels[i]);
      assert.ok(Math.abs(residuals.reduce((sum, value) => sum + value, 0)) < 1e-8);
      for (let j = 0; j < 2; j++) {
        assert.ok(Math.abs(residuals.reduce((sum, value, i) => sum + value * features[i][j], 0)) < 1e-8);
      }
    }
  });

  it("predicts label 1 where z is positive", () => {
    const model = new LogisticRegression().fit(OVERLAPPING.features, OVERLAPPING.labels);
    const decisions = model.decisionFunction([[-10], [10]]);
    assert.ok(decisions[0] < 0 && decisions[1] > 0);
    assert.deepEqual([...model.predict([[-10], [10]])], [0, 1]);
    const probabilities = model.predictProbabilities([[-10], [10]]);
    for (let i = 0; i < 2; i++) assert.ok(Math.abs(probabilities.at(i, 0) + probabilities.at(i, 1) - 1) < 1e-15);
  });

  it("refuses separable classes without a penalty, and keeps an earlier fit", () => {
    const model = new LogisticRegression({ C: Infinity }).fit(OVERLAPPING.features, OVERLAPPING.labels);
    const before = model.coefficients;
    assert.throws(() => model.fit([[0], [1], [2]], [0, 0, 1]), {
      message: "C: expected a finite number for classes that a plane separates, received Infinity. "
        + "Without a penalty their loss falls for ever as the coefficients grow",
    });
    assert.equal(model.coefficients, before);
  });

  it("warns when it has not converged, or diverges", () => {
    const { features, labels } = diabetes();
    const [few] = warningsOf(() => new LogisticRegression({ maxSteps: 1 }).fit(features, labels));
    assert.match(few, /^LogisticRegression: Newton's method stopped after 1 step, .*; not converged\. Raise maxSteps/);
    const optimizer = gradientDescent({ learningRate: 1e4 });
    const warnings = warningsOf(() => new LogisticRegression({ C: 1e-3, optimizer }).fit(features, labels));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /^LogisticRegression: gradient descent diverged at step \d+ .*: Try a learningRate below 10000, or scale/);
  });

  it("keeps the columns' names, and refuses others", () => {
    const frame = new DataFrame([[1, 5], [2, 3], [3, 9], [4, 1]], { columns: ["age", "bmi"] });
    const model = new LogisticRegression().fit(frame, [0, 1, 0, 1]);
    assert.deepEqual(model.featureNames, ["age", "bmi"]);
    assert.throws(() => model.predict(new DataFrame([[1, 2]], { columns: ["bmi", "age"] })), /the columns of fit \(age, bmi\)/);
    assert.throws(() => model.decisionFunction([[1]]), { message: "features: expected 2 columns, as in fit, received 1" });
    assert.throws(() => model.score([[1, 2]], [1, 0]), /target: expected 1 labels, one for each row of features, received 2/);
  });

  it("refuses labels that are not both 0 and 1, bad options, and use before fit", () => {
    const fit = (labels: number[], options: LogisticRegressionOptions = {}) =>
      () => new LogisticRegression(options).fit([[1], [2], [3]], labels);
    assert.throws(fit([1, 2, 1]), { message: "target, row 1: expected a label that is 0 or 1, received 2" });
    assert.throws(fit([1, 1, 1]), { message: 'target: expected both labels, 0 and 1, received "only 1"' });
    assert.throws(fit([1, 0]), { message: "target: expected 3 labels, one for each row of features, received 2" });
    assert.throws(fit([1, 0, 1], { C: 0 }), { message: "C: expected a positive number, received 0" });
    assert.throws(fit([1, 0, 1], { gradientTolerance: -1 }), /gradientTolerance: expected a positive number/);
    assert.throws(() => new LogisticRegression().predict([[1]]), {
      message: "LogisticRegression: expected a call of fit before predict, received an unfitted model",
    });
  });
});
