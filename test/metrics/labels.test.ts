import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { Matrix } from "../../src/arrays";
import {
  accuracy, auc, classificationReport, confusionMatrix, f1Score, logLoss, precision, recall, rocAucScore, rocCurve,
  wilsonInterval,
} from "../../src/metrics";

type Average = "binary" | "micro" | "macro";
interface LabelCase {
  name: string; target: number[]; predictions: number[]; labels: number[]; confusion: number[][]; report: number[][];
  averages: Record<Average, [number, number, number]>;
}
interface ScoreCase {
  name: string; target: number[]; scores: number[]; area: number | null;
  falsePositiveRates: (number | null)[]; truePositiveRates: (number | null)[]; thresholds: (number | null)[];
}
interface TableCase { name: string; target: number[]; probabilities: number[][]; logLoss: number; area: number }
interface Fixture {
  labels: LabelCase[]; scores: ScoreCase[]; tables: TableCase[]; wilson: [number, number, number, number][];
}

const file = path.resolve(__dirname, "../../../test/metrics/fixtures/labels.json");
const { labels, scores, tables, wilson } = JSON.parse(readFileSync(file, "utf8")) as Fixture;

function near(actual: number, expected: number | null, tolerance = 1e-14): void {
  if (expected === null) assert.ok(Number.isNaN(actual), `${actual}`);
  else assert.ok(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${actual} ${expected}`);
}

/** What a function says on the console. */
let said: string[] = [];
beforeEach(() => {
  said = [];
  mock.method(console, "warn", (line: string) => said.push(line));
});
afterEach(() => mock.restoreAll());

describe("metrics of labels", () => {
  for (const { name, target, predictions, ...expected } of labels) {
    it(`agree with scikit-learn: ${name}`, () => {
      const matrix = confusionMatrix(target, predictions);
      assert.deepEqual([[...matrix.labels], matrix.counts.toRows()], [expected.labels, expected.confusion]);
      classificationReport(target, predictions).forEach((row, k) => {
        assert.equal(row.label, expected.labels[k]);
        [row.precision, row.recall, row.f1Score, row.support].forEach((figure, j) => near(figure, expected.report[k]![j]!));
      });
      for (const [average, figures] of Object.entries(expected.averages) as [Average, number[]][]) {
        [precision, recall, f1Score].forEach((metric, j) => near(metric(target, predictions, { average }), figures[j]!));
      }
      near(precision(target, predictions, { average: "micro" }), accuracy(target, predictions));
    });
  }

  it("D3-31: F1 is the harmonic mean of precision and recall, not of accuracy and recall", () => {
    const target = [...Array<number>(12).fill(1), ...Array<number>(88).fill(0)];
    const predictions = target.map((_, i) => (i < 8 || i === 12 || i === 13 ? 1 : 0));
    assert.deepEqual(confusionMatrix(target, predictions).counts.toRows(), [[86, 2], [4, 8]]);
    near(accuracy(target, predictions), 0.94);
    near(recall(target, predictions), 2 / 3);
    near(f1Score(target, predictions), 8 / 11);
    near((2 * 0.94 * (2 / 3)) / (0.94 + 2 / 3), 0.7801, 1e-4);
  });

  it("say in one line when 0 stands for 0/0, and not when another value is asked for", () => {
    assert.equal(precision([1, 0], [0, 0]), 0);
    assert.equal(recall([0, 0], [1, 0]), 0);
    assert.deepEqual(said, [
      "precision: 0/0 for label 1, which is never predicted; 0 stands for it. zeroDivision gives another value.",
      "recall: 0/0 for label 1, which no sample has; 0 stands for it. zeroDivision gives another value.",
    ]);
    assert.equal(precision([1, 0], [0, 0], { zeroDivision: 1 }), 1);
    assert.equal(f1Score([0], [0], { zeroDivision: 0.5 }), 0.5);
    assert.equal(said.length, 2);
  });

  it("count the positive label that is asked for", () => {
    assert.equal(precision([3, 3, 5, 5], [3, 5, 5, 5], { positiveLabel: 5 }), 2 / 3);
    assert.equal(recall([3, 3, 5, 5], [3, 5, 5, 5], { positiveLabel: 3 }), 1 / 2);
  });

  it("count only the labels that are asked for, in their order", () => {
    const matrix = confusionMatrix([0, 1, 2, 2], [0, 2, 2, 1], { labels: [2, 1] });
    assert.deepEqual([[...matrix.labels], matrix.counts.toRows()], [[2, 1], [[1, 1], [1, 0]]]);
  });

  it("refuse what has no answer", () => {
    assert.throws(() => precision([0, 1, 2], [0, 1, 2]), {
      message: 'target: expected two labels for average "binary", received "0, 1, 2". Give average: "micro" or "macro"',
    });
    assert.throws(() => recall([2, 3], [3, 3]), { message: "positiveLabel: expected one of 2, 3, received 1" });
    assert.throws(() => f1Score([1], [1], { average: "weighted" as "micro" }), {
      message: 'average: expected one of "binary", "micro", "macro", received "weighted"',
    });
    assert.throws(() => confusionMatrix([1], [1], { labels: [2] }), {
      message: 'labels: expected at least one that occurs in the target, received "2"',
    });
    assert.throws(() => confusionMatrix([1], [1], { labels: [1, 1] }), {
      message: 'labels: expected each label once, received "1, 1"',
    });
  });
});

describe("metrics of scores", () => {
  for (const { name, target, scores: given, ...expected } of scores) {
    it(`agree with scikit-learn: ${name}`, () => {
      const curve = rocCurve(target, given);
      assert.equal(curve.thresholds[0], Infinity);
      for (const list of ["falsePositiveRates", "truePositiveRates", "thresholds"] as const) {
        assert.equal(curve[list].length, expected[list].length, list);
        curve[list].slice(1).forEach((value, i) => near(value, expected[list][i + 1]!));
      }
      near(rocAucScore(target, given), expected.area);
      assert.equal(said.length, expected.area === null ? 2 : 0);
    });
  }

  for (const { name, target, probabilities, ...expected } of tables) {
    it(`agree with scikit-learn with a column for each label: ${name}`, () => {
      near(logLoss(target, probabilities), expected.logLoss);
      near(rocAucScore(target, Matrix.fromRows(probabilities)), expected.area);
    });
  }

  it("have as area the share of pairs of a positive and a negative sample in the right order", () => {
    const { target, scores: given } = scores.find(({ name }) => name === "many ties")!;
    let [right, all] = [0, 0];
    target.forEach((a, i) => target.forEach((b, j) => {
      if (a === 1 && b === 0) [right, all] = [right + (given[i]! > given[j]! ? 1 : given[i] === given[j] ? 0.5 : 0), all + 1];
    }));
    near(rocAucScore(target, given), right / all);
  });

  it("give the same loss for one probability and for the two of both labels", () => {
    const p = [0.2, 0.9, 0.4];
    near(logLoss([0, 1, 1], p.map((value) => [1 - value, value])), logLoss([0, 1, 1], p));
  });

  it("say in one line which label is missing", () => {
    rocCurve([1, 1], [0.1, 0.2]);
    assert.deepEqual(said, ["rocCurve: no sample is labelled 0; the rate that needs one is NaN."]);
  });

  it("refuse what has no answer", () => {
    assert.throws(() => rocCurve([0, 2], [1, 2]), { message: "target, row 1: expected a label that is 0 or 1, received 2" });
    assert.throws(() => rocAucScore([0, 3], [[1, 0], [0, 1]]), {
      message: "target, row 1: expected a label from 0 to 1, the columns of the scores, received 3",
    });
    assert.throws(() => logLoss([0, 2], [[1, 0], [0, 1]]), {
      message: "target, row 1: expected a label from 0 to 1, the columns of the probabilities, received 2",
    });
    assert.throws(() => logLoss([0], [[0.5, 0.4]]), {
      message: "probabilities, row 0: expected numbers that sum to 1, received 0.9",
    });
    assert.throws(() => logLoss([0], [[1.5, -0.5]]), {
      message: "probabilities, row 0, column 0: expected a number from 0 to 1, received 1.5",
    });
    assert.throws(() => auc([0, 1, 0.5], [0, 1, 1]), {
      message: "x: expected numbers that ascend or descend throughout, received some of each",
    });
  });
});

describe("auc", () => {
  it("adds up trapezoids, from either end", () => {
    assert.equal(auc([0, 1, 3], [0, 2, 2]), 5);
    assert.equal(auc([3, 1, 0], [2, 2, 0]), 5);
  });
});

describe("wilsonInterval", () => {
  it("is SciPy's", () => {
    for (const [successes, total, low, high] of wilson) {
      const interval = wilsonInterval(successes, total);
      near(interval[0], low);
      near(interval[1], high);
    }
  });

  it("refuses more successes than trials", () => {
    assert.throws(() => wilsonInterval(3, 2), { message: "successes: expected an integer from 0 to 2, received 3" });
  });
});
