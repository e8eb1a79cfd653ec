import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { KernelCommand } from "./client";

const root = path.resolve(__dirname, "../../..");

/** Cells that do the same in each kernel's own words; undefined where a kernel has no such thing. */
export interface KernelWords {
  first: string;
  declare: string;
  trivial: (index: number) => string;
  importTensorFlow?: string;
  importSlope?: string;
  importOthers?: string;
  tensor?: string;
  print: string;
}

export interface BenchedKernel {
  command: KernelCommand;
  words: KernelWords;
  version: string;
}

const typescript: KernelWords = {
  first: "1 + 1",
  declare: "let x = 40",
  trivial: (index) => `x + ${index}`,
  importTensorFlow: 'import * as tf from "@tensorflow/tfjs-node"',
  importSlope: 'import { linePlot, minimize, Random } from "slope"',
  importOthers: 'import * as dfd from "danfojs-node"\nimport type { TopLevelSpec } from "vega-lite"',
  tensor: "const tensor = tf.tensor2d([[1, 2], [3, 4]])",
  print: 'for (let i = 0; i < 100_000; i++) console.log("x".repeat(99))',
};

/** Slope's kernel and its peers, each as its own installation starts it, all in a notebook's folder of this project. */
export function benchedKernels(): Record<string, BenchedKernel> {
  const cwd = path.join(root, "notebooks");
  const preload = ["--require", path.join(root, "build/src/tensorflow/preload.js")];
  const deno = path.join(root, "bench/node_modules/@deno", `${process.platform}-${process.arch}${process.platform === "linux" ? "-glibc" : ""}`, "deno");
  const python = path.join(root, ".venv/bin/python");
  return {
    slope: {
      command: { name: "slope", cwd, argv: [process.execPath, path.join(root, "build/src/kernel/main.js"), "{connection_file}", ...preload] },
      words: typescript,
      version: versionOf(path.join(root, "package.json")),
    },
    tslab: {
      command: {
        name: "tslab", cwd,
        argv: [process.execPath, ...preload, path.join(root, "node_modules/tslab/bin/tslab"), "kernel", "--config-path", "{connection_file}"],
      },
      words: typescript,
      version: versionOf(path.join(root, "node_modules/tslab/package.json")),
    },
    deno: {
      command: { name: "deno", cwd, argv: [deno, "jupyter", "--kernel", "--conn", "{connection_file}"], environment: { NO_COLOR: "1" } },
      words: { ...typescript, importTensorFlow: undefined, importSlope: undefined, importOthers: undefined, tensor: undefined },
      version: versionOf(path.join(root, "bench/node_modules/deno/package.json")),
    },
    ipykernel: {
      command: { name: "ipykernel", cwd, argv: [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"] },
      words: {
        first: "1 + 1",
        declare: "x = 40",
        trivial: (index) => `x + ${index}`,
        print: 'for i in range(100_000): print("x" * 99)',
      },
      version: pythonPackageVersion(path.join(root, ".venv"), "ipykernel"),
    },
  };
}

function versionOf(file: string): string {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version : "not installed";
}

function pythonPackageVersion(environment: string, name: string): string {
  const lock = readFileSync(path.join(root, "scripts/requirements.lock.txt"), "utf8");
  return existsSync(environment) ? (new RegExp(`^${name}==(\\S+)`, "m").exec(lock)?.[1] ?? "unknown") : "not installed";
}
