import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import {
  adagrad, adam, adamW, amsgrad, averagedMomentum, clipGradients, cosineDecay, gradientDescent, inverseTimeDecay,
  momentum, nesterov, optimizers, rmsprop, withWeightDecay, type Optimizer,
} from "../../src/optimizers";
import { bytesPerCall } from "../allocation";
import { after } from "./helpers";

const numbers = fc.double({ min: -100, max: 100, noNaN: true });
const manyGradients = fc.array(fc.tuple(numbers, numbers), { minLength: 1, maxLength: 30 });
const shares = fc.double({ min: 0, max: 0.99, noNaN: true });
const powersOfTwo = fc.integer({ min: -20, max: 20 }).map((exponent) => 2 ** exponent);

function assertClose(actual: Float64Array, expected: Float64Array, tolerance: number): void {
  actual.forEach((value, i) => {
    const size = Math.max(1, Math.abs(expected[i]));
    assert.ok(Math.abs(value - expected[i]) <= tolerance * size, `${value} is not ${expected[i]}`);
  });
}

function scaled(gradients: [number, number][], unit: number): number[][] {
  return gradients.map((gradient) => gradient.map((value) => value * unit));
}

describe("gradientDescent", () => {
  it("subtracts the learning rate times the gradient", () => {
    assert.deepEqual(after(gradientDescent({ learningRate: 0.5 }), [1, 2], [[2, -4], [1, 0]]), Float64Array.of(-0.5, 4));
  });
});

describe("methods that are linear in the gradient", () => {
  const linear = { gradientDescent, momentum, averagedMomentum, nesterov };

  it("do not mind the unit of the loss when the learning rate takes it up", () => {
    fc.assert(fc.property(powersOfTwo, manyGradients, (unit, gradients) => {
      for (const create of Object.values(linear)) {
        assert.deepEqual(
          after(create({ learningRate: 0.25 / unit }), [1, 1], scaled(gradients, unit)),
          after(create({ learningRate: 0.25 }), [1, 1], gradients));
      }
    }));
  });

  it("are gradient descent without momentum", () => {
    fc.assert(fc.property(manyGradients, (gradients) => {
      const expected = after(gradientDescent({ learningRate: 0.1 }), [1, 1], gradients);
      for (const create of [momentum, averagedMomentum, nesterov]) {
        assert.deepEqual(after(create({ learningRate: 0.1, momentum: 0 }), [1, 1], gradients), expected);
      }
    }));
  });
});

describe("momentum", () => {
  it("moves along the first gradient first, then along gradients of which older ones weigh less", () => {
    const method = momentum({ learningRate: 1, momentum: 0.5 });
    assert.deepEqual(after(method, [0], [[1]]), Float64Array.of(-1));
    assert.deepEqual(after(method, [0], [[1], [2]]), Float64Array.of(-1 - 2.5));
    assert.deepEqual(after(method, [0], [[1], [2], [0]]), Float64Array.of(-1 - 2.5 - 1.25));
  });

  it("dampens all gradients but the first", () => {
    const method = momentum({ learningRate: 1, momentum: 0.5, dampening: 0.25 });
    assert.deepEqual(after(method, [0], [[1], [2]]), Float64Array.of(-1 - (0.5 + 1.5)));
  });

  it("follows a constant gradient 1 / (1 - momentum) times as fast in the end", () => {
    const gradients = Array.from({ length: 500 }, () => [1]);
    const method = momentum({ learningRate: 1, momentum: 0.9 });
    const [before] = after(method, [0], gradients);
    const [then] = after(method, [0], [...gradients, [1]]);
    assert.ok(Math.abs(then - before - -10) < 1e-9);
  });
});

describe("averagedMomentum", () => {
  it("takes the steps of momentum with (1 - momentum) times its learning rate", () => {
    fc.assert(fc.property(shares, manyGradients, (share, gradients) => {
      assertClose(
        after(averagedMomentum({ learningRate: 0.1, momentum: share }), [1, 1], gradients),
        after(momentum({ learningRate: 0.1 * (1 - share), momentum: share }), [1, 1], gradients), 1e-12);
    }));
  });

  it("takes the steps of document 000 §4.2.3 on its x = y = [1, 0, 1]", () => {
    const method = averagedMomentum({ learningRate: 0.1, momentum: 0.9 });
    const [theta, gradient] = [new Float64Array(1), new Float64Array(1)];
    const state = method.init(theta);
    for (const expected of [0.02, 0.0576, 0.1103, 0.1755, 0.2507]) {
      gradient[0] = 2 * (theta[0] - 1);
      method.update(gradient, state, theta);
      assert.ok(Math.abs(theta[0] - expected) < 5e-5);
    }
  });
});

