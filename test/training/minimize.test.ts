import assert from "node:assert/strict";
import { describe, it, mock } from "node:test";
import * as fc from "fast-check";
import { norm } from "../../src/linearAlgebra";
import { leastSquares, type Objective } from "../../src/objectives";
import { adam, gradientDescent, type Optimizer } from "../../src/optimizers";
import { minimize, type History } from "../../src/training";

/** Document 000's three rows with half the sum of squares (§4.3): eigenvalues 1 and 3, so that 2/3 is stable. */
const threeRows = leastSquares([[1, 0], [0, 1], [1, 1]], [1, 0, 1], { loss: "half-sum" });

/** Half of sum lambda_i theta_i^2, from which any start is `start` away. */
function quadratic(eigenvalues: number[]): Objective {
  return {
    name: "quadratic",
    dimension: eigenvalues.length,
    value: (theta) => theta.reduce((sum, value, i) => sum + (eigenvalues[i] * value ** 2) / 2, 0),
    gradient: (theta, gradient) => theta.forEach((value, i) => (gradient[i] = eigenvalues[i] * value)),
    largestStableLearningRate: () => 2 / Math.max(...eigenvalues),
  };
}

/** Heavy ball: its loss oscillates and may rise far above the start before it falls. */
function heavyBall(learningRate: number, beta: number): Optimizer<Float64Array> {
  return {
    name: "heavy ball",
    options: { learningRate },
    init: (parameters) => new Float64Array(parameters.length),
    update(gradients, velocity, parameters) {
      for (let i = 0; i < parameters.length; i++) {
        velocity[i] = beta * velocity[i] + gradients[i];
        parameters[i] -= learningRate * velocity[i];
      }
    },
  };
}

function withWarnings(action: () => History): { history: History; warnings: string[] } {
  const warn = mock.method(console, "warn", () => {});
  try {
    return { history: action(), warnings: warn.mock.calls.map((call) => String(call.arguments[0])) };
  } finally {
    warn.mock.restore();
  }
}

const descent = (learningRate: number) => gradientDescent({ learningRate });

