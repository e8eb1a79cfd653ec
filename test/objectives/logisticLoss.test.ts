import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Matrix } from "../../src/arrays";
import { norm } from "../../src/linearAlgebra";
import { centralDifferences, logisticLoss, sigmoid } from "../../src/objectives";
import { Random } from "../../src/random";
import { bytesPerCall } from "../allocation";

function data(seed: number, rows: number, columns: number) {
  const random = new Random(seed);
  const features = Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal()));
  const target = features.map((row) => (row[0] + random.normal() > 0 ? 1 : 0));
  return { features, target, random };
}

function gradientAt(objective: ReturnType<typeof logisticLoss>, parameters: Float64Array): Float64Array {
  const gradient = new Float64Array(objective.dimension).fill(NaN);
  objective.gradient(parameters, gradient);
  return gradient;
}

describe("logisticLoss", () => {
  it("is log 2 at zeros, with the gradient of half the labels", () => {
    const objective = logisticLoss([[1], [2], [4]], [0, 1, 1], { fitIntercept: true });
    const zeros = new Float64Array(2);
    assert.ok(Math.abs(objective.value(zeros) - Math.LN2) < 1e-15);
    const gradient = gradientAt(objective, zeros);
    assert.ok(Math.abs(gradient[0] - (0.5 - 2 / 3)) < 1e-15);
    assert.ok(Math.abs(gradient[1] - (3.5 - 6) / 3) < 1e-15);
  });

  it("is the mean of -log of the labels' probabilities", () => {
    const { features, target } = data(1, 20, 2);
    const parameters = Float64Array.of(0.3, -1, 2);
    const losses = features.map(([a, b], i) => {
      const p = 1 / (1 + Math.exp(-(0.3 - a + 2 * b)));
      return -Math.log(target[i] === 1 ? p : 1 - p);
    });
    const expected = losses.reduce((sum, loss) => sum + loss, 0) / 20;
    assert.ok(Math.abs(logisticLoss(features, target, { fitIntercept: true }).value(parameters) - expected) < 1e-14);
  });

  for (const options of [{}, { fitIntercept: true }, { fitIntercept: true, weightDecay: 0.3 }, { weightDecay: 2 }]) {
    it(`has the gradient and Hessian that central differences find: ${JSON.stringify(options)}`, () => {
      const { features, target, random } = data(2, 30, 4);
      const objective = logisticLoss(features, target, options);
      for (const length of [0.1, 1, 10]) {
        const at = Float64Array.from({ length: objective.dimension }, () => length * random.normal());
        const gradient = gradientAt(objective, at);
        const differences = centralDifferences(objective, at);
        assert.ok(norm(gradient.map((value, j) => value - differences[j])) < 1e-7 * (1 + norm(gradient)));
        const hessian = objective.hessian(at);
        for (let i = 0; i < objective.dimension; i++) {
          const row = centralDifferences((x) => gradientAt(objective, x)[i], at);
          assert.ok(norm(row.map((value, j) => value - hessian.at(i, j))) < 1e-7 * (1 + norm(hessian.values)));
        }
      }
    });
  }

  it("takes many more columns than rows, whose Hessian would not fit into a memory of WebAssembly", () => {
    const columns = 20_000;
    const features = new Matrix(2, columns, Float64Array.from({ length: 2 * columns }, (_, k) => (k < columns ? 1 : -1)));
    const objective = logisticLoss(features, [1, 0]);
    assert.ok(Math.abs(objective.value(new Float64Array(columns)) - Math.LN2) < 1e-15);
    assert.ok(gradientAt(objective, new Float64Array(columns)).every((slope) => slope === -0.5));
  });

  it("penalises half the squared coefficients, and not the intercept", () => {
    const plain = logisticLoss([[1], [2]], [0, 1], { fitIntercept: true });
    const penalised = logisticLoss([[1], [2]], [0, 1], { fitIntercept: true, weightDecay: 0.5 });
    const parameters = Float64Array.of(7, 3);
    assert.ok(Math.abs(penalised.value(parameters) - plain.value(parameters) - 0.25 * 9) < 1e-14);
    const difference = gradientAt(penalised, parameters).map((value, j) => value - gradientAt(plain, parameters)[j]);
    assert.ok(Math.abs(difference[0]) < 1e-16 && Math.abs(difference[1] - 1.5) < 1e-15);
  });

  it("neither overflows nor loses its digits far from the boundary", () => {
    const objective = logisticLoss([[1]], [1]);
    // log(1 + exp(-z)) is exp(-z) for large z and -z for large negative z; the gradient -1 / (1 + exp(z)).
    assert.ok(Math.abs(objective.value(Float64Array.of(50)) / Math.exp(-50) - 1) < 1e-14);
    assert.ok(Math.abs(gradientAt(objective, Float64Array.of(50))[0] / -Math.exp(-50) - 1) < 1e-14);
    assert.equal(objective.value(Float64Array.of(-5000)), 5000);
    assert.equal(gradientAt(objective, Float64Array.of(-5000))[0], -1);
    assert.equal(objective.value(Float64Array.of(5000)), 0);
    assert.equal(objective.hessian(Float64Array.of(5000)).at(0, 0), 0);
  });

  it("averages its rows' gradients to the full one, and those of a batch over the batch", () => {
    const { features, target, random } = data(3, 25, 3);
    const objective = logisticLoss(features, target, { fitIntercept: true, weightDecay: 0.1 });
    const at = Float64Array.from({ length: 4 }, () => random.normal());
    const gradientOf = (...rows: number[]) => {
      const gradient = new Float64Array(4).fill(NaN);
      objective.sampleGradient(Uint32Array.from(rows), at, gradient);
      return gradient;
    };
    const all = gradientOf(...target.keys());
    assert.equal(objective.samples, 25);
    assert.ok(norm(all.map((value, j) => value - gradientAt(objective, at)[j])) < 1e-15);
    const mean = gradientOf(2).map((value, j) => (value + gradientOf(9)[j] + gradientOf(9)[j]) / 3);
    assert.ok(norm(gradientOf(2, 9, 9).map((value, j) => value - mean[j])) < 1e-15);
  });

  it("allocates nothing for the gradient of a batch", () => {
    const { features, target } = data(4, 20, 3);
    const objective = logisticLoss(features, target, { fitIntercept: true });
    const [parameters, gradient, batch] = [new Float64Array(4), new Float64Array(4), Uint32Array.of(3, 4)];
    assert.ok(bytesPerCall(() => objective.sampleGradient(batch, parameters, gradient)) < 2);
  });

  it("refuses labels other than 0 and 1, shapes that do not match and a negative penalty", () => {
    assert.throws(() => logisticLoss([[1], [2]], [1, 2]), {
      message: "target, row 1: expected a label that is 0 or 1, received 2",
    });
    assert.throws(() => logisticLoss([[1], [2]], [1]), {
      message: "target: expected 2 labels, one for each row of features, received 1",
    });
    assert.throws(() => logisticLoss([[1]], [1], { weightDecay: -1 }), {
      message: "weightDecay: expected a finite number of at least 0, received -1",
    });
  });
});

describe("sigmoid", () => {
  it("is 1 / (1 + exp(-z)), to the last digit at both ends", () => {
    assert.equal(sigmoid(0), 0.5);
    assert.ok(Math.abs(sigmoid(1) - 1 / (1 + Math.exp(-1))) < 1e-16);
    assert.ok(Math.abs(sigmoid(-700) / Math.exp(-700) - 1) < 1e-14);
    assert.deepEqual([sigmoid(-1000), sigmoid(1000), sigmoid(-Infinity), sigmoid(Infinity)], [0, 1, 0, 1]);
  });
});
