import type { GrowthSeries } from "../harness/growth";
import { nodeWorker, pythonWorker } from "../harness/worker";
import { workSuite, type Work } from "../harness/workSuite";

const workers = {
  "slope": nodeWorker("regression/slope"),
  "numpy": pythonWorker("regression/numpy_worker.py"),
  "pytorch": pythonWorker("regression/torch_worker.py"),
  "pytorch (1 thread)": pythonWorker("regression/torch_worker.py", { threads: 1 }),
  "scikit-learn": pythonWorker("regression/sklearn_worker.py"),
};

const descending = ["slope", "numpy", "pytorch", "pytorch (1 thread)"];
const optimizers = {
  gradientDescent: "gradient descent", momentum: "momentum", nesterov: "Nesterov", adagrad: "AdaGrad", rmsprop: "RMSProp",
  adam: "Adam", adamW: "AdamW",
};

const line = Object.entries(optimizers).map(([work, title]): Work => ({
  name: `${work}, line`, work, title: `step of ${title}, n = 100, d = 1`, unit: "µs", size: { n: 100, d: 1, steps: 1000 },
  contestants: descending, tolerance: 1e-9, ratios: { "pytorch": 1 / 500, "pytorch (1 thread)": 1 / 500, "numpy": 1 / 50 },
}));

const ten = (["gradientDescent", "adam"] as const).map((work): Work => ({
  name: `${work}, ten`, work, title: `step of ${optimizers[work]}, n = 10,000, d = 10`, unit: "µs", size: { n: 10_000, d: 10, steps: 300 },
  contestants: descending, tolerance: 1e-9, ratios: { "pytorch": 1 / 100, "pytorch (1 thread)": 1 / 100 },
}));

const works: Work[] = [
  ...line,
  ...ten,
  {
    name: "miniBatch", title: "step of Adam on 32 rows, n = 10,000, d = 10", unit: "µs", size: { n: 10_000, d: 10, batchSize: 32, epochs: 1 },
    contestants: descending, tolerance: 1e-9, ratios: { "pytorch": 1 / 100, "pytorch (1 thread)": 1 / 100 },
  },
  {
    name: "logisticStep", title: "step of Adam over all rows, logistic loss, n = 1,000,000, d = 20", unit: "ms",
    size: { n: 1_000_000, d: 20, steps: 5 }, contestants: descending, tolerance: 1e-9, ratios: { pytorch: 0.6 },
  },
  {
    name: "logisticStep, float32", work: "logisticStep", title: "the same, PyTorch in float32 (Slope in float64)", unit: "ms",
    size: { n: 1_000_000, d: 20, steps: 5, bits: 32 }, contestants: ["slope", "pytorch", "pytorch (1 thread)"], tolerance: 1e-4,
  },
  {
    name: "fit", title: "fit by gradient descent until it converges, n = 1,000,000, d = 20", unit: "ms", size: { n: 1_000_000, d: 20 },
    contestants: descending, tolerance: 1e-6, ratios: { "pytorch": 0.1, "pytorch (1 thread)": 0.1 }, rounds: { "pytorch (1 thread)": 3, "numpy": 3 },
  },
  {
    name: "closedForm", title: "closed form, n = 1,000,000, d = 20", unit: "ms", size: { n: 1_000_000, d: 20 },
    contestants: ["slope", "numpy", "scikit-learn"], tolerance: 1e-9, ratios: { "numpy": 1, "scikit-learn": 1 / 3 },
  },
  {
    name: "closedFormCollinear", title: "closed form, condition number 1e7, n = 100,000, d = 20", unit: "ms", size: { n: 100_000, d: 20 },
    contestants: ["slope", "numpy"], tolerance: 1e-6,
  },
  ...[4, 8].map((digits): Work => ({
    name: `logisticRegression, ${digits}`, work: "logisticRegression", title: `logistic regression to 1e-${digits}, n = 10,000, d = 10`, unit: "ms",
    size: { n: 10_000, d: 10, digits }, contestants: ["slope", "scikit-learn"], tolerance: 10 ** (2 - digits), ratios: { "scikit-learn": 1 },
  })),
  {
    name: "maps", title: "maps of learning rate and momentum, 2 x 200 x 200 runs of 300 steps", unit: "s", size: { side: 200, steps: 300 },
    contestants: ["slope", "numpy"], tolerance: 1e-9, limit: 2,
  },
  {
    name: "memory", work: "closedForm", title: "memory of a process that fits a closed form, n = 1,000,000, d = 20", unit: "MiB",
    size: { n: 1_000_000, d: 20 }, contestants: ["slope", "numpy", "scikit-learn"], tolerance: 1e-9,
  },
];

