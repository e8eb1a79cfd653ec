import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { Contestant } from "../harness/rounds";
import type { Suite } from "../harness/suite";
import { nodeWorker, pythonWorker } from "../harness/worker";

const cwd = path.resolve(__dirname, "../../..");
const [node, ...preload] = nodeWorker("").argv.slice(0, -1);
const [python] = pythonWorker("").argv;

/** A program that imports a package and prints how many milliseconds that took, and the package's version. */
interface Program {
  argv: string[];
  version?: string;
}

const programs: Record<string, Program> = {
  "slope": inNode("slope"),
  "tfjs-node": inNode("@tensorflow/tfjs-node"),
  "danfojs-node": inNode("danfojs-node"),
  "numpy": inPython("numpy"),
  "pandas": inPython("pandas"),
  "scikit-learn": inPython("sklearn.linear_model", "scikit-learn"),
  "pytorch": inPython("torch"),
};

/** How long a program waits for its packages before its first line. */
export const imports: Suite = {
  measurements: [
    { name: "import", title: "import", unit: "ms", limit: 150 },
    { name: "process", title: "whole process", unit: "ms" },
  ],
  contestants: () => Object.entries(programs).map(([name, program]): Contestant => ({
    name, settlingMilliseconds: 250, round: () => oneProcess(program),
  })),
  versions: () => Object.fromEntries(Object.entries(programs).map(([name, { version }]) => [name, version ?? "unknown"])),
};

function inNode(name: string): Program {
  const code = `const started = performance.now(); require("${name}"); const milliseconds = performance.now() - started;
    console.log(JSON.stringify({ milliseconds, version: require("${name}/package.json").version }));`;
  return { argv: [node!, ...preload, "-e", code] };
}

function inPython(module: string, distribution = module): Program {
  const code = `import json, time; started = time.perf_counter(); import ${module}; seconds = time.perf_counter() - started
from importlib.metadata import version
print(json.dumps({"milliseconds": 1000 * seconds, "version": version("${distribution}")}))`;
  return { argv: [python!, "-c", code] };
}

async function oneProcess(program: Program): Promise<Record<string, number>> {
  const [command, ...words] = program.argv;
  const started = performance.now();
  const { stdout } = await promisify(execFile)(command!, words, { cwd });
  const whole = performance.now() - started;
  const { milliseconds, version } = JSON.parse(stdout.trim().split("\n").pop()!) as { milliseconds: number; version: string };
  program.version = version;
  return { import: milliseconds, process: whole };
}
