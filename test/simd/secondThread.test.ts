import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { Matrix } from "../../src/arrays";
import { Random } from "../../src/random";
import { gramPlain, gramSimd, LogisticRows } from "../../src/simd";

/** Large enough for two threads. */
const [ROWS, COLUMNS] = [60_000, 20];

function randomData(seed: number) {
  const random = new Random(seed);
  const features = new Matrix(ROWS, COLUMNS, Float64Array.from({ length: ROWS * COLUMNS }, () => random.uniform() - 0.5));
  return { features, target: Float64Array.from({ length: ROWS }, () => random.integer(2)) };
}

/** Runs code in a process of its own, which gets the room's door as `simd`, and gives what it printed. */
function inProcess(code: string): string {
  const rooms = ["simd", "arrays"].map((room) => `const ${room} = require(${JSON.stringify(path.resolve(__dirname, `../../src/${room}`))});`);
  const data = `const features = new arrays.Matrix(${ROWS}, ${COLUMNS}, new Float64Array(${ROWS * COLUMNS}).map(Math.sin));`
    + `const target = new Float64Array(${ROWS}).map((_, i) => i % 2);`;
  return execFileSync(process.execPath, ["-e", `${rooms.join("")}${data}${code}`], { encoding: "utf8", timeout: 20_000 }).trim();
}

describe("the second thread", () => {
  it("changes no bit of a Gram matrix, before it is ready and afterwards", () => {
    const { features, target } = randomData(1);
    const shifts = Float64Array.from({ length: COLUMNS + 1 }, (_, j) => j / 100);
    const expected = gramPlain(features, target, shifts);
    const until = performance.now() + 500;
    for (let round = 0; round < 5 || performance.now() < until; round++) {
      assert.deepEqual(gramSimd(features, target, shifts), expected);
    }
  });

  it("changes no bit of loss, gradient and Hessian", () => {
    const { features, target } = randomData(2);
    const rows = LogisticRows.of(features, target)!;
    const parameters = new Float64Array(COLUMNS + 1).fill(0.1);
    const results = Array.from({ length: 20 }, () => {
      const gradient = new Float64Array(COLUMNS + 1);
      return [rows.addLossAndGradient(parameters, gradient), ...gradient, ...rows.hessian(parameters).values];
    });
    for (const result of results) assert.deepEqual(result, results[0]);
  });

  it("serves many data sets in turn, and one that comes and goes", () => {
    const { features, target } = randomData(3);
    const parameters = new Float64Array(COLUMNS + 1).fill(0.1);
    const sets = [1, 2, 3].map((factor) =>
      LogisticRows.of(new Matrix(ROWS, COLUMNS, features.values.map((value) => factor * value)), target)!);
    const losses = () => sets.map((rows) => rows.addLossAndGradient(parameters, new Float64Array(COLUMNS + 1)));
    const first = losses();
    for (let round = 0; round < 10; round++) {
      LogisticRows.of(features, target)!.addLossAndGradient(parameters, new Float64Array(COLUMNS + 1));
      assert.deepEqual(losses(), first);
    }
    assert.notEqual(first[0], first[1]);
  });

  it("starts only with a large job, and once", { skip: availableParallelism() === 1 }, () => {
    const threads = 'process.report.getReport().workers?.length ?? 0';
    const small = "simd.gram(new arrays.Matrix(100, 2, new Float64Array(200)), new Float64Array(100), new Float64Array(3));";
    const large = `simd.gram(features, target, new Float64Array(${COLUMNS + 1}));`;
    assert.equal(inProcess(`${small}console.log(${threads})`), "0");
    assert.equal(inProcess(`${large.repeat(10)}console.log(${threads})`), "1");
  });

  it("lets the process end, by itself and by process.exit", () => {
    const work = `for (let i = 0; i < 30; i++) simd.gram(features, target, new Float64Array(${COLUMNS + 1}));`;
    assert.equal(inProcess(`${work}console.log("done")`), "done");
    assert.equal(inProcess(`${work}console.log("done"); process.exit(0)`), "done");
  });

  it("gives memories back that nobody needs any more", () => {
    // Twenty memories of 48 MB, one after the other.
    const code = "const wide = new arrays.Matrix(300_000, 20, new Float64Array(6e6)); const labels = new Float64Array(300_000);"
      + "const once = () => simd.LogisticRows.of(wide, labels).addLossAndGradient(new Float64Array(21), new Float64Array(21));"
      + "const rest = () => new Promise((resume) => setTimeout(resume, 5));"
      + "(async () => { for (let i = 0; i < 20; i++) { once(); await rest(); gc(); }"
      + "console.log(process.memoryUsage().rss < 5e8); })();";
    assert.equal(inProcess(`require("node:v8").setFlagsFromString("--expose-gc"); const gc = require("node:vm").runInNewContext("gc");${code}`), "true");
  });
});
