import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { readCsv } from "../../src/data";
import { projectRoot, runSweep, sweepCsv, type SweepRun } from "../../src/run";
import { writeNotebook } from "./writeNotebook";

const CELLS = [
  "let rate = 1;",
  'import { record } from "slope";\nrecord("loss", rate === 2 ? Infinity : rate / 10);\nrecord("word", `a, "b" ${rate}`);\nrecord("fine", rate < 2);',
  'if (rate === 3) throw new RangeError("no, \\"3\\"");',
];

describe("runSweep", () => {
  let folder: string;
  let runs: SweepRun[];
  const place = (name: string) => path.join(folder, name);
  const sweep = async (rates: number[]) => {
    const told: [number, boolean][] = [];
    const outdated: number[] = [];
    const onRun = ({ parameters }: SweepRun, { resumed }: { resumed: boolean }) => void told.push([parameters.rate as number, resumed]);
    const result = await runSweep(place("swept.ipynb"), rates.map((rate) => ({ rate })), place("out"), { onRun, onOutdated: (count) => outdated.push(count) });
    return { result, told: told.sort(([a], [b]) => a - b), outdated };
  };

  before(async () => {
    mkdirSync(path.join(projectRoot, ".slope"), { recursive: true });
    folder = mkdtempSync(path.join(projectRoot, ".slope/sweep-")); // where packages resolve
    writeNotebook(place("swept.ipynb"), CELLS, { 0: ["parameters"] });
    const { result, told } = await sweep([3, 1, 2]);
    runs = result;
    assert.deepEqual(told, [[1, false], [2, false], [3, false]]);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("collects what each run records, in the order of the plan, and lists a run that failed", () => {
    assert.deepEqual(runs.map(({ seconds: _, ...run }) => run), [
      { parameters: { rate: 3 }, status: "failed", records: {}, file: "rate=3.failed.ipynb", error: 'cell 4 of 4: RangeError: no, "3"' },
      { parameters: { rate: 1 }, status: "done", records: { loss: 0.1, word: 'a, "b" 1', fine: true }, file: "rate=1.ipynb" },
      { parameters: { rate: 2 }, status: "done", records: { loss: Infinity, word: 'a, "b" 2', fine: false }, file: "rate=2.ipynb" },
    ]);
    assert.ok(runs.every(({ file, seconds }) => seconds > 0 && existsSync(place(`out/${file}`))));
  });

  it("gives a CSV that reads back as a DataFrame", async () => {
    writeFileSync(place("results.csv"), sweepCsv(runs));
    const frame = await readCsv(place("results.csv"));
    assert.deepEqual(frame.columns, ["rate", "loss", "word", "fine", "seconds", "status", "error"]);
    assert.deepEqual(frame.column("rate").values, [3, 1, 2]);
    assert.equal((frame.column("word").values as string[])[1], 'a, "b" 1');
    assert.equal((frame.column("error").values as string[])[0], 'cell 4 of 4: RangeError: no, "3"');
  });

  it("goes on where it stopped: runs that are there are not made again, failed ones are", async () => {
    const { result, told } = await sweep([1, 2, 3]);
    assert.deepEqual(told, [[1, true], [2, true], [3, false]]);
    assert.deepEqual(result[1], runs[2]);
  });

  it("forgets the runs of an older version of the notebook, and says so", async () => {
    writeNotebook(place("swept.ipynb"), ["let rate = 1;", "rate;"], { 0: ["parameters"] });
    const { result, told, outdated } = await sweep([1]);
    assert.deepEqual([told, outdated], [[[1, false]], [3]]);
    assert.deepEqual(result[0]!.records, {});
  });
});