describe("nesterov", () => {
  it("is at Nesterov's own look-ahead point, and its other point is a velocity away", () => {
    const [rate, share] = [0.05, 0.8];
    const slope = ([a, b]: number[] | Float64Array) => [a + b, 8 * b + a + Math.sin(a)];
    const method = nesterov({ learningRate: rate, momentum: share });
    const parameters = Float64Array.of(3, -2);
    const state = method.init(parameters);
    let x = [3, -2];
    let y = x;
    for (let step = 0; step < 50; step++) {
      const [previous, gradient] = [x, slope(y)];
      x = y.map((value, i) => value - rate * gradient[i]);
      y = x.map((value, i) => value + share * (value - previous[i]));
      method.update(Float64Array.from(slope(parameters)), state, parameters);
      assertClose(parameters, Float64Array.from(y), 1e-13);
      assertClose(parameters.map((value, i) => value + rate * share * state.velocity[i]), Float64Array.from(x), 1e-13);
    }
  });
});

describe("adaptive methods", () => {
  const adaptive: Record<string, (epsilon: number) => Optimizer> = {
    adagrad: (epsilon) => adagrad({ epsilon }),
    rmsprop: (epsilon) => rmsprop({ epsilon }),
    centered: (epsilon) => rmsprop({ epsilon, centered: true, momentum: 0.5 }),
    adam: (epsilon) => adam({ epsilon }),
    amsgrad: (epsilon) => amsgrad({ epsilon }),
    adamW: (epsilon) => adamW({ epsilon }),
  };

  it("forget the gradients' scale when epsilon does too", () => {
    fc.assert(fc.property(manyGradients, (gradients) => {
      for (const [name, create] of Object.entries(adaptive)) {
        assert.deepEqual(
          after(create(2 ** -30), [1, 1], gradients), after(create(2 ** -10), [1, 1], scaled(gradients, 2 ** 20)), name);
      }
    }));
  });

  it("stay where they are while the gradient is zero", () => {
    for (const create of [adagrad, rmsprop, adam, amsgrad]) {
      assert.deepEqual(after(create(), [3], [[0], [0]]), Float64Array.of(3));
    }
  });

  it("take a first step that does not know the gradient's size", () => {
    const sizes = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    fc.assert(fc.property(sizes, fc.constantFrom(1, -1), (size, sign) => {
      const first = (method: Optimizer) => -sign * after(method, [0], [[sign * size]])[0];
      for (const create of [adagrad, adam, amsgrad, adamW]) {
        assert.ok(Math.abs(first(create({ learningRate: 0.1 })) - 0.1) < 1e-5);
      }
      // RMSProp does not correct the start of its mean at zero: 1 / sqrt(1 - 0.99) times as far.
      assert.ok(Math.abs(first(rmsprop({ learningRate: 0.1 })) - 1) < 2e-4);
    }));
  });

  it("keep a finite step where rounding makes a centered variance negative", () => {
    const method = rmsprop({ centered: true, decay: 0.9 });
    const parameters = new Float64Array(1);
    const state = method.init(parameters);
    let negative = 0;
    for (let step = 0; step < 2000; step++) {
      method.update(Float64Array.of(7), state, parameters);
      if (state.squaredMean[0] < state.mean[0] ** 2) negative += 1;
      assert.ok(Number.isFinite(parameters[0]));
    }
    assert.ok(negative > 100, "or there is nothing to see");
  });
});

describe("adagrad", () => {
  it("slows down as 1 / sqrt(step) under a constant gradient", () => {
    const method = adagrad({ learningRate: 1 });
    const parameters = new Float64Array(1);
    const state = method.init(parameters);
    for (let step = 1; step <= 100; step++) {
      const [before] = parameters;
      method.update(Float64Array.of(5), state, parameters);
      assert.ok(Math.abs(before - parameters[0] - 1 / Math.sqrt(step)) < 1e-9);
    }
  });
});

