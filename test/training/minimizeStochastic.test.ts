import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it, mock } from "node:test";
import { makeLine } from "../../src/data";
import { norm } from "../../src/linearAlgebra";
import { leastSquares, logisticLoss, noisyQuadratic, type FiniteSum } from "../../src/objectives";
import { adam, gradientDescent, type Optimizer } from "../../src/optimizers";
import { MiniBatches, minimize, minimizeStochastic, type Sampling, type StochasticOptions } from "../../src/training";
import { bytesPerCall } from "../allocation";

interface Run {
  batchSize: number;
  sampling: Sampling;
  dropLast: boolean;
  seed: number;
  batches: number[][];
  parameters: number[][];
  loss: number[];
}

const file = path.resolve(__dirname, "../../../test/training/fixtures/stochastic.json");
const numpy = JSON.parse(readFileSync(file, "utf8")) as
  { learningRate: number; features: number[][]; target: number[]; runs: Run[] };

const descent = (learningRate: number) => gradientDescent({ learningRate });
/** 003 §5.2's line, 100 points about y = 2x + 1, with half the mean of squares so that a row's gradient is 000's. */
const lineData = makeLine();
const line = leastSquares(lineData.features, lineData.target, { loss: "half-mean", fitIntercept: true });
/** Document 000's three rows, which theta = (1, 0) fits exactly. */
const threeRows = leastSquares([[1, 0], [0, 1], [1, 1]], [1, 0, 1], { loss: "half-mean" });

