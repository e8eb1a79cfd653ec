import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { median } from "../../bench/harness/statistics";
import type { Suite } from "../../bench/harness/suite";
import { Worker, type WorkerCommand } from "../../bench/harness/worker";
import { firstDifference, workSuite, type Work } from "../../bench/harness/workSuite";

const root = path.resolve(__dirname, "../../..");
const node: WorkerCommand = { argv: [process.execPath, path.join(__dirname, "fixtures/sums.js")] };
const python: WorkerCommand = {
  argv: [path.join(root, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python"), path.join(root, "test/bench/fixtures/sums.py")],
  environment: { PYTHONPATH: path.join(root, "bench/python") },
};

const sum: Work = {
  name: "sum", title: "a sum", unit: "µs", size: { n: 1000 }, contestants: ["slope", "python"], tolerance: 1e-12, ratios: { python: 1 },
};

async function opened<Result>(works: Work[], use: (suite: Suite) => Promise<Result>): Promise<Result> {
  const suite = workSuite({ workers: { slope: node, python }, works });
  try {
    await suite.open!(() => {});
    return await use(suite);
  } finally {
    await suite.close!();
  }
}

describe("a suite of resident workers", () => {
  it("measures all contestants' work in the unit asked for, and says their versions", async () => {
    const memory: Work = { ...sum, name: "memory", work: "sum", unit: "MiB" };
    const found = await opened([sum, memory], async (suite) => {
      assert.deepEqual(suite.versions(), { Sums: "1.0", PythonSums: "2.0" });
      return Promise.all(suite.contestants().map((contestant) => contestant.round(0)));
    });
    for (const { sum: microseconds, memory: mebibytes } of found) {
      assert.ok(microseconds! > 0.5 && microseconds! < 20_000, `${microseconds} µs`);
      assert.ok(mebibytes! > 3 && mebibytes! < 500, `${mebibytes} MiB`);
    }
  });

  it("measures memory, and those who need few rounds, in the first rounds only", async () => {
    const [slope, second] = await opened([sum, { ...sum, name: "memory", work: "sum", unit: "MiB", rounds: { slope: 1 } }, { ...sum, name: "again", work: "sum", rounds: { slope: 1 } }],
      (suite) => Promise.all([suite.contestants()[0]!.round(1), suite.contestants()[1]!.round(1)]));
    assert.deepEqual(Object.keys(slope!), ["sum"]);
    assert.deepEqual(Object.keys(second!), ["sum", "again"]);
  });

  it("refuses to time contestants whose results differ, and says where", async () => {
    await assert.rejects(
      opened([{ ...sum, size: { n: 13 } }], async () => assert.fail("it was measured")),
      { message: "bench, a sum: expected value 0 within 1e-12 of slope's 78, received python's 79" },
    );
  });

  it("takes what is no finite number for the same in all languages", async () => {
    await opened([{ ...sum, name: "infinite" }], async () => {});
  });

  it("takes printing for no answer", async () => {
    await opened([{ ...sum, name: "chatty", contestants: ["python"] }], async () => {});
  });

  it("passes on what a worker complains of", async () => {
    await assert.rejects(opened([{ ...sum, name: "product" }], async () => {}), /slope: Error: expected one of sum, later, infinite, received product/);
    const broken = Worker.start("broken", { argv: [process.execPath, "-e", "throw new Error('no such library')"] });
    await assert.rejects(broken.call({ call: "hello" }), /broken: ended with code 1[^]*no such library/);
    await broken.close();
    await assert.rejects(broken.call({ call: "hello" }), /broken: ended with code 1/, "it waits for no answer of a worker that is gone");
  });
});

describe("a worker", () => {
  it("waits for promises and divides by the units of a run", async () => {
    const worker = Worker.start("later", node);
    const request = { work: "later", size: { n: 40 } };
    await worker.call({ call: "prepare", ...request });
    const seconds: number[] = [];
    for (let i = 0; i < 3; i++) seconds.push((await worker.call<{ seconds: number }>({ call: "measure", ...request })).seconds);
    await worker.close();
    assert.ok(median(seconds) >= 0.019 && median(seconds) < 0.2, `${seconds} s for half of 40 ms`);
  });
});

describe("firstDifference", () => {
  it("is nothing when all lie within the tolerance, as a share of the largest value", () => {
    assert.equal(firstDifference({ slope: [100, 1], numpy: [100.05, 1.05], torch: [99.95, 0.95] }, 1e-3), undefined);
  });

  it("names the value and the contestant that lie further away", () => {
    const words = "expected value 1 within 0.001 of slope's 1, received torch's 1.2";
    assert.equal(firstDifference({ slope: [100, 1], numpy: [100, 1], torch: [100, 1.2] }, 1e-3), words);
  });

  it("compares how many values there are", () => {
    assert.equal(firstDifference({ slope: [1, 2], numpy: [1] }, 1), "expected 2 values as of slope, received 1 of numpy");
  });

  it("takes a number for different from none", () => {
    assert.match(firstDifference({ slope: [1], numpy: [null] }, 10)!, /received numpy's null/);
  });
});
