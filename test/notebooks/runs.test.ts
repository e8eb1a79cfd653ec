import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { notebookNames, projectRoot, runNotebook } from "../../src/run";
import { printed, writeNotebook } from "../run/writeNotebook";
import { failures, notebookFile, readNotebook } from "./notebook";

const folder = mkdtempSync(path.join(tmpdir(), "slope-notebooks-"));
after(() => rmSync(folder, { recursive: true }));

/** Runs a committed notebook into a folder of its own; fails with the cell that fails. */
async function runs(name: string, variant: string, environment: NodeJS.ProcessEnv = {}): Promise<void> {
  const target = path.join(folder, variant, `${name}.ipynb`);
  const { seconds, cells } = await runNotebook(notebookFile(name), target, { environment });
  assert.deepEqual(failures(readNotebook(target)), []);
  console.log(`${name}, ${variant}: ${cells} cells in ${seconds.toFixed(1)} s`);
}

/** The name of the backend that TensorFlow.js has in a cell. */
async function backendOf(environment: NodeJS.ProcessEnv): Promise<string> {
  mkdirSync(path.join(projectRoot, ".slope"), { recursive: true });
  const inside = mkdtempSync(path.join(projectRoot, ".slope/probe-")); // where packages resolve
  try {
    const probe = path.join(inside, "probe.ipynb");
    writeNotebook(probe, ['import * as tf from "@tensorflow/tfjs-node";\nawait tf.ready();\nconsole.log(tf.getBackend());']);
    await runNotebook(probe, probe, { environment });
    return printed(readFileSync(probe, "utf8"))[0]!.trim();
  } finally {
    rmSync(inside, { recursive: true });
  }
}

/** A place for kernels where `tslab` is tslab as it comes from npm, with nothing of ours loaded before it. */
function stockKernel(): string {
  const kernel = path.join(folder, "jupyter/kernels/tslab");
  mkdirSync(kernel, { recursive: true });
  const program = path.join(projectRoot, "node_modules/tslab/bin/tslab");
  const argv = [process.execPath, program, "kernel", "--config-path", "{connection_file}"];
  writeFileSync(path.join(kernel, "kernel.json"), JSON.stringify({ argv, display_name: "tslab", language: "typescript" }));
  return path.join(folder, "jupyter");
}

describe("in a clean kernel, from top to end", { concurrency: 2 }, () => {
  for (const name of notebookNames()) it(`${name} runs`, () => runs(name, "as set up"));

  it("01-linear-regression runs on WebAssembly", async () => {
    assert.equal(await backendOf({ SLOPE_BACKEND: "wasm" }), "wasm");
    await runs("01-linear-regression", "wasm", { SLOPE_BACKEND: "wasm" });
  });

  it("01-linear-regression runs in tslab as it comes from npm", () =>
    runs("01-linear-regression", "stock tslab", { JUPYTER_PATH: stockKernel() }));
});
