import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { adam, gradientDescent, type Optimizer } from "../../src/optimizers";
import { bytesPerCall } from "../allocation";

const numbers = fc.double({ min: -100, max: 100, noNaN: true });

/** The parameters after the given gradients, one step each. */
function after(optimizer: Optimizer, start: number[], gradients: number[][]): Float64Array {
  const parameters = Float64Array.from(start);
  const state = optimizer.init(parameters);
  for (const gradient of gradients) optimizer.update(Float64Array.from(gradient), state, parameters);
  return parameters;
}

describe("gradientDescent", () => {
  it("subtracts the learning rate times the gradient", () => {
    assert.deepEqual(after(gradientDescent({ learningRate: 0.5 }), [1, 2], [[2, -4], [1, 0]]), Float64Array.of(-0.5, 4));
  });

  it("does not mind the unit of the loss when the learning rate takes it up", () => {
    const powers = fc.integer({ min: -20, max: 20 }).map((exponent) => 2 ** exponent);
    const steps = fc.array(fc.tuple(numbers, numbers), { maxLength: 20 });
    fc.assert(fc.property(powers, steps, (unit, gradients) => {
      const scaled = gradients.map((gradient) => gradient.map((value) => value * unit));
      assert.deepEqual(
        after(gradientDescent({ learningRate: 0.25 / unit }), [1, 1], scaled),
        after(gradientDescent({ learningRate: 0.25 }), [1, 1], gradients));
    }));
  });

  it("knows its stable limit on a quadratic", () => {
    const { stableLimit } = gradientDescent({ learningRate: 1 });
    assert.equal(stableLimit!.formula, "2/lambda_max");
    assert.equal(stableLimit!.at(4), 0.5);
  });
});

describe("adam", () => {
  it("fills in PyTorch's defaults", () => {
    assert.deepEqual(adam().options, { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
    assert.deepEqual(adam({ learningRate: 0.1 }).options, { learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
  });

  it("takes a first step of the learning rate against the gradient's sign, whatever its size", () => {
    const sizes = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    fc.assert(fc.property(sizes, fc.boolean(), (size, negative) => {
      const [parameter] = after(adam({ learningRate: 0.1 }), [0], [[negative ? -size : size]]);
      assert.ok(Math.abs(Math.abs(parameter) - 0.1) < 1e-5);
      assert.equal(parameter > 0, negative);
    }));
  });

  it("forgets the gradients' scale when epsilon does too", () => {
    const steps = fc.array(numbers, { minLength: 1, maxLength: 30 });
    fc.assert(fc.property(steps, (gradients) => {
      const small = after(adam({ epsilon: 2 ** -30 }), [0], gradients.map((g) => [g]));
      const large = after(adam({ epsilon: 2 ** -10 }), [0], gradients.map((g) => [g * 2 ** 20]));
      assert.ok(Math.abs(small[0] - large[0]) <= 1e-14);
    }));
  });

  it("stays where it is while the gradient is zero", () => {
    assert.deepEqual(after(adam(), [3], [[0], [0]]), Float64Array.of(3));
  });
});

describe("every optimizer", () => {
  const all = [gradientDescent({ learningRate: 0.1 }), adam()] as Optimizer[];

  it("leaves the gradients alone and keeps nothing outside its state", () => {
    for (const optimizer of all) {
      const gradients = Float64Array.of(1, -2);
      const [first, second] = [Float64Array.of(5, 5), Float64Array.of(5, 5)];
      const [stateOfFirst, stateOfSecond] = [optimizer.init(first), optimizer.init(second)];
      optimizer.update(gradients, stateOfFirst, first);
      optimizer.update(gradients, stateOfFirst, first);
      optimizer.update(gradients, stateOfSecond, second);
      optimizer.update(gradients, stateOfSecond, second);
      assert.deepEqual(first, second);
      assert.deepEqual(gradients, Float64Array.of(1, -2));
    }
  });

  it("allocates nothing a step", () => {
    for (const optimizer of all) {
      const [gradients, parameters] = [new Float64Array(50).fill(1e-3), new Float64Array(50)];
      const state = optimizer.init(parameters);
      assert.ok(bytesPerCall(() => optimizer.update(gradients, state, parameters)) < 2, optimizer.name);
    }
  });

  it("refuses options that are out of range before the first step", () => {
    for (const learningRate of [0, -1, NaN, Infinity]) {
      const message = `learningRate: expected a positive number, received ${learningRate}`;
      assert.throws(() => gradientDescent({ learningRate }), { message });
      assert.throws(() => adam({ learningRate }), { message });
    }
    for (const beta of [-0.1, 1, 2, NaN]) {
      const message = `beta1: expected a number of at least 0 and below 1, received ${beta}`;
      assert.throws(() => adam({ beta1: beta }), { message });
      assert.throws(() => adam({ beta2: beta }), /beta2: expected a number of at least 0 and below 1/);
    }
    assert.throws(() => adam({ epsilon: 0 }), { message: "epsilon: expected a positive number, received 0" });
  });
});
