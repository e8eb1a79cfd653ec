import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { leastSquares, logisticLoss, quadratic, rosenbrock, type Objective } from "../../src/objectives";
import { gradientDescent, optimizers, withWeightDecay, type Optimizer } from "../../src/optimizers";
import { Random } from "../../src/random";
import { minimize, minimizeStochastic, type History, type MinimizeOptions } from "../../src/training";
import { compiledLoops, plainLoops } from "../../src/training/compiledLoops";

/** Least squares of random rows, with columns that are nearly the same when `spread` is small. */
function regression(seed: number, columns: number, spread: number) {
  const random = new Random(seed);
  const rows = Array.from({ length: 30 }, () => {
    const common = random.normal();
    return Array.from({ length: columns }, () => common + spread * random.normal());
  });
  return leastSquares(rows, rows.map((row) => row[0] + random.normal()), { fitIntercept: true });
}

const objectives = fc.oneof(
  fc.record({
    seed: fc.integer({ min: 0, max: 1000 }), columns: fc.integer({ min: 1, max: 40 }), spread: fc.constantFrom(1, 1e-6),
  }).map(({ seed, columns, spread }): Objective => regression(seed, columns, spread)),
  fc.constant<Objective>(logisticLoss([[0], [1], [2], [3]], [0, 1, 0, 1], { fitIntercept: true })),
  fc.constant<Objective>(quadratic({ eigenvalues: [1, 10] })),
  fc.constant<Objective>(rosenbrock()),
);
const methods: fc.Arbitrary<Optimizer> = fc.record({
  create: fc.constantFrom(...Object.values(optimizers).map(({ create }) => create)),
  // Up to rates at which all diverge, by growth or by overflow.
  learningRate: fc.double({ min: -4, max: 30, noNaN: true }).map((exponent) => 10 ** (exponent / 3)),
}).map(({ create, learningRate }) => create({ learningRate }));
const extents = fc.record({
  maxSteps: fc.integer({ min: 0, max: 1500 }),
  gradientTolerance: fc.constantFrom(0, 1e-8, 0.1),
  lossTolerance: fc.constantFrom(-Infinity, 1e-3),
  recordParameters: fc.boolean(),
});

/** All that a history holds, also in private. */
const everything = (history: History) => ({ ...history, optimizer: null });

describe("compiled loops", () => {
  it("do what a run does that is looked at after each step: same numbers, same end, same message", () => {
    const outcomes = new Set<string>();
    fc.assert(fc.property(objectives, methods, extents, (objective, optimizer, extent) => {
      const options: MinimizeOptions = { ...extent, start: new Float64Array(objective.dimension).fill(0.5), warn: false };
      const fast = minimize(objective, optimizer, options);
      const watched = minimize(objective, optimizer, { ...options, onStep: () => {} });
      assert.deepEqual(everything(fast), everything(watched));
      outcomes.add(fast.message.includes("Infinity") || fast.message.includes("NaN") ? "overflow" : fast.outcome);
    }), { numRuns: 150, seed: 6 });
    assert.deepEqual([...outcomes].sort(), ["converged", "diverged", "overflow", "reached maxSteps"]);
  });

  it("ask for nothing twice, nor anything after the end", () => {
    const asked: string[] = [];
    const objective: Objective = {
      name: "counted", dimension: 1,
      value: ([x]) => (asked.push(`value ${x}`), x * x),
      gradient: ([x], gradient) => { asked.push(`gradient ${x}`); gradient[0] = 2 * x; },
    };
    for (const learningRate of [0.25, 1, 1.5]) {
      asked.length = 0;
      const history = minimize(objective, gradientDescent({ learningRate }), { start: [1], maxSteps: 50, warn: false });
      assert.deepEqual(asked, history.trajectory.flatMap(([x]) => [`value ${x}`, `gradient ${x}`]));
    }
  });

  it("are each pair's own while there are few, and shared after that", () => {
    const descent = gradientDescent();
    assert.equal(compiledLoops({ name: "a" }, descent), compiledLoops({ name: "a" }, gradientDescent({ learningRate: 1 })));
    assert.notEqual(compiledLoops({ name: "a" }, descent), compiledLoops({ name: "b" }, descent));
    for (let k = 0; k < 100; k++) compiledLoops({ name: `*/ ${k}\u2028"` }, descent);
    assert.equal(compiledLoops({ name: "yet another" }, descent), plainLoops);
    const wrapped = withWeightDecay(descent, { weightDecay: 0.1 });
    const objective = regression(0, 2, 1);
    assert.equal(compiledLoops(objective, wrapped), plainLoops);
    const own = { ...wrapped, name: descent.name };
    assert.deepEqual(minimize(objective, wrapped).loss, minimize(objective, own).loss);
    assert.deepEqual(minimizeStochastic(objective, wrapped).loss, minimizeStochastic(objective, own).loss);
  });
});

describe("valueAndGradient", () => {
  it("gives the bits of value and gradient", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.constantFrom(1, 1e-6), (columns, spread) => {
      const objective = regression(columns, columns, spread);
      const parameters = Float64Array.from({ length: columns + 1 }, (_, j) => Math.sin(j));
      const [one, other] = [new Float64Array(columns + 1), new Float64Array(columns + 1).fill(NaN)];
      objective.gradient(parameters, one);
      assert.equal(objective.valueAndGradient(parameters, other), objective.value(parameters));
      assert.deepEqual(other, one);
    }));
  });
});
