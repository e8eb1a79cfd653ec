import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as slope from "../../src";
import { InputError, requireBoolean, requireFunction, requireList, requireOptions } from "../../src/errors";

const known = { learningRate: 0, schedule: 0 };
const refused = (message: string | RegExp) => (error: unknown) => {
  assert.ok(error instanceof InputError, String(error));
  if (typeof message === "string") assert.equal(error.message, message);
  else assert.match(error.message, message);
  return true;
};

describe("requireOptions", () => {
  it("lets known options through, undefined ones and none at all", () => {
    const options = { learningRate: undefined };
    assert.equal(requireOptions("adam", options, known), options);
    requireOptions("adam", {}, known);
  });

  it("refuses a misspelt option, with the right names and the one that was meant", () => {
    assert.throws(() => requireOptions<object>("adam", { learningrate: 1 }, known), refused(
      'options of adam: expected some of learningRate, schedule, received "learningrate". Did you mean "learningRate"?'));
    assert.throws(() => requireOptions<object>("adam", { toString: 1 }, known), refused(
      'options of adam: expected some of learningRate, schedule, received "toString"'));
  });

  it("refuses what is no object of options", () => {
    for (const options of [null, undefined, 0.1, "0.1", [0.1], new Float64Array(1), () => 1] as object[]) {
      assert.throws(() => requireOptions("adam", options, known), refused(
        /^options of adam: expected an object with some of learningRate, schedule, received /));
    }
  });
});

describe("the rules for other kinds of values", () => {
  it("let through truth values, functions and lists, unchanged", () => {
    assert.equal(requireBoolean("a", false), false);
    assert.equal(requireFunction("a", Math.sin), Math.sin);
    for (const list of [[], [1], new Uint8Array(2)]) assert.equal(requireList("a", list), list);
  });

  it("refuse everything else", () => {
    for (const value of [0, "true", null, undefined]) {
      assert.throws(() => requireBoolean("a", value as never), refused(/^a: expected true or false, received /));
    }
    assert.throws(() => requireFunction("a", 1 as never, "a loss"), refused("a: expected a loss, received 1"));
    for (const value of ["text", { length: 1 }, new DataView(new ArrayBuffer(1)), 5, null]) {
      assert.throws(() => requireList("a", value as never), refused(/^a: expected a list, received /));
    }
  });
});

const features = [[1, 2], [2, 1], [3, 5], [4, 3]];
const target = [1, 2, 3, 5];
const labels = [0, 1, 0, 1];
const rows = { features, target };
const loss = slope.leastSquares(features, target);
const frame = () => slope.fromColumns({ a: [1, 2], b: ["x", "y"] });
const xy = { x: [1, 2], y: [1, 2], xTitle: "x", yTitle: "y" };
const plane = { loss: (x: number, y: number) => x * y, xDomain: [0, 1] as [number, number], yDomain: [0, 1] as [number, number] };

