import type { GrowthSeries } from "../harness/growth";
import type { Suite } from "../harness/suite";
import { nodeWorker, pythonWorker, type WorkerCommand } from "../harness/worker";
import { workSuite, type Work } from "../harness/workSuite";
import { filesEnvironment, writeFiles } from "./files";

const withFiles = ({ argv, environment }: WorkerCommand) => ({ argv, environment: { ...environment, ...filesEnvironment } });
const workers = {
  "slope": nodeWorker("data/slope"),
  "danfo": nodeWorker("data/danfo"),
  "nodejs-polars": nodeWorker("data/polars"),
  "pandas": withFiles(pythonWorker("data/pandas_worker.py")),
};

const ROWS = 200_000;
const SAMPLES = [125_000, 250_000, 500_000, 1_000_000];
const size = { n: ROWS };
const contestants = Object.keys(workers);
const tolerance = 1e-12;

const works: Work[] = [
  { name: "read", title: "CSV to a frame", unit: "ms", size, contestants, tolerance, ratios: { danfo: 1 / 5 } },
  {
    name: "readRows", title: "the same, with the rows that Slope makes when asked", unit: "ms", size, contestants: ["slope", "danfo"],
    tolerance, ratios: { danfo: 1 / 5 },
  },
  { name: "readArrays", title: "CSV to typed arrays", unit: "ms", size, contestants, tolerance, ratios: { pandas: 1 } },
  { name: "readNumbers", title: "the same without text", unit: "ms", size, contestants, tolerance, ratios: { pandas: 1 } },
  { name: "sort", title: "sort", unit: "ms", size, contestants, tolerance, ratios: { danfo: 1 / 100 }, rounds: { danfo: 1 } },
  { name: "groupBy", title: "means of 100 groups", unit: "ms", size, contestants, tolerance, ratios: { danfo: 1 / 10 } },
  { name: "filter", title: "filter", unit: "ms", size, contestants, tolerance, ratios: { danfo: 1 / 10 } },
  { name: "toArrays", title: "two columns to typed arrays", unit: "ms", size, contestants, tolerance, ratios: { danfo: 1 / 20 } },
  {
    name: "memory", work: "learn", title: "memory of a process that reads a million rows, splits, standardises, trains", unit: "MiB",
    size: { n: SAMPLES.at(-1)! }, contestants: ["slope"], tolerance, limit: 2048,
  },
];

const grown = { unit: "ms" as const, along: "n", values: [2000, 10_000, 50_000, 200_000], contestants, tolerance, expected: 1 };
const growth: GrowthSeries[] = [
  { ...grown, name: "read-n", work: "read", title: "CSV to a frame" },
  { ...grown, name: "sort-n", work: "sort", title: "Sort", values: [2000, 6000, 18_000, 54_000] },
  { ...grown, name: "groupBy-n", work: "groupBy", title: "Means of 100 groups" },
  { ...grown, name: "filter-n", work: "filter", title: "Filter" },
  {
    name: "memory-n", work: "learn", title: "Memory of reading, splitting, standardising and training", unit: "MiB", along: "n", values: SAMPLES,
    contestants: ["slope"], tolerance, expected: 1,
  },
];

const suite = workSuite({ workers, works, growth });

/** Tables of 200,000 rows and three columns: read, sorted, grouped, filtered, taken out as arrays. */
export const data: Suite = {
  ...suite,
  async open(report) {
    report("writing the files");
    writeFiles([...new Set([ROWS, ...growth.flatMap(({ work, values }) => (work === "learn" ? [] : values))])], SAMPLES);
    await suite.open!(report);
  },
};