describe("MiniBatches", () => {
  for (const { batches, batchSize, sampling, dropLast, seed } of numpy.runs) {
    const options = { batchSize, sampling, dropLast, seed };
    it(`are NumPy's: ${options.batchSize} rows ${options.sampling}${options.dropLast ? ", the last dropped" : ""}`, () => {
      const drawn = new MiniBatches(11, options);
      assert.equal(drawn.perEpoch * 5, batches.length);
      for (const expected of batches) assert.deepEqual([...drawn.next()], expected);
      assert.equal(drawn.rowsDrawn, batches.flat().length);
    });
  }

  it("hold every row once an epoch, in another order each time", () => {
    const batches = new MiniBatches(10, { batchSize: 3, seed: 4 });
    const epochs = [1, 2].map(() => Array.from({ length: batches.perEpoch }, () => [...batches.next()]).flat());
    for (const epoch of epochs) assert.deepEqual([...epoch].sort((a, b) => a - b), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.notDeepEqual(epochs[0], epochs[1]);
  });

  it("allocate nothing", () => {
    for (const sampling of ["with replacement", "without replacement"] as const) {
      const batches = new MiniBatches(50, { batchSize: 7, sampling });
      // The generator's own new list of 624 numbers is about 4 bytes a number drawn.
      assert.ok(bytesPerCall(() => batches.next()) < 45);
    }
  });
});

describe("minimizeStochastic", () => {
  for (const { parameters, loss, batchSize, sampling, dropLast, seed } of numpy.runs) {
    const options = { batchSize, sampling, dropLast, seed };
    it(`takes NumPy's steps: ${options.batchSize} rows ${options.sampling}${options.dropLast ? ", the last dropped" : ""}`, () => {
      const objective = leastSquares(numpy.features, numpy.target, { fitIntercept: true });
      const history = minimizeStochastic(objective, descent(numpy.learningRate), { epochs: 5, ...options });
      assert.equal(history.loss.length, 6);
      parameters.forEach((expected, epoch) => {
        const actual = history.trajectory[epoch + 1];
        assert.ok(norm(actual.map((value, j) => value - expected[j])) < 1e-13 * norm(actual));
        assert.ok(Math.abs(history.loss[epoch + 1] - loss[epoch]) < 1e-13);
      });
    });
  }

  it("is plain gradient descent when a batch is all the data", () => {
    const stochastic = minimizeStochastic(line, descent(0.5), { batchSize: 100, epochs: 30 });
    const full = minimize(line, descent(0.5), { maxSteps: 30 });
    assert.equal(stochastic.steps, 30);
    for (let k = 0; k <= 30; k++) assert.ok(Math.abs(stochastic.loss[k] - full.loss[k]) < 1e-14);
  });

  it("lowers the loss faster in the first passes than full gradients do, and then stays noisy (000 §4.1.2, D0-23)", () => {
    const least = line.value(line.minimum());
    const excess = (loss: number) => loss - least;
    const full = minimize(line, descent(1), { maxSteps: 5 }).loss;
    for (let seed = 0; seed < 20; seed++) {
      const { loss } = minimizeStochastic(line, descent(0.1), { epochs: 5, seed });
      for (const pass of [1, 2, 5]) assert.ok(excess(loss[pass]) < 0.5 * excess(full[pass]), `seed ${seed}, pass ${pass}`);
      assert.ok(excess(loss[5]) > 1e-6);
    }
  });

  it("reaches the minimum itself where every row fits exactly, with a constant learning rate (D0-25)", () => {
    const history = minimizeStochastic(threeRows, descent(0.1), { epochs: 2000, gradientTolerance: 1e-13 });
    assert.equal(history.outcome, "converged");
    assert.ok(norm(history.parameters.map((value, j) => value - [1, 0][j])) < 1e-11);
  });

  it("takes ten draws of the same sample to where one row leads, not ten times the first step (D0-33)", () => {
    const one = leastSquares([1], [1], { loss: "half-mean" });
    const [theta] = minimizeStochastic(one, descent(0.1), { epochs: 10 }).parameters;
    assert.ok(Math.abs(theta - (1 - 0.9 ** 10)) < 1e-15);
  });

  it("drives any optimizer, and any finite sum", () => {
    const losses = logisticLoss(lineData.features, lineData.target.map((y) => (y > 2 ? 1 : 0)), { fitIntercept: true });
    const history = minimizeStochastic(losses, adam({ learningRate: 0.1 }), { epochs: 50, batchSize: 10 });
    assert.equal(history.outcome, "finished all epochs");
    assert.ok(history.loss[50] < 0.5 * history.loss[0]);
  });

  it("records the full loss once an epoch, with steps and passes", () => {
    const history = minimizeStochastic(line, descent(0.1), { epochs: 3, batchSize: 32 });
    assert.deepEqual([...history.recordedSteps], [0, 4, 8, 12]);
    assert.deepEqual([...history.passes], [0, 1, 2, 3]);
    assert.equal(history.steps, 12);
    history.trajectory.forEach((theta, k) => assert.equal(history.loss[k], line.value(theta)));
    assert.match(history.message, /^stopped after 12 steps \(3 passes over the data\), loss [\d.]+, gradient norm [\d.e-]+$/);
  });

  it("records every recordEvery steps and at the end", () => {
    const history = minimizeStochastic(line, descent(0.1), { epochs: 1, batchSize: 10, recordEvery: 4 });
    assert.deepEqual([...history.recordedSteps], [0, 4, 8, 10]);
    assert.deepEqual([...history.passes], [0, 0.4, 0.8, 1]);
    assert.deepEqual(history.parametersAt(10), history.parameters);
    assert.deepEqual(history.parametersAt(8), history.trajectory[2]);
    assert.throws(() => history.parametersAt(5), {
      message: "step: expected a recorded one, such as those in recordedSteps, received 5. Pass a smaller recordEvery",
    });
    const every = minimizeStochastic(line, descent(0.1), { epochs: 1, batchSize: 10, recordEvery: 1 });
    assert.deepEqual(every.parametersAt(8), history.parametersAt(8), "looking does not change the run");
  });

  it("leaves the full gradient alone where its length is not to be recorded, and takes the same steps", () => {
    let asked = 0;
    const counted = { ...line, name: line.name, dimension: line.dimension, samples: line.samples,
      value: (at: Float64Array) => line.value(at),
      gradient: (at: Float64Array, into: Float64Array) => { asked++; line.gradient(at, into); },
      sampleGradient: (rows: Uint32Array, at: Float64Array, into: Float64Array) => line.sampleGradient(rows, at, into) };
    const seen: number[] = [];
    const options = { epochs: 3, batchSize: 32 };
    const history = minimizeStochastic(counted, descent(0.1), { ...options, recordGradient: false, onStep: ({ gradientNorm }) => seen.push(gradientNorm) });
    const whole = minimizeStochastic(line, descent(0.1), options);
    assert.equal(asked, 0);
    assert.deepEqual([history.loss, history.parameters], [whole.loss, whole.parameters]);
    assert.equal(history.gradientNorm.length, 0);
    assert.deepEqual(seen, [NaN, NaN, NaN, NaN]);
    assert.ok(!history.toFrame().columns.includes("gradient norm"));
    assert.match(history.message, /^stopped after 12 steps \(3 passes over the data\), loss [\d.]+$/);
    const toTolerance = minimizeStochastic(counted, descent(0.1), { epochs: 3, recordGradient: false, gradientTolerance: 1e6 });
    assert.deepEqual([toTolerance.outcome, toTolerance.gradientNorm.length], ["converged", 1]);
  });

  it("counts only the rows it has seen as passes", () => {
    const dropped = minimizeStochastic(line, descent(0.1), { epochs: 2, batchSize: 30, dropLast: true });
    assert.deepEqual([...dropped.passes], [0, 0.9, 1.8]);
  });

  it("is repeated by its seed, and only by that", () => {
    const end = (seed?: number) => minimizeStochastic(line, descent(0.1), { epochs: 2, seed }).parameters;
    assert.deepEqual(end(3), end(3));
    assert.deepEqual(end(), end(0));
    assert.notDeepEqual(end(3), end(4));
  });

  it("does not stop where the full gradient vanishes, since the next batch moves on", () => {
    const history = minimizeStochastic(line, descent(0.1), { start: line.minimum(), epochs: 2 });
    assert.equal(history.outcome, "finished all epochs");
    assert.ok(history.loss[2] > history.loss[0]);
  });

  it("stops at a loss tolerance", () => {
    const history = minimizeStochastic(threeRows, descent(0.1), { epochs: 1000, lossTolerance: 1e-6 });
    assert.equal(history.outcome, "converged");
    assert.ok(history.loss[history.loss.length - 1] <= 1e-6 && history.loss[history.loss.length - 2] > 1e-6);
  });

  it("stops a diverging run with a line that names the limit, and keeps the last finite record", () => {
    const warn = mock.method(console, "warn", () => {});
    const history = minimizeStochastic(line, descent(10), { epochs: 100 });
    const [warning, ...more] = warn.mock.calls.map((call) => String(call.arguments[0]));
    warn.mock.restore();
    assert.equal(more.length, 0);
    assert.equal(history.outcome, "diverged");
    assert.match(warning, /^gradient descent diverged at step \d+ \(.*\): learningRate 10 is above the stable limit 2\/lambda_max = /);
    assert.ok([...history.loss, ...history.parameters].every(Number.isFinite));
    assert.deepEqual(history.parameters, history.parametersAt(history.steps));
  });

  it("finds a gradient that is no number in the middle of an epoch", () => {
    const broken: FiniteSum = {
      ...threeRows, name: "broken", dimension: 1, samples: 10,
      value: () => 1,
      gradient: (_, gradient) => gradient.fill(1),
      sampleGradient: ([index], _, gradient) => gradient.fill(index === 3 ? NaN : 1),
      largestStableLearningRate: undefined,
    };
    const history = minimizeStochastic(broken, descent(0.1), { warn: false });
    assert.equal(history.outcome, "diverged");
    assert.match(history.message, /^diverged at step \d \(gradient norm NaN; before: loss 1\): Try a learningRate below 0.1$/);
    assert.deepEqual([...history.parameters], [0]);
  });

  it("keeps the time of its steps when told so, without that of looking at the loss", () => {
    const slow: FiniteSum = {
      name: "slow to look at", dimension: 2, samples: 3,
      value: (parameters) => {
        for (const end = performance.now() + 5; performance.now() < end;);
        return threeRows.value(parameters);
      },
      gradient: (parameters, gradient) => threeRows.gradient(parameters, gradient),
      sampleGradient: (rows, parameters, gradient) => threeRows.sampleGradient(rows, parameters, gradient),
    };
    const { seconds } = minimizeStochastic(slow, descent(0.1), { epochs: 10, recordTime: true });
    assert.equal(seconds!.length, 11);
    assert.ok(seconds![0] === 0 && seconds!.every((value, k) => k === 0 || value > seconds![k - 1]));
    assert.ok(seconds![10] < 0.05, `11 looks take 0.055 s, 30 steps took ${seconds![10]} s`);
    assert.equal(minimizeStochastic(line, descent(0.1)).seconds, null);
  });

  it("counts the time of full gradients, which minimize follows", () => {
    const slow = {
      ...threeRows, name: "slow", dimension: 1, value: () => 1,
      gradient: (_: Float64Array, gradient: Float64Array) => {
        for (const end = performance.now() + 2; performance.now() < end;);
        gradient.fill(1);
      },
    };
    const { seconds } = minimize(slow, descent(0.1), { maxSteps: 3, recordTime: true });
    assert.ok(seconds![0] === 0 && seconds![3] >= 0.0059, `${seconds}`);
  });

  it("becomes a DataFrame with a row a record", () => {
    const history = minimizeStochastic(line, descent(0.1), { epochs: 2, batchSize: 10, recordTime: true });
    const frame = history.toFrame();
    assert.deepEqual(frame.columns, ["step", "passes", "loss", "gradient norm", "seconds", "theta 0", "theta 1"]);
    const last = (frame.values as number[][])[2];
    assert.deepEqual([last[0], last[1], last[2], last[6]], [20, 2, history.loss[2], history.parameters[1]]);
  });

  it("allocates nothing a step", () => {
    const quadratic = noisyQuadratic({ eigenvalues: [1, 2] });
    const heap: number[] = [];
    let calls = 0;
    const objective: FiniteSum = {
      ...quadratic,
      sampleGradient(rows, parameters, gradient) {
        if (calls++ % 10_000 === 0) heap.push(process.memoryUsage().heapUsed);
        quadratic.sampleGradient(rows, parameters, gradient);
      },
    };
    const optimizer: Optimizer<null> = {
      name: "a hundredth",
      options: { learningRate: 0.01 },
      init: () => null,
      update(gradients, _state, parameters) {
        for (let j = 0; j < parameters.length; j++) parameters[j] -= gradients[j] / 100;
      },
    };
    minimizeStochastic(objective, optimizer, { epochs: 400, recordEvery: 400_000, sampling: "with replacement" });
    // The later half is compiled; the median, because a collection makes some of the differences negative.
    const bytes = heap.slice(20).map((value, k) => (value - heap[k + 19]) / 10_000).sort((x, y) => x - y);
    // The generator's own new list of 624 numbers is about 8 bytes a number drawn; an object or a boxed number is 12 or more.
    assert.ok(bytes[bytes.length >> 1] < 16, `${bytes}`);
  });

  it("refuses bad options before the first step", () => {
    const run = (options: StochasticOptions) => () => minimizeStochastic(threeRows, descent(0.1), options);
    assert.throws(run({ batchSize: 4 }), {
      message: "batchSize: expected an integer from 1 to 3, received 4. There are only 3 rows",
    });
    assert.throws(run({ batchSize: 0 }), /batchSize: expected an integer from 1 to 3, received 0/);
    assert.throws(run({ epochs: 0 }), { message: "epochs: expected an integer of at least 1, received 0" });
    assert.throws(run({ recordEvery: 0.5 }), { message: "recordEvery: expected an integer of at least 1, received 0.5" });
    assert.throws(run({ sampling: "some" as Sampling }), {
      message: 'sampling: expected one of "without replacement", "with replacement", received "some"',
    });
    assert.throws(run({ seed: -1 }), /seed: expected an integer/);
    assert.throws(run({ start: [1] }), /start: expected 2 numbers/);
    assert.throws(run({ gradientTolerance: -1 }), /gradientTolerance: expected a number of at least 0/);
  });
});
