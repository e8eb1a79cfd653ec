import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { Matrix } from "../../src/arrays";
import { norm, triangularise } from "../../src/linearAlgebra";
import { leastSquares, LogisticLoss, logisticLoss } from "../../src/objectives";
import { reduceRows, reflectRows, safeFactor } from "../../src/objectives/reduceRows";
import { gram } from "../../src/simd";
import { Random } from "../../src/random";

interface Data { features: Matrix; target: Float64Array; random: Random }

function randomData(seed: number, rows: number, columns: number, noise = 1): Data {
  const random = new Random(seed);
  const values = Float64Array.from({ length: rows * columns }, () => random.normal());
  const target = Float64Array.from({ length: rows }, (_, i) => {
    const row = values.subarray(i * columns, (i + 1) * columns);
    return row.reduce((sum, value, j) => sum + value * Math.cos(j), 3) + noise * random.normal();
  });
  return { features: new Matrix(rows, columns, values), target, random };
}

/** Changes every entry of one column. */
function changeColumn({ features }: Data, column: number, change: (value: number, row: Float64Array) => number): void {
  for (let i = 0; i < features.rows; i++) {
    const row = features.row(i);
    row[column] = change(row[column], row);
  }
}

/** The same objective by Householder reflections: the rows are cut into parts that are too small for another way. */
function reflected({ features, target }: Data): (parameters: Float64Array) => { loss: number; gradient: Float64Array } {
  const { rows, columns } = features;
  const triangle = triangularise(rows, columns + 2, (i, into) => into.set([1, ...features.row(i), target[i]]));
  return (parameters) => {
    const errors = Float64Array.from({ length: columns + 2 }, (_, i) =>
      parameters.reduce((sum, value, j) => sum + triangle.at(i, j) * value, -triangle.at(i, columns + 1)));
    const gradient = parameters.map((_, j) => (2 / rows) * errors.reduce((sum, error, i) => sum + error * triangle.at(i, j), 0));
    return { loss: norm(errors) ** 2 / rows, gradient };
  };
}

/** Whether the condition of (1, features) lets the Gram matrix do. */
function isSafe({ features, target }: Data): boolean {
  const origin = Float64Array.of(...features.row(0), target[0]);
  const columns = Array.from({ length: features.columns + 1 }, (_, j) => j);
  return safeFactor(gram(features, target, origin).selectRows(columns).selectColumns(columns)) !== null;
}

const LARGE = { rows: 2500, columns: 20 };

/**
 * Loss, gradient and minimum of the two ways, to 1e-12 of what goes into them: the target and the features times the
 * parameters, which are long where the features are nearly collinear.
 */
function assertSameObjective(data: Data): void {
  const { features, target } = data;
  const objective = leastSquares(features, target, { fitIntercept: true });
  const expected = reflected(data);
  const minimum = objective.minimum();
  const length = norm(features.values) + Math.sqrt(features.rows);
  for (const parameters of [minimum, minimum.map((value) => value * (1 + 0.1 * data.random.normal())), minimum.map(() => 0)]) {
    const { loss, gradient } = expected(parameters);
    const own = new Float64Array(minimum.length);
    objective.gradient(parameters, own);
    const size = norm(target) + length * norm(parameters);
    const [lossSize, gradientSize] = [(Math.sqrt(loss * features.rows) * size) / features.rows, (length * size) / features.rows];
    const lossOff = Math.abs(objective.value(parameters) - loss) / lossSize;
    assert.ok(lossOff <= 1e-12, `loss ${objective.value(parameters)} ${loss} ${lossOff}`);
    const off = norm(own.map((value, j) => value - gradient[j])) / gradientSize;
    assert.ok(off <= 1e-12, `gradient off by ${off}`);
    if (parameters === minimum) assert.ok(norm(gradient) <= 1e-12 * gradientSize, `gradient at the minimum ${norm(gradient)}`);
  }
}

