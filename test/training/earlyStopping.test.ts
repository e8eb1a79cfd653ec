import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { leastSquares, type FiniteSum } from "../../src/objectives";
import { gradientDescent } from "../../src/optimizers";
import { minimize, minimizeStochastic, type EarlyStoppingOptions } from "../../src/training";

/** Walks to 0, 1, 2, …, so that the parameter is the step. */
const walk: FiniteSum = {
  name: "walk", dimension: 1, samples: 1,
  value: ([x]) => 100 - x,
  gradient: (_, gradient) => gradient.fill(-1),
  sampleGradient: (_rows, _parameters, gradient) => gradient.fill(-1),
};
const unitSteps = gradientDescent({ learningRate: 1 });

/** A run whose validation losses are these. */
function watch(losses: number[], options: Omit<EarlyStoppingOptions, "validation">) {
  const earlyStopping = { validation: ([x]: Float64Array) => losses[x], ...options };
  return minimize(walk, unitSteps, { maxSteps: losses.length - 1, earlyStopping });
}

describe("early stopping", () => {
  it("ends a run after `patience` records without an improvement, and goes back to the best", () => {
    const history = watch([5, 4, 3, 3.5, 3.2, 3.1, 2, 1], { patience: 3 });
    assert.equal(history.outcome, "stopped early");
    assert.deepEqual([history.steps, history.bestStep, history.parameters[0]], [5, 2, 2]);
    assert.deepEqual([...history.validationLoss!], [5, 4, 3, 3.5, 3.2, 3.1]);
    assert.equal(
      history.message,
      "stopped early after 5 steps, loss 95, gradient norm 1: best validation loss 3 at step 2");
  });

  it("begins to count again at every improvement", () => {
    const history = watch([5, 6, 4, 6, 3, 6, 2, 6, 1], { patience: 2 });
    assert.deepEqual([history.outcome, history.steps, history.bestStep], ["reached maxSteps", 8, 8]);
  });

  it("stops at the first record that is no improvement with patience 1", () => {
    assert.equal(watch([5, 4, 4, 1], { patience: 1 }).steps, 2);
  });

  it("takes only a fall by more than minDelta for an improvement, measured from the best", () => {
    // 4.6 and 4.5 do not improve on 5 by more than 0.5, 4.25 does; 4.2, 4 and 3.75 do not improve so much on that.
    const history = watch([5, 4.6, 4.5, 4.25, 4.2, 4, 3.75, 1], { patience: 3, minDelta: 0.5 });
    assert.deepEqual([history.outcome, history.steps, history.bestStep], ["stopped early", 6, 3]);
  });

  it("keeps the last parameters when told so", () => {
    const history = watch([5, 4, 6, 7], { patience: 2, restoreBest: false });
    assert.deepEqual([history.outcome, history.bestStep, history.parameters[0]], ["stopped early", 1, 3]);
  });

  it("goes back to the best parameters at maxSteps too", () => {
    const history = watch([5, 4, 6], { patience: 10 });
    assert.deepEqual([history.outcome, history.parameters[0], history.parametersAt(2)[0]], ["reached maxSteps", 1, 2]);
  });

  it("counts a validation loss that is no number as no improvement", () => {
    assert.deepEqual([watch([5, NaN, NaN, 1], { patience: 2 }).steps, watch([NaN, 3, 4, 5], { patience: 2 }).bestStep], [2, 1]);
  });

  it("watches a stochastic run at its records", () => {
    const asked: number[] = [];
    const validation = ([x]: Float64Array) => Math.abs(x - 6) + 0 * asked.push(x);
    const history = minimizeStochastic({ ...walk, samples: 4 }, unitSteps, { epochs: 100, earlyStopping: { validation, patience: 2 } });
    assert.deepEqual(asked, [0, 4, 8, 12]);
    assert.deepEqual([history.outcome, history.bestStep, history.parameters[0]], ["stopped early", 4, 4]);
    assert.deepEqual(history.toFrame().columns, ["step", "passes", "loss", "gradient norm", "validation loss", "theta 0"]);
  });

  it("does not change the steps of a run that it does not end", () => {
    const objective = leastSquares([[1, 0], [0, 1], [1, 1]], [1, 0, 1]);
    const validation = (parameters: Float64Array) => objective.value(parameters);
    const plain = minimize(objective, gradientDescent({ learningRate: 0.1 }));
    const watched = minimize(objective, gradientDescent({ learningRate: 0.1 }), { earlyStopping: { validation } });
    assert.deepEqual(watched.loss, plain.loss);
    assert.deepEqual(watched.validationLoss, plain.loss);
    assert.deepEqual([plain.validationLoss, plain.bestStep], [null, null]);
  });

  it("refuses bad options before the first step", () => {
    assert.throws(() => watch([1], { patience: 0 }), {
      message: "earlyStopping.patience: expected an integer of at least 1, received 0",
    });
    assert.throws(() => watch([1], { minDelta: -1 }), {
      message: "earlyStopping.minDelta: expected a number of at least 0, received -1",
    });
    assert.throws(() => minimize(walk, unitSteps, { earlyStopping: {} as EarlyStoppingOptions }), {
      message: "earlyStopping.validation: expected a function of the parameters, received undefined",
    });
  });
});