describe("amsgrad", () => {
  it("is Adam while squared gradients grow", () => {
    const gradients = Array.from({ length: 50 }, (_, step) => [1 + step, -2 - step]);
    assert.deepEqual(after(amsgrad(), [1, 1], gradients), after(adam(), [1, 1], gradients));
  });

  it("does not forget a large gradient, as Adam does", () => {
    const gradients = [[100], ...Array.from({ length: 3000 }, () => [1])];
    const last = (method: Optimizer) => after(method, [0], gradients.slice(0, -1))[0] - after(method, [0], gradients)[0];
    const [withAdam, withAmsgrad] = [last(adam({ beta2: 0.9 })), last(amsgrad({ beta2: 0.9 }))];
    assert.ok(Math.abs(withAdam - 0.001) < 1e-6);
    assert.ok(withAmsgrad < 0.04 * withAdam);
  });
});

describe("adamW", () => {
  it("is Adam without decay", () => {
    fc.assert(fc.property(manyGradients, (gradients) => {
      assert.deepEqual(after(adamW({ weightDecay: 0 }), [1, 1], gradients), after(adam(), [1, 1], gradients));
    }));
  });

  it("shrinks the parameters at a rate that the gradients' size does not touch", () => {
    for (const size of [0, 1e-3, 1e3]) {
      const gradients = Array.from({ length: 20 }, (_, step) => [step % 2 ? size : -size]);
      const options = { learningRate: 0.1, beta1: 0 };
      const decayed = after(adamW({ ...options, weightDecay: 0.5 }), [1000], gradients);
      const plain = after(adam(options), [0], gradients);
      assert.ok(Math.abs(decayed[0] - 1000 * 0.95 ** 20) < 1, `${decayed[0]}`);
      assert.ok(Math.abs(plain[0]) < 1);
    }
  });
});

/** Every optimizer with its defaults, and every option and wrapper that changes what a step does. */
const all: Optimizer[] = [
  ...Object.values(optimizers).map(({ create }) => create()),
  momentum({ dampening: 0.5 }),
  rmsprop({ centered: true, momentum: 0.9 }),
  withWeightDecay(adam(), { weightDecay: 0.1 }),
  clipGradients(momentum(), { maxNorm: 1e-3 }),
  clipGradients(withWeightDecay(nesterov(), { weightDecay: 0.1 }), { maxValue: 1e-4 }),
  adam({ schedule: cosineDecay({ steps: 100 }) }),
];

describe("Adam's corrections", () => {
  it("are those of the powers of the betas, as exactly as a beta's own rounding allows, over any number of steps", () => {
    const [parameters, gradient] = [new Float64Array(1), Float64Array.of(1)];
    for (const method of [adam(), amsgrad(), adam({ beta1: 0.5, beta2: 0.99999 })]) {
      const { beta1, beta2 } = method.options;
      const state = method.init(parameters);
      for (let t = 1; t <= 50_000; t++) {
        method.update(gradient, state, parameters);
        [beta1, beta2].forEach((beta, k) => {
          const error = Math.abs((1 - state.powers[k]) / (1 - beta ** t) - 1);
          assert.ok(error <= (2 * Number.EPSILON) / (1 - beta), `beta ${beta}, step ${t}`);
        });
      }
    }
  });
});

describe("every optimizer", () => {
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
      assert.notDeepEqual(first, Float64Array.of(5, 5));
      assert.deepEqual(gradients, Float64Array.of(1, -2));
    }
  });

  it("allocates nothing a step", () => {
    for (const optimizer of all) {
      const [gradients, parameters] = [new Float64Array(8).fill(1e-3), new Float64Array(8)];
      const state = optimizer.init(parameters);
      assert.ok(bytesPerCall(() => optimizer.update(gradients, state, parameters)) < 2, optimizer.name);
    }
  });

  it("refuses arrays of another length before anything has changed", () => {
    for (const optimizer of all) {
      const parameters = Float64Array.of(5, 5);
      const state = optimizer.init(parameters);
      const before = structuredClone(state);
      assert.throws(() => optimizer.update(new Float64Array(3), state, parameters), {
        message: "gradients: expected 2 numbers, one for each parameter, received 3",
      });
      assert.throws(() => optimizer.update(new Float64Array(2), state, new Float64Array(3)), {
        message: "parameters: expected 2 numbers, as the state has, received 3",
      });
      assert.deepEqual([parameters, state], [Float64Array.of(5, 5), before]);
      assert.throws(() => optimizer.init(new Float64Array(0)), {
        message: "parameters: expected an integer of at least 1, received 0. "
          + "There is nothing to optimise without parameters",
      });
    }
  });
});