describe("minimize", () => {
  it("takes the steps of document 000's example that corrected gradients take (§4.3)", () => {
    const history = minimize(threeRows, descent(0.1));
    const expected = [[0, 0], [0.2, 0.1], [0.35, 0.16], [0.464, 0.193], [0.5519, 0.208]];
    expected.forEach((theta, k) => assert.ok(norm(history.parametersAt(k).map((value, j) => value - theta[j])) < 1e-4));
    const losses = [1, 0.57, 0.3441, 0.221097, 0.150853];
    losses.forEach((loss, k) => assert.ok(Math.abs(history.loss[k] - loss) < 1e-6));
    assert.equal(history.stepsTo(1e-6), 59);
  });

  it("follows the closed form theta_k = theta* + sum (1 - alpha lambda_i)^k (theta_0 - theta*)_i v_i", () => {
    const history = minimize(threeRows, descent(0.1), { maxSteps: 100 });
    for (let k = 0; k <= 100; k++) {
      const theta = [1 - (0.9 ** k + 0.7 ** k) / 2, (0.9 ** k - 0.7 ** k) / 2];
      assert.ok(norm(history.parametersAt(k).map((value, j) => value - theta[j])) < 1e-14);
    }
  });

  it("converges when the gradient is at most gradientTolerance", () => {
    const { history, warnings } = withWarnings(() => minimize(threeRows, descent(0.5), { gradientTolerance: 1e-6 }));
    assert.equal(history.outcome, "converged");
    assert.match(history.message, /^converged after \d+ steps, loss [\d.e-]+, gradient norm [\d.]+e-7$/);
    assert.ok(history.gradientNorm[history.steps] <= 1e-6 && history.gradientNorm[history.steps - 1] > 1e-6);
    assert.deepEqual(warnings, []);
  });

  it("converges when the loss is at most lossTolerance", () => {
    const history = minimize(threeRows, descent(0.1), { lossTolerance: 1e-6 });
    assert.equal(history.outcome, "converged");
    assert.equal(history.steps, 59);
  });

  it("says when it reached maxSteps instead", () => {
    const { history, warnings } = withWarnings(() => minimize(threeRows, descent(0.1), { maxSteps: 4 }));
    assert.equal(history.outcome, "reached maxSteps");
    assert.equal(history.message, "stopped after 4 steps, loss 0.151, gradient norm 0.689");
    assert.deepEqual([history.steps, history.loss.length, history.gradientNorm.length], [4, 5, 5]);
    assert.deepEqual(warnings, []);
  });

  it("takes no step from a minimum, nor with maxSteps 0", () => {
    assert.equal(minimize(threeRows, adam(), { start: [1, 0], gradientTolerance: 1e-12 }).steps, 0);
    const history = minimize(threeRows, descent(0.1), { maxSteps: 0 });
    assert.deepEqual([history.steps, history.outcome, history.loss.length], [0, "reached maxSteps", 1]);
  });

  it("never raises a quadratic's loss below the stable limit, and converges", () => {
    const problems = fc.record({
      eigenvalues: fc.array(fc.double({ min: 0.1, max: 50, noNaN: true }), { minLength: 1, maxLength: 5 }),
      share: fc.double({ min: 0.2, max: 0.98, noNaN: true }),
      start: fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 5, maxLength: 5 }),
    });
    fc.assert(fc.property(problems, ({ eigenvalues, share, start }) => {
      const objective = quadratic(eigenvalues);
      const history = minimize(objective, descent(share * objective.largestStableLearningRate!()), {
        start: start.slice(0, eigenvalues.length), maxSteps: 50_000,
      });
      assert.equal(history.outcome, "converged");
      for (let k = 1; k <= history.steps; k++) assert.ok(history.loss[k] <= history.loss[k - 1] * (1 + 1e-15));
    }), { numRuns: 50 });
  });

  it("diverges above the stable limit, from any start, and says the limit", () => {
    const problems = fc.record({
      eigenvalue: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      share: fc.double({ min: 1.05, max: 1000, noNaN: true }),
      start: fc.constantFrom(1e-6, 1, 1e6),
    });
    fc.assert(fc.property(problems, ({ eigenvalue, share, start }) => {
      const { history, warnings } = withWarnings(() =>
        minimize(quadratic([eigenvalue]), descent((2 * share) / eigenvalue), { start: [start], gradientTolerance: 0 }));
      assert.equal(history.outcome, "diverged");
      assert.equal(warnings.length, 1);
      assert.ok([...history.loss, ...history.gradientNorm, ...history.parameters].every(Number.isFinite));
    }));
  });

  it("stops a diverging run with one line that names the learning rate and the stable limit", () => {
    // Document 000's x = [1, 0, 1] with a learning rate of 1.01, where 1 is the limit.
    const objective = leastSquares([1, 0, 1], [1, 0, 1], { loss: "half-sum" });
    const { history, warnings } = withWarnings(() => minimize(objective, descent(1.01)));
    assert.deepEqual(warnings, [`gradient descent ${history.message}`]);
    assert.match(history.message, /^diverged at step \d+ \(loss [\d.e+]+\): /);
    assert.match(history.message, /: learningRate 1\.01 is above the stable limit 2\/lambda_max = 1\. Try 0\.5$/);
    assert.ok(history.steps < 1000 && history.loss[history.steps] > 1000);
  });

  it("calls a run that ends while its loss still soars diverged", () => {
    const objective = leastSquares([1, 0, 1], [1, 0, 1], { loss: "half-sum" });
    const { history } = withWarnings(() => minimize(objective, descent(1.01), { maxSteps: 200 }));
    assert.deepEqual([history.outcome, history.steps], ["diverged", 200]);
    assert.ok(Math.abs(history.parameters[0] - -51.5) < 0.05);
  });

  it("gives the same advice where the loss has risen a little", () => {
    const { history } = withWarnings(() => minimize(quadratic([2]), descent(1.01), { start: [1], maxSteps: 10 }));
    assert.equal(history.outcome, "reached maxSteps");
    assert.match(history.message, /: the loss is above its start\. learningRate 1\.01 is above the stable limit .*\. Try 0\.5$/);
  });

  it("keeps the last finite state when the loss overflows", () => {
    const { history, warnings } = withWarnings(() => minimize(quadratic([1]), descent(1e60), { start: [1] }));
    assert.equal(history.outcome, "diverged");
    assert.equal(history.steps, 2);
    assert.deepEqual(history.parameters, history.parametersAt(2));
    assert.match(warnings[0], /^gradient descent diverged at step 3 \(loss Infinity, .*; before: loss 5e\+239\)/);
  });

  it("suggests a smaller learning rate where no limit is known", () => {
    const steep: Objective = {
      name: "quartic", dimension: 1, value: ([x]) => x ** 4, gradient: ([x], gradient) => (gradient[0] = 4 * x ** 3),
    };
    const { warnings } = withWarnings(() => minimize(steep, descent(1), { start: [2] }));
    assert.match(warnings[0], /^gradient descent diverged at step \d+ \(.*\): Try a learningRate below 1$/);
  });

  it("keeps quiet about a divergence when told so", () => {
    const { history, warnings } = withWarnings(() => minimize(quadratic([1]), descent(3), { start: [1], warn: false }));
    assert.equal(history.outcome, "diverged");
    assert.deepEqual(warnings, []);
  });

  it("does not take oscillation at exactly the limit for divergence", () => {
    const { history, warnings } = withWarnings(() => minimize(quadratic([1, 4]), descent(0.5), { start: [1, 1] }));
    assert.equal(history.outcome, "reached maxSteps");
    assert.deepEqual(warnings, []);
    assert.ok(Math.abs(history.loss[history.steps] - 2) < 1e-12);
  });

  it("does not take the long rise of a method with momentum for divergence", () => {
    // At (1 + sqrt(beta))^2 / lambda both modes decay alike: the loss grows as the square of the step count first.
    for (const beta of [0.9, 0.99, 0.999, 0.9999]) {
      const optimizer = heavyBall((1 + Math.sqrt(beta)) ** 2, beta);
      const { history, warnings } = withWarnings(() => minimize(quadratic([1]), optimizer, { start: [1], maxSteps: 1_000_000 }));
      assert.equal(history.outcome, "converged", `beta ${beta}: ${history.message}`);
      assert.deepEqual(warnings, []);
      assert.ok(history.loss.reduce((a, b) => Math.max(a, b)) > 0.05 * history.loss[0] / (1 - beta) ** 2);
    }
  });

  it("does not take Adam's first steps away from a nearly perfect start for divergence", () => {
    for (const maxSteps of [2, 19, 20, 21, 100, 1000]) {
      const { history } = withWarnings(() => minimize(quadratic([1, 100]), adam({ learningRate: 0.1 }), {
        start: [1e-7, -1e-7], maxSteps, gradientTolerance: 0,
      }));
      assert.equal(history.outcome, "reached maxSteps");
    }
  });

  it("finds the divergence of a method whose loss oscillates while it grows", () => {
    const { history } = withWarnings(() => minimize(quadratic([1]), heavyBall(4, 0.9), { start: [1], maxSteps: 2000 }));
    assert.equal(history.outcome, "diverged");
  });

  it("calls onStep with the start and after every step", () => {
    const seen: [number, number, number][] = [];
    const history = minimize(threeRows, descent(0.1), {
      maxSteps: 3, onStep: ({ step, loss, parameters }) => seen.push([step, loss, parameters[0]]),
    });
    assert.deepEqual(seen, Array.from(history.loss, (loss, k) => [k, loss, history.parametersAt(k)[0]]));
  });

  it("leaves the start alone and can go on from where it stopped", () => {
    const start = Float64Array.of(5, 5);
    const half = minimize(threeRows, descent(0.1), { start, maxSteps: 10 });
    const rest = minimize(threeRows, descent(0.1), { start: half.parameters, maxSteps: 10 });
    assert.deepEqual(start, Float64Array.of(5, 5));
    assert.deepEqual(rest.parameters, minimize(threeRows, descent(0.1), { start, maxSteps: 20 }).parameters);
  });

  it("refuses bad options before the first step", () => {
    const run = (options: object) => () => minimize(threeRows, descent(0.1), options);
    assert.throws(run({ start: [1] }), { message: "start: expected 2 numbers, one for each parameter, received 1" });
    assert.throws(run({ start: [1, NaN] }), /start, row 1: expected a finite number, received NaN/);
    assert.throws(run({ maxSteps: -1 }), { message: "maxSteps: expected an integer of at least 0, received -1" });
    assert.throws(run({ maxSteps: 1.5 }), /maxSteps: expected an integer/);
    assert.throws(run({ gradientTolerance: NaN }), /gradientTolerance: expected a number of at least 0, received NaN/);
    assert.throws(run({ lossTolerance: NaN }), /lossTolerance: expected a number, received NaN/);
    assert.throws(() => minimize(quadratic([1e300]), descent(0.1), { start: [1e200] }), {
      message: "start: expected parameters with a finite loss and gradient, "
        + "received loss Infinity, gradient norm Infinity. Start elsewhere, or scale the features first",
    });
    assert.throws(() => minimize(quadratic([]), descent(0.1)), /dimension: expected an integer of at least 1, received 0/);
  });
});

