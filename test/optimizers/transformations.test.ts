import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { adam, clipGradients, gradientDescent, momentum, withWeightDecay } from "../../src/optimizers";
import { after } from "./helpers";

const numbers = fc.double({ min: -100, max: 100, noNaN: true });
const gradients = fc.array(numbers, { minLength: 1, maxLength: 6 });
const limits = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
const descent = gradientDescent({ learningRate: 1 });

/** What plain gradient descent gets: its step with a learning rate of 1 is the gradient. */
function clipped(gradient: number[], options: Parameters<typeof clipGradients>[1]): number[] {
  return Array.from(after(clipGradients(descent, options), gradient.map(() => 0), [gradient]), (value) => 0 - value);
}

const length = (vector: number[]) => Math.hypot(...vector);

describe("clipGradients", () => {
  it("shortens to maxNorm and never lengthens or turns", () => {
    fc.assert(fc.property(gradients, limits, (gradient, maxNorm) => {
      const result = clipped(gradient, { maxNorm });
      assert.ok(length(result) <= length(gradient) * (1 + 1e-15));
      assert.ok(length(result) <= maxNorm);
      const factor = length(gradient) > 0 ? length(result) / length(gradient) : 1;
      result.forEach((value, i) => assert.ok(Math.abs(value - factor * gradient[i]) <= 1e-12 * Math.abs(gradient[i])));
      if (length(gradient) + 1e-6 <= maxNorm) assert.deepEqual(result, gradient.map((value) => 0 + value));
    }));
  });

  it("limits each entry to maxValue", () => {
    assert.deepEqual(clipped([5, -0.5, -3], { maxValue: 2 }), [2, -0.5, -2]);
    fc.assert(fc.property(gradients, limits, (gradient, maxValue) => {
      clipped(gradient, { maxValue }).forEach((value, i) => {
        assert.equal(value, 0 + Math.sign(gradient[i]) * Math.min(Math.abs(gradient[i]), maxValue));
      });
    }));
  });

  it("hands on a gradient that is not finite, so that the run stops", () => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      assert.ok(!clipped([bad, 1], { maxNorm: 1 }).every(Number.isFinite));
      assert.ok(!clipped([bad, 1], { maxValue: 1 }).every(Number.isFinite));
    }
  });

  it("leaves the optimizer its state, and says what it is", () => {
    const method = clipGradients(momentum({ learningRate: 1, momentum: 0.5 }), { maxValue: 1 });
    assert.deepEqual(after(method, [0], [[10], [10]]), Float64Array.of(-1 - 1.5));
    assert.equal(method.name, "momentum with clipped gradients");
    assert.deepEqual(method.options, { learningRate: 1, momentum: 0.5, dampening: 0, maxValue: 1 });
    assert.equal(method.stableLimit, undefined, "a clipped run does not diverge");
  });

  it("refuses no limit, two, and one that is not positive", () => {
    assert.throws(() => clipGradients(descent, {} as never), {
      message: "clipGradients: expected either maxNorm or maxValue, received neither",
    });
    assert.throws(() => clipGradients(descent, { maxNorm: 1, maxValue: 1 }), {
      message: "clipGradients: expected either maxNorm or maxValue, received maxNorm and maxValue",
    });
    assert.throws(() => clipGradients(descent, { maxNorm: 0 }), {
      message: "maxNorm: expected a positive number, received 0",
    });
    assert.throws(() => clipGradients(descent, { maxValue: NaN }), /maxValue: expected a positive number, received NaN/);
  });
});

describe("withWeightDecay", () => {
  it("adds the decay times the parameters to the gradient", () => {
    assert.deepEqual(after(withWeightDecay(descent, { weightDecay: 0.5 }), [4, -2], [[1, 1]]), Float64Array.of(1, -2));
  });

  it("makes no difference when it is zero", () => {
    fc.assert(fc.property(fc.array(fc.tuple(numbers, numbers)), (steps) => {
      assert.deepEqual(after(withWeightDecay(adam(), { weightDecay: 0 }), [1, 1], steps), after(adam(), [1, 1], steps));
    }));
  });

  it("decays after clipping around it, before clipping inside it", () => {
    const decay = { weightDecay: 1 };
    const limit = { maxValue: 1 };
    assert.deepEqual(after(clipGradients(withWeightDecay(descent, decay), limit), [10], [[5]]), Float64Array.of(-1));
    assert.deepEqual(after(withWeightDecay(clipGradients(descent, limit), decay), [10], [[5]]), Float64Array.of(9));
  });

  it("lowers the stable limit as if all curvatures were larger", () => {
    const { stableLimit, name } = withWeightDecay(descent, { weightDecay: 1 });
    assert.equal(stableLimit!.formula, "2/(lambda_max + weightDecay)");
    assert.equal(stableLimit!.at(3), 0.5);
    assert.equal(name, "gradient descent with weight decay");
    assert.equal(withWeightDecay(adam(), { weightDecay: 1 }).stableLimit, undefined);
  });

  it("refuses a decay that is negative or no number", () => {
    for (const weightDecay of [-1, NaN, Infinity]) {
      const message = `weightDecay: expected a number of at least 0, received ${weightDecay}`;
      assert.throws(() => withWeightDecay(descent, { weightDecay }), { message });
    }
  });
});