const growth: GrowthSeries[] = [
  {
    name: "steps-n", work: "adam", title: "A step of Adam, full batch, d = 10", unit: "µs", along: "n", values: [100, 1000, 10_000, 100_000],
    size: { d: 10, steps: 100 }, contestants: ["slope", "numpy", "pytorch"], tolerance: 1e-9, expected: 0,
  },
  {
    name: "steps-d", work: "adam", title: "A step of Adam, full batch, n = 1,000", unit: "µs", along: "d", values: [16, 32, 64, 128, 256],
    size: { n: 1000, steps: 100 }, contestants: ["slope", "numpy", "pytorch"], tolerance: 1e-9, expected: 2,
  },
  {
    name: "rows-n", work: "logisticStep", title: "A step over the rows, logistic loss, d = 20", unit: "ms", along: "n",
    values: [1000, 10_000, 100_000, 1_000_000], size: { d: 20, steps: 5 }, contestants: ["slope", "numpy", "pytorch"], tolerance: 1e-9, expected: 1,
  },
  {
    name: "rows-d", work: "logisticStep", title: "A step over the rows, logistic loss, n = 20,000", unit: "ms", along: "d",
    values: [10, 20, 40, 80, 160], size: { n: 20_000, steps: 5 }, contestants: ["slope", "numpy", "pytorch"], tolerance: 1e-9, expected: 1,
  },
  {
    name: "batches-n", work: "miniBatch", title: "A step of Adam on 32 rows, d = 10", unit: "µs", along: "n", values: [1000, 5000, 10_000, 50_000],
    size: { d: 10, batchSize: 32, epochs: 1 }, contestants: ["slope"], tolerance: 1e-9, expected: 0,
  },
  {
    name: "closed-form-n", work: "closedForm", title: "Closed form, d = 20", unit: "ms", along: "n", values: [10_000, 30_000, 100_000, 300_000, 1_000_000],
    size: { d: 20 }, contestants: ["slope", "numpy", "scikit-learn"], tolerance: 1e-9, expected: 1,
  },
  {
    name: "closed-form-d", work: "closedForm", title: "Closed form, n = 100,000", unit: "ms", along: "d", values: [10, 20, 40, 80],
    size: { n: 100_000 }, contestants: ["slope", "numpy", "scikit-learn"], tolerance: 1e-9, expected: 2,
  },
  {
    name: "logistic-regression-n", work: "logisticRegression", title: "Logistic regression to 1e-4, d = 10", unit: "ms", along: "n",
    values: [1000, 10_000, 100_000, 500_000], size: { d: 10, digits: 4 }, contestants: ["slope", "scikit-learn"], tolerance: 1e-2, expected: 1,
  },
  {
    name: "logistic-regression-d", work: "logisticRegression", title: "Logistic regression to 1e-4, n = 10,000", unit: "ms", along: "d",
    values: [10, 20, 40, 80], size: { n: 10_000, digits: 4 }, contestants: ["slope", "scikit-learn"], tolerance: 1e-2, expected: 2,
  },
  {
    name: "maps-side", work: "maps", title: "A map's runs of 100 steps", unit: "ms", along: "side", values: [20, 40, 80, 160],
    size: { steps: 100 }, contestants: ["slope", "numpy"], tolerance: 1e-9, expected: 2,
  },
  {
    name: "memory-n", work: "closedForm", title: "Memory of a closed form above an idle process, d = 20", unit: "MiB", along: "n",
    values: [250_000, 500_000, 1_000_000, 2_000_000], size: { d: 20 }, contestants: ["slope", "numpy", "scikit-learn"], tolerance: 1e-9, expected: 1,
  },
];

export const regression = workSuite({ workers, works, growth });
