import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { sweepNotebook } from "../../src/report";
import { joined, projectRoot, type ParameterValues, type SweepRun } from "../../src/run";

const notebook = path.join(projectRoot, "test/report/fixtures/sample.ipynb");
const VEGA_LITE = "application/vnd.vegalite.v5+json";

const done = (parameters: ParameterValues, loss: number): SweepRun => ({ parameters, status: "done", seconds: 1, records: { loss }, file: "x.ipynb" });
const failed = (parameters: ParameterValues): SweepRun => ({ parameters, status: "failed", seconds: 1, records: {}, file: "x.failed.ipynb", error: "cell 2: no" });

/** The descriptions of the charts in the comparison of some runs. */
function descriptions(runs: SweepRun[]): string[] {
  const outputs = sweepNotebook(notebook, runs).cells.flatMap((cell) => cell.outputs ?? []);
  return outputs.flatMap(({ data }) => (data?.[VEGA_LITE] ? [joined(data["text/plain"] as string)] : []));
}

describe("the comparison of a sweep", () => {
  it("maps a grid of two parameters, words and failed runs among them", () => {
    const runs = ["sgd", "adam"].flatMap((method) => [0.1, 1, 10].map((rate) => (rate === 10 ? failed({ rate, method }) : done({ rate, method }, rate))));
    assert.deepEqual(descriptions(runs), [
      "Map of loss over rate and method, 6 runs: smallest 0.1 at rate 0.1, method sgd, largest 1 at rate 1, method sgd; 2 without a value.",
    ]);
  });

  it("puts all but the longest of three parameters into the rows", () => {
    const runs = [1, 2].flatMap((a) => [1, 2, 3].flatMap((b) => [1, 2].map((c) => done({ a, b, c }, a * b * c))));
    assert.deepEqual(descriptions(runs), [
      "Map of loss over b and the others, 12 runs: smallest 1 at b 1, the others a 1, c 1, largest 12 at b 3, the others a 2, c 2.",
    ]);
  });

  it("draws one number as points, and random runs as points over each number", () => {
    assert.equal(descriptions([done({ a: 1 }, 1), done({ a: 2 }, 4)]).length, 1);
    const random = [done({ a: 1, b: 0.3 }, 1), done({ a: 2, b: 0.1 }, 4), done({ a: 5, b: 0.7 }, 2), failed({ a: 6, b: 0.6 })];
    assert.equal(descriptions(random).length, 2);
  });

  it("says what to do when nothing was recorded, lists all runs, and those that failed with their errors", () => {
    const { cells } = sweepNotebook(notebook, [failed({ a: 1 }), { ...done({ a: 2 }, 1), records: {} }]);
    const text = cells.map(({ source }) => joined(source)).join("\n");
    assert.match(text, /^# A sample of \$y = wx\$: 2 runs$/m);
    assert.match(text, /The notebook records no number: call `record\("name", value\)`/);
    assert.match(text, /^## One run failed$/m);
    const html = cells.flatMap((cell) => cell.outputs ?? []).map(({ data }) => data!["text/html"]);
    assert.equal(html.length, 2);
    assert.match(String(html[1]), /cell 2: no[\s\S]*x\.failed\.ipynb/);
  });
});