describe("optimizers, the table", () => {
  const entries = Object.entries(optimizers);

  it("names each by the function that makes it, and what its state holds for each parameter", () => {
    for (const [name, { create, state }] of entries) {
      assert.equal(create.name, name);
      const initial = create().init(new Float64Array(3)) as Record<string, number | Float64Array>;
      const arrays = Object.keys(initial).filter((key) => (initial[key] as Float64Array).length === 3);
      assert.deepEqual(arrays, state);
      const rest = Object.keys(initial).filter((key) => !arrays.includes(key) && key !== "powers");
      assert.deepEqual(rest, ["step", "dimension"]);
    }
  });

  it("has PyTorch's defaults, but momentum where the method is named after it", () => {
    assert.deepEqual(Object.fromEntries(entries.map(([name, { create }]) => [name, create().options])), {
      gradientDescent: { learningRate: 0.001 },
      momentum: { learningRate: 0.001, momentum: 0.9, dampening: 0 },
      averagedMomentum: { learningRate: 0.001, momentum: 0.9 },
      nesterov: { learningRate: 0.001, momentum: 0.9 },
      adagrad: { learningRate: 0.01, initialAccumulatorValue: 0, epsilon: 1e-10 },
      rmsprop: { learningRate: 0.01, decay: 0.99, epsilon: 1e-8, momentum: 0, centered: false },
      adam: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      amsgrad: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      adamW: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    });
  });

  it("refuses a learning rate that is not positive, a schedule that is none or gives no factor", () => {
    for (const [, { create }] of entries) {
      for (const learningRate of [0, -1, NaN, Infinity]) {
        const message = `learningRate: expected a positive number, received ${learningRate}`;
        assert.throws(() => create({ learningRate }), { message });
      }
      assert.throws(() => create({ schedule: 0.5 as never }), {
        message: "schedule: expected a function from the step to a factor of the learning rate, received 0.5",
      });
      for (const factor of [-1, NaN, Infinity]) {
        const message = `schedule at step 0: expected a factor of at least 0, received ${factor}`;
        assert.throws(() => after(create({ schedule: () => factor }), [1], [[1]]), { message });
      }
    }
  });

  it("refuses every other option that is out of range", () => {
    const share = "a number of at least 0 and below 1";
    const positive = "a positive number";
    const notNegative = "a number of at least 0";
    const rules: Record<string, string> = {
      momentum: share, dampening: share, decay: share, beta1: share, beta2: share, epsilon: positive,
      initialAccumulatorValue: notNegative, weightDecay: notNegative, centered: "true or false",
    };
    const bad: Record<string, unknown[]> = {
      [share]: [-0.1, 1, 2, NaN], [positive]: [0, -1, NaN], [notNegative]: [-1, NaN, Infinity], "true or false": [1],
    };
    for (const [name, { create }] of entries) {
      for (const option of Object.keys(create().options).filter((key) => key !== "learningRate")) {
        const rule = rules[option];
        for (const value of bad[rule]) {
          const message = `${option}: expected ${rule}, received ${value}`;
          assert.throws(() => create({ [option]: value }), { message }, name);
        }
      }
    }
  });
});

describe("a schedule", () => {
  it("gives each step its share of the learning rate, from step 0 on", () => {
    const method = gradientDescent({ learningRate: 2, schedule: (step) => 1 / 2 ** step });
    assert.deepEqual(after(method, [0], [[1], [1], [1]]), Float64Array.of(-2 - 1 - 0.5));
  });

  it("counts the steps of each run by itself", () => {
    const method = gradientDescent({ learningRate: 2, schedule: inverseTimeDecay({ decayRate: 1 }) });
    assert.deepEqual(after(method, [0], [[1], [1]]), after(method, [0], [[1], [1]]));
  });

  it("makes no difference when it is constant, to any optimizer", () => {
    fc.assert(fc.property(manyGradients, (gradients) => {
      for (const { create } of Object.values(optimizers)) {
        const scheduled = after(create({ schedule: () => 1 }), [1, 1], gradients);
        assert.deepEqual(scheduled, after(create(), [1, 1], gradients));
      }
    }), { numRuns: 20 });
  });
});
