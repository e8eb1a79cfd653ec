import type { GrowthSeries } from "../harness/growth";
import { nodeWorker, pythonWorker, type WorkerCommand } from "../harness/worker";
import { workSuite, type Work } from "../harness/workSuite";

const workers = {
  "slope": nodeWorker("networks/slope"),
  "pytorch": pythonWorker("networks/torch_worker.py"),
  "pytorch (fused, channels last)": withArguments(pythonWorker("networks/torch_worker.py"), "--fused"),
  "keras": pythonWorker("networks/keras_worker.py"),
  "keras (25 steps a call)": withArguments(pythonWorker("networks/keras_worker.py"), "--steps", "25"),
  "tfjs": nodeWorker("networks/tfjs"),
};

function withArguments({ argv, ...rest }: WorkerCommand, ...words: string[]): WorkerCommand {
  return { ...rest, argv: [...argv, ...words] };
}

const stepping = ["slope", "pytorch", "pytorch (fused, channels last)", "keras", "tfjs"];
const training = Object.keys(workers);

const works: Work[] = [
  {
    name: "mlpStep", title: "step, 784-128-10, batch 128", unit: "ms", size: { batch: 128, hidden: 128, steps: 20 },
    contestants: stepping, tolerance: 1e-2, ratios: { pytorch: 0.75, keras: 0.3, tfjs: 1 / 8 },
  },
  {
    name: "mlpEpoch", title: "epoch with accuracy, 784-128-10, 20,000 pictures", unit: "ms", size: { n: 20_000, batch: 128, hidden: 128 },
    contestants: training, tolerance: 1e-2, ratios: { pytorch: 1, keras: 0.5, tfjs: 1 / 5 },
  },
  {
    name: "cnnStep", title: "step, CNN of 32 filters, batch 128", unit: "ms", size: { batch: 128, steps: 10 },
    contestants: stepping, tolerance: 1e-2, ratios: { pytorch: 0.4, keras: 0.6, tfjs: 1 / 4 },
  },
  {
    name: "cnnEpoch", title: "epoch with accuracy, CNN of 32 filters, 5,000 pictures", unit: "ms", size: { n: 5000, batch: 128 },
    contestants: training, tolerance: 1e-2, ratios: { pytorch: 0.6, keras: 0.8, tfjs: 1 / 3 },
  },
];

const growth: GrowthSeries[] = [
  {
    name: "step-hidden", work: "mlpStep", title: "A step of 784-hidden-10, batch 128", unit: "ms", along: "hidden",
    values: [128, 256, 512, 1024, 2048], size: { batch: 128, steps: 10 }, contestants: ["slope", "pytorch"], tolerance: 1e-2, expected: 1,
  },
  {
    name: "step-batch", work: "mlpStep", title: "A step of 784-128-10", unit: "ms", along: "batch",
    values: [32, 128, 512, 2048], size: { hidden: 128, steps: 5 }, contestants: ["slope", "pytorch"], tolerance: 1e-2, expected: 1,
  },
  {
    name: "epoch-n", work: "mlpEpoch", title: "An epoch of 784-128-10", unit: "ms", along: "n",
    values: [2560, 5120, 10_240, 20_480], size: { batch: 128, hidden: 128 }, contestants: ["slope", "pytorch"], tolerance: 1e-2, expected: 1,
  },
];

export const networks = workSuite({ workers, works, growth });
