import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { norm } from "../../src/linearAlgebra";
import { beale, himmelblau, leastSquares, logisticLoss, quadratic, randomOrthogonal, rosenbrock, saddle } from "../../src/objectives";
import { minimize, newton } from "../../src/training";

describe("newton", () => {
  it("needs one step on a quadratic, whatever its condition number and rotation", () => {
    for (const eigenvalues of [[1, 1, 1], [1e-4, 1, 1e4]]) {
      const problem = quadratic({ eigenvalues, rotation: randomOrthogonal(3, 1), minimum: [1, 2, 3] });
      const history = minimize(problem, newton(problem), { gradientTolerance: 1e-7 });
      assert.deepEqual([history.outcome, history.steps], ["converged", 1]);
    }
  });

  it("doubles the right digits a step near the minimum", () => {
    const objective = logisticLoss([[-2], [-1], [0], [1], [2]], [0, 1, 0, 1, 1], { fitIntercept: true });
    const { gradientNorm } = minimize(objective, newton(objective), { gradientTolerance: 1e-15 });
    const last = gradientNorm.filter((value) => value < 1e-2 && value > 1e-14);
    assert.ok(last.length >= 2);
    for (let k = 1; k < last.length; k++) assert.ok(last[k] < 10 * last[k - 1] ** 2, `${last}`);
  });

  it("never goes uphill, and finds a minimum of functions that are not convex", () => {
    for (const problem of [rosenbrock(), beale(), himmelblau(), saddle()]) {
      const history = minimize(problem, newton(problem), { start: problem.start, maxSteps: 200 });
      assert.equal(history.outcome, "converged", `${problem.name}: ${history.message}`);
      for (let k = 1; k <= history.steps; k++) assert.ok(history.loss[k] <= history.loss[k - 1] + 1e-14);
      const distance = Math.min(...problem.minima.map((best) => norm(best.map((value, j) => value - history.parameters[j]))));
      assert.ok(distance < 1e-7, `${problem.name}: ${distance}`);
      assert.ok(history.steps < 50);
    }
  });

  it("leaves directions without curvature alone", () => {
    const objective = leastSquares([[1, 1], [2, 2]], [1, 3]);
    const history = minimize(objective, newton(objective), { gradientTolerance: 1e-14 });
    assert.ok(norm(history.parameters.map((value) => value - 0.7)) < 1e-14);
  });

  it("refuses an objective without a Hessian", () => {
    const slope = { name: "slope", dimension: 1, value: ([x]: Float64Array) => x, gradient: () => {} };
    assert.throws(() => newton(slope), { message: 'objective: expected one with a Hessian, received "slope" without' });
  });
});