describe("History", () => {
  const history = minimize(threeRows, descent(0.1), { maxSteps: 100 });

  it("has a trajectory with an entry for the start and every step", () => {
    assert.equal(history.trajectory.length, 101);
    assert.deepEqual(history.trajectory[100], history.parameters);
    assert.deepEqual(history.trajectory[7], history.parametersAt(7));
    assert.throws(() => history.parametersAt(101), { message: "step: expected an integer from 0 to 100, received 101" });
  });

  it("does without the trajectory when told so, or when it would be huge", () => {
    const without = minimize(threeRows, descent(0.1), { maxSteps: 5, recordParameters: false });
    assert.throws(() => without.trajectory, {
      message: "trajectory: expected a run that recorded it, received one without. Pass recordParameters: true to minimize",
    });
    assert.deepEqual(without.parameters, minimize(threeRows, descent(0.1), { maxSteps: 5 }).parameters);
    const huge = minimize(threeRows, descent(0.1), { maxSteps: 1e7 });
    assert.throws(() => huge.trajectory, /recordParameters: true/);
    assert.equal(minimize(threeRows, descent(0.1), { maxSteps: 1e7, recordParameters: true }).trajectory.length, huge.steps + 1);
  });

  it("finds the step from which on the loss stays low", () => {
    const rising = minimize(quadratic([1]), heavyBall(0.5, 0.8), { start: [1], maxSteps: 200 });
    const step = rising.stepsTo(1e-3)!;
    assert.ok(rising.loss.slice(step).every((loss) => loss <= 1e-3) && rising.loss[step - 1] > 1e-3);
    assert.ok(rising.loss.slice(0, step).some((loss) => loss <= 1e-3), "it was low before, but not for good");
    assert.equal(history.stepsTo(1.01), 0);
    assert.equal(history.stepsTo(0), null);
  });

  it("becomes a DataFrame with a row a step", () => {
    const frame = history.toFrame();
    assert.deepEqual(frame.columns, ["step", "loss", "gradient norm", "theta 0", "theta 1"]);
    assert.deepEqual(frame.shape, [101, 5]);
    assert.deepEqual((frame.values as number[][])[3], [3, history.loss[3], history.gradientNorm[3], ...history.parametersAt(3)]);
    const without = minimize(threeRows, descent(0.1), { maxSteps: 2, recordParameters: false }).toFrame();
    assert.deepEqual(without.columns, ["step", "loss", "gradient norm"]);
    assert.deepEqual(without.shape, [3, 3]);
  });

  it("reads as one line", () => {
    assert.equal(
      String(minimize(threeRows, descent(0.1), { maxSteps: 4 })),
      "gradient descent (learningRate 0.1) on half the sum of squared errors: "
        + "stopped after 4 steps, loss 0.151, gradient norm 0.689");
  });
});
