import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { otherNode } from "./otherNode";
import { PRELOAD, ROOT } from "./runNode";

const PYTHON = path.join(ROOT, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const RUN_CELLS = path.join(ROOT, "test/tensorflow/fixtures/run_cells.py");

const CELLS = [
  `import * as tf from "@tensorflow/tfjs-node";
   const m = tf.tensor2d([[1, 2], [3, 4]]);
   console.log(m.matMul(m).arraySync(), tf.getBackend());`,
  `import { DataFrame } from "danfojs-node";
   console.log(new DataFrame({ speed: [1, 2, 3] }).tensor.sum().arraySync());`,
];

/** Runs the cells in tslab on that Node; what they put out, and what the kernel itself printed. */
function runCells(node: string, backend: string): Promise<{ outputs: unknown; stderr: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), "slope-kernel-"));
  const specification = path.join(folder, "kernels", "slope-test", "kernel.json");
  const tslab = path.join(ROOT, "node_modules/tslab/bin/tslab");
  mkdirSync(path.dirname(specification), { recursive: true });
  writeFileSync(
    specification,
    JSON.stringify({
      argv: [node, "--require", PRELOAD, tslab, "kernel", "--config-path", "{connection_file}"],
      display_name: "tslab",
      language: "typescript",
      env: { SLOPE_BACKEND: backend },
    }),
  );
  return new Promise((resolve, reject) => {
    const env = { ...process.env, JUPYTER_PATH: folder, JUPYTER_PLATFORM_DIRS: "1" };
    const child = execFile(PYTHON, [RUN_CELLS, ROOT], { env }, (error, stdout, stderr) => {
      rmSync(folder, { recursive: true });
      if (error) reject(error);
      else resolve({ outputs: JSON.parse(stdout), stderr });
    });
    child.stdin?.end(JSON.stringify(CELLS));
  });
}

test("cells in tslab on Node 24 compute on either backend and show nothing else", async (context) => {
  const node = otherNode(24, context);
  if (!node) return;
  assert.ok(existsSync(PYTHON), "the set-up has not made .venv");
  const [native, wasm] = await Promise.all(["native", "wasm"].map((backend) => runCells(node, backend)));
  const printed = (text: string) => [{ output_type: "stream", name: "stdout", text }];
  const expected = (backend: string) => ({
    outputs: [printed(`[ [ 7, 10 ], [ 15, 22 ] ] ${backend}\n`), printed("6\n")],
    stderr: "",
  });
  assert.deepEqual(native, expected("tensorflow"));
  assert.deepEqual(wasm, expected("wasm"));
});