/** Every function and class of the module that takes options, called with those given. */
const doors: Record<string, (options: never) => unknown> = {
  adagrad: slope.adagrad, adam: slope.adam, adamW: slope.adamW, amsgrad: slope.amsgrad,
  averagedMomentum: slope.averagedMomentum, gradientDescent: slope.gradientDescent, momentum: slope.momentum,
  nesterov: slope.nesterov, rmsprop: slope.rmsprop,
  clipGradients: (options) => slope.clipGradients(slope.adam(), options),
  withWeightDecay: (options) => slope.withWeightDecay(slope.adam(), options),
  cosineDecay: slope.cosineDecay, exponentialDecay: slope.exponentialDecay, inverseTimeDecay: slope.inverseTimeDecay,
  linearWarmup: slope.linearWarmup, stepDecay: slope.stepDecay,
  minimize: (options) => slope.minimize(loss, slope.adam(), options),
  minimizeStochastic: (options) => slope.minimizeStochastic(loss, slope.adam(), options),
  earlyStopping: (options) => slope.minimize(loss, slope.adam(), { earlyStopping: options }),
  MiniBatches: (options) => new slope.MiniBatches(4, options),
  randomSearch: (options) => slope.randomSearch({ a: slope.uniform(0, 1) }, ({ a }) => a, options),
  leastSquares: (options) => slope.leastSquares(features, target, options),
  logisticLoss: (options) => slope.logisticLoss(features, labels, options),
  quadratic: slope.quadratic, noisyQuadratic: slope.noisyQuadratic,
  confusionMatrix: (options) => slope.confusionMatrix(labels, labels, options),
  classificationReport: (options) => slope.classificationReport(labels, labels, options),
  precision: (options) => slope.precision(labels, labels, options),
  recall: (options) => slope.recall(labels, labels, options),
  f1Score: (options) => slope.f1Score(labels, labels, options),
  LinearRegression: (options) => new slope.LinearRegression(options),
  LogisticRegression: (options) => new slope.LogisticRegression(options),
  Ridge: (options) => new slope.Ridge(options),
  MultilayerPerceptron: (options) => new slope.MultilayerPerceptron(options),
  ridgePath: (options) => slope.ridgePath(features, target, [1], options),
  kFold: (options) => slope.kFold(4, options),
  initialParameters: (options) => slope.initialParameters({ sizes: [2, 1] }, options),
  "the architecture": slope.initialParameters,
  makeLine: slope.makeLine, loadDiabetes: slope.loadDiabetes,
  loadIdx: (options) => slope.loadIdx(undefined, options),
  trainTestSplit: (options) => slope.trainTestSplit(rows, options),
  stratifiedSplit: (options) => slope.stratifiedSplit(labels, options),
  dropDuplicates: (options) => slope.dropDuplicates(frame(), options),
  sortValues: (options) => slope.sortValues(frame(), "a", options),
  "the network": slope.digitsMlp,
  bandPlot: slope.bandPlot, categoryMap: slope.categoryMap, coefficientPlot: slope.coefficientPlot,
  heatMap: slope.heatMap, histogram: slope.histogram, imageGrid: slope.imageGrid, lineExplorer: slope.lineExplorer,
  linePlot: slope.linePlot, lossContour: slope.lossContour, lossCurve: slope.lossCurve,
  lossOverParameter: slope.lossOverParameter, networkDiagram: slope.networkDiagram,
  predictionPlot: slope.predictionPlot, residualPlot: slope.residualPlot, scatterWithFit: slope.scatterWithFit,
  spectrumPlot: slope.spectrumPlot, sweepMap: slope.sweepMap, trajectoryExplorer: slope.trajectoryExplorer,
};

describe("every function that takes options", () => {
  for (const [name, call] of Object.entries(doors)) {
    it(`refuses a misspelt one, and what is no object: ${name}`, () => {
      assert.throws(() => call({ learnignRate: 1 } as never), refused(new RegExp(`^options of ${name}: expected some of .*"learnignRate"`)));
      for (const none of [null, 0.1, "fast", [1]]) {
        assert.throws(() => call(none as never), refused(new RegExp(`^options of ${name}: expected an object with some of`)));
      }
    });
  }

  it("refuses one for reading a CSV file before it looks for the file", async () => {
    for (const read of [slope.readCsv, slope.readCsvColumns]) {
      await assert.rejects(read("none.csv", { seperator: ";" } as never), refused(/^options of readCsv: .*Did you mean "separator"\?$/));
      await assert.rejects(read("none.csv", null as never), refused(/^options of readCsv: expected an object/));
      await assert.rejects(read(7 as never), refused("path: expected the path of a CSV file, received 7"));
      await assert.rejects(read("none.csv", { numbers: "a" as never }), refused('numbers: expected a list of texts, received "a"'));
      await assert.rejects(read("none.csv", { columns: [1] as never }), refused("columns: expected a list of texts, received 1"));
      await assert.rejects(read("none.csv", { onProgress: true as never }), refused("onProgress: expected a function, received true"));
    }
  });

  it("of a chart refuses titles that are no text, lists that are none and scales that it does not know", () => {
    const lines = [{ name: "a", x: [1, 2], y: [1, 2] }];
    assert.throws(() => slope.linePlot({ lines, xTitle: "x" } as never), refused("yTitle: expected a text, received undefined"));
    assert.throws(() => slope.linePlot({ lines: null, xTitle: "x", yTitle: "y" } as never), refused("lines: expected a list, received null"));
    assert.throws(() => slope.linePlot({ lines, xTitle: "x", yTitle: "y", xScale: "logarithmic" } as never),
      refused('xScale: expected one of "linear", "log", received "logarithmic"'));
    assert.throws(() => slope.scatterWithFit({ ...xy, fits: [null] } as never), refused("fits, name 0: expected a word, received undefined"));
    assert.throws(() => slope.lossContour({ ...plane, loss: loss as never }), refused("loss: expected a function, received LeastSquares"));
  });
});