describe("least squares of much data", () => {
  it("agree with reflections to 1e-12 on random problems, from 1 to 40 columns", () => {
    const problems = fc.record({
      seed: fc.integer({ min: 0, max: 100_000 }), columns: fc.integer({ min: 1, max: 40 }), rest: fc.integer({ min: 0, max: 127 }),
      noise: fc.constantFrom(0.05, 1, 100),
    });
    fc.assert(fc.property(problems, ({ seed, columns, rest, noise }) => {
      const rows = Math.ceil(1e6 / (columns + 1) ** 2) + rest;
      assertSameObjective(randomData(seed, rows, columns, noise));
    }), { numRuns: 25 });
  });

  it("take the way through X'X where it is safe", () => {
    const data = randomData(1, LARGE.rows, LARGE.columns);
    assert.ok(isSafe(data));
  });

  it("take it too where columns differ in scale and are far from zero, and lose nothing by that", () => {
    const data = randomData(2, LARGE.rows, LARGE.columns);
    for (let j = 0; j < LARGE.columns; j++) changeColumn(data, j, (value) => 10 ** (j - 10) * (value + (j % 3) * 1e4));
    assert.ok(isSafe(data));
    const factor = reduceRows(data.features, data.target, true);
    const plain = triangularise(LARGE.rows, LARGE.columns + 1, (i, into) =>
      into.set([...data.features.row(i).map((value, j) => value - factor.featureMeans[j]), data.target[i] - factor.targetMean]));
    for (let j = 0; j <= LARGE.columns; j++) {
      const length = norm(plain.column(j));
      for (let i = 0; i <= j; i++) {
        const [own, other] = [factor.triangle.at(i, j), plain.at(i, j) * Math.sign(plain.at(i, i))];
        assert.ok(Math.abs(own - other) < 1e-11 * length, `${i} ${j} ${own} ${other}`);
      }
    }
  });

  for (const exponent of [3, 4, 6, 8, 10, 12]) {
    it(`keep the digits of reflections at a condition number of about 1e${exponent}`, () => {
      const data = randomData(exponent, LARGE.rows, LARGE.columns);
      changeColumn(data, 0, (value, row) => row[1] + 10 ** -exponent * value);
      assert.equal(isSafe(data), false);
      assertSameObjective(data);
    });
  }

  it("have the same triangle by reflections in WebAssembly and in TypeScript, to rounding and the rows' signs", () => {
    const shapes = fc.record({
      seed: fc.integer({ min: 0, max: 100_000 }), rows: fc.integer({ min: 41, max: 5000 }), columns: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(fc.property(shapes, ({ seed, rows, columns }) => {
      const { features, target, random } = randomData(seed, rows, columns);
      const means = Float64Array.from({ length: columns + 1 }, () => random.normal());
      const own = reflectRows(features, target, means);
      const plain = triangularise(rows, columns + 1, (i, into) =>
        into.set([...features.row(i), target[i]].map((value, j) => value - means[j])));
      const size = norm(plain.values);
      for (let i = 0; i <= columns; i++) {
        const sign = Math.sign(own.at(i, i)) * Math.sign(plain.at(i, i));
        for (let j = 0; j <= columns; j++) assert.ok(Math.abs(own.at(i, j) - sign * plain.at(i, j)) < 1e-12 * size);
      }
    }), { numRuns: 25 });
  });

  it("go back to reflections for collinear and constant columns, and find their rank", () => {
    const data = randomData(3, LARGE.rows, LARGE.columns);
    changeColumn(data, 4, (_, row) => row[0] - 2 * row[7]);
    assert.equal(leastSquares(data.features, data.target, { fitIntercept: true }).solve().rank, LARGE.columns - 1);
    changeColumn(data, 5, () => 0.1);
    assert.equal(isSafe(data), false);
    assert.equal(leastSquares(data.features, data.target, { fitIntercept: true }).solve().rank, LARGE.columns - 2);
    assertSameObjective(data);
  });

  for (const exponent of [2, 4, 7, 8, 10, 12]) {
    it(`keep the digits of a loss that is nearly zero: noise of 1e-${exponent}`, () => {
      for (const columns of [1, 20, 90]) {
        const rows = Math.ceil(1e6 / (columns + 1) ** 2) + 200;
        const data = randomData(columns, rows, columns, 10 ** -exponent);
        assert.ok(isSafe(data));
        assertSameObjective(data);
        const { loss } = reflected(data)(leastSquares(data.features, data.target, { fitIntercept: true }).minimum());
        const own = leastSquares(data.features, data.target, { fitIntercept: true });
        // The errors are known to some 1e-14 of the target.
        const off = Math.abs(own.value(own.minimum()) / loss - 1);
        assert.ok(off < Math.max(1e-11, 10 ** (exponent - 13)), `${columns} columns, loss ${loss}, off by ${off}`);
      }
    });
  }

  it("explain a target that is a combination of the columns to its last digits, and one that is constant", () => {
    const data = randomData(4, LARGE.rows, LARGE.columns, 0);
    const objective = leastSquares(data.features, data.target, { fitIntercept: true });
    assert.ok(objective.value(objective.minimum()) < 1e-28);
    objective.minimum().slice(1).forEach((value, j) => assert.ok(Math.abs(value - Math.cos(j)) < 1e-13));
    const constant = leastSquares(data.features, data.target.map(() => 0.1), { fitIntercept: true });
    assert.deepEqual([...constant.minimum()], [0.1, ...new Float64Array(LARGE.columns)]);
    assert.equal(constant.value(constant.minimum()), 0);
  });

  it("are centred as well when the first rows are no sample of the others", () => {
    const data = randomData(5, LARGE.rows, LARGE.columns);
    for (let i = 0; i < LARGE.rows; i++) data.features.row(i).forEach((_, j, row) => (row[j] += i > 1000 ? 1000 : 0));
    assertSameObjective(data);
  });

  it("refuse an entry that is not finite, and say where it is", () => {
    const { features, target } = randomData(6, LARGE.rows, LARGE.columns);
    features.values[LARGE.columns * 1234 + 5] = NaN;
    assert.throws(() => leastSquares(features, target), /^InputError: features, row 1234, column 5: expected a finite number, received NaN/);
    features.values[LARGE.columns * 1234 + 5] = 1e200;
    assert.throws(() => leastSquares(features, target), /squares do not overflow/);
    assert.throws(() => leastSquares(features, target.map((value, i) => (i === 7 ? Infinity : value))), /target, row 7/);
  });
});

describe("the logistic loss of much data", () => {
  /** The same from parts of the data that are too small for WebAssembly: n-weighted means of their losses. */
  function inParts({ features, target }: Data, options: { fitIntercept: boolean }) {
    const size = Math.floor(9999 / features.columns);
    const parts: LogisticLoss[] = [];
    for (let first = 0; first < features.rows; first += size) {
      const rows = Array.from({ length: Math.min(size, features.rows - first) }, (_, i) => first + i);
      parts.push(logisticLoss(features.selectRows(rows), target.slice(first, first + size), options));
    }
    const mean = (of: (part: LogisticLoss) => number) =>
      parts.reduce((sum, part) => sum + (part.samples / features.rows) * of(part), 0);
    const meanList = (of: (part: LogisticLoss) => Float64Array) => {
      const lists = parts.map(of);
      return lists[0].map((_, j) => lists.reduce((sum, list, k) => sum + (parts[k].samples / features.rows) * list[j], 0));
    };
    return {
      value: (at: Float64Array) => mean((part) => part.value(at)),
      gradient: (at: Float64Array) => meanList((part) => {
        const gradient = new Float64Array(part.dimension);
        part.gradient(at, gradient);
        return gradient;
      }),
      hessian: (at: Float64Array) => meanList((part) => part.hessian(at).values),
    };
  }

  it("agrees with that of its parts in TypeScript to 1e-12, from 1 to 40 columns", () => {
    const problems = fc.record({
      seed: fc.integer({ min: 0, max: 100_000 }), columns: fc.integer({ min: 1, max: 40 }), rest: fc.integer({ min: 0, max: 7 }),
      fitIntercept: fc.boolean(), length: fc.constantFrom(0, 0.1, 1, 10), scale: fc.constantFrom(1e-6, 1, 1e6),
    });
    fc.assert(fc.property(problems, ({ seed, columns, rest, fitIntercept, length, scale }) => {
      const data = randomData(seed, Math.ceil(20_000 / columns) + rest, columns);
      data.target = data.target.map((value) => (value > 3 ? 1 : 0));
      changeColumn(data, 0, (value) => value * scale);
      if (columns > 1) changeColumn(data, 1, (value, row) => row[0] / scale + 1e-6 * value);
      const objective = logisticLoss(data.features, data.target, { fitIntercept });
      const expected = inParts(data, { fitIntercept });
      const parameters = Float64Array.from({ length: objective.dimension }, () => length * data.random.normal());
      assert.ok(Math.abs(objective.value(parameters) / expected.value(parameters) - 1) < 1e-12);
      const gradient = new Float64Array(objective.dimension);
      objective.gradient(parameters, gradient);
      const largest = norm(expected.gradient(new Float64Array(objective.dimension)));
      assert.ok(norm(gradient.map((value, j) => value - expected.gradient(parameters)[j])) <= 1e-12 * largest);
      const hessian = expected.hessian(parameters);
      const difference = objective.hessian(parameters).values.map((value, at) => value - hessian[at]);
      assert.ok(norm(difference) <= 1e-12 * norm(hessian));
    }), { numRuns: 25 });
  });

  it("is a loss of the parameters asked for, not of those before", () => {
    const data = randomData(1, 3000, 5);
    const objective = logisticLoss(data.features, data.target.map((value) => (value > 3 ? 1 : 0)));
    const [one, other] = [new Float64Array(5), new Float64Array(5).fill(1)];
    const [first, gradient] = [objective.value(one), new Float64Array(5)];
    const second = objective.value(other);
    objective.gradient(one, gradient);
    assert.equal(objective.value(one), first);
    assert.equal(objective.value(other), second);
    one[0] = 0.5;
    assert.notEqual(objective.value(one), first);
  });
});

describe("without WebAssembly", () => {
  it("much data give the same, in TypeScript: least squares safe and nearly collinear, logistic loss", () => {
    const code = `
      const { Matrix } = require("../arrays");
      const { leastSquares, logisticLoss } = require(".");
      const at = (k) => Math.sin(k * k * 0.37) + Math.cos(k * 1.3);
      const values = Float64Array.from({ length: 4003 * 20 }, (_, k) => at(k));
      const target = Float64Array.from({ length: 4003 }, (_, i) => values[20 * i] + at(i + 0.5));
      const collinear = values.map((value, k) => (k % 20 === 0 ? values[k + 1] + 1e-6 * value : value));
      const objectives = [
        leastSquares(new Matrix(4003, 20, values), target, { fitIntercept: true }),
        leastSquares(new Matrix(4003, 20, collinear), target, { fitIntercept: true }),
        logisticLoss(new Matrix(4003, 20, values), target.map((y) => (y > 0 ? 1 : 0)), { fitIntercept: true }),
      ];
      const parameters = new Float64Array(21).fill(0.3);
      console.log(JSON.stringify(objectives.map((objective) => {
        const gradient = new Float64Array(21);
        objective.gradient(parameters, gradient);
        return [objective.value(parameters), ...gradient, ...objective.hessian(parameters).values];
      })));`;
    const run = (before: string): number[][] => {
      const cwd = path.resolve(__dirname, "../../src/objectives");
      return JSON.parse(execFileSync(process.execPath, ["-e", before + code], { cwd, encoding: "utf8" })) as number[][];
    };
    const [fast, plain] = [run(""), run("globalThis.WebAssembly = undefined;")];
    fast.forEach((numbers, k) => {
      const largest = Math.max(...plain[k].map(Math.abs));
      numbers.forEach((value, i) => assert.ok(Math.abs(value - plain[k][i]) <= 1e-12 * largest, `${k} ${i}`));
    });
    assert.notDeepEqual(fast[2], plain[2], "the two ways differ in their last bits");
  });
});
