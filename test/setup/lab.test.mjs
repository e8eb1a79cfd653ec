import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { configureLab, jupyterEnvironment, labIsConfigured } from "../../scripts/setup/lab.mjs";
import { folderFor, write } from "./stand_ins.mjs";

const KERNEL = ".venv/share/jupyter/kernels/tslab/kernel.json";

test("the kernel is the clone's own, on this very Node, its cells prepared for TensorFlow", (t) => {
  const root = folderFor(t);
  configureLab(root);
  const { argv, display_name, language, interrupt_mode } = JSON.parse(readFileSync(path.join(root, KERNEL), "utf8"));
  assert.deepEqual(argv, [process.execPath, `${root}/build/src/kernel/main.js`, "{connection_file}", "--require",
    `${root}/build/src/tensorflow/preload.js`]);
  assert.equal(interrupt_mode, "message");
  assert.equal(display_name, "TypeScript (Slope)");
  assert.equal(language, "typescript");
});

test("a kernel of another place or another Node is mended", (t) => {
  const root = folderFor(t);
  assert.equal(labIsConfigured(root), false);
  configureLab(root);
  assert.equal(labIsConfigured(root), true);
  write(root, { [KERNEL]: readFileSync(path.join(root, KERNEL), "utf8").replaceAll(root, "/where/it/was") });
  assert.equal(labIsConfigured(root), false);
  configureLab(root);
  assert.equal(labIsConfigured(root), true);
});

test("all that Jupyter writes stays in the clone", (t) => {
  const root = folderFor(t);
  const env = jupyterEnvironment(root, { HOME: "/home/ann" });
  for (const name of ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR"]) {
    assert.equal(env[name].startsWith(`${root}${path.sep}.slope${path.sep}`), true, name);
  }
  assert.equal(env.HOME, "/home/ann");
  assert.equal(existsSync(path.join(root, ".slope")), false);
});

test("the server listens to this machine only", (t) => {
  const root = folderFor(t);
  configureLab(root);
  const { ServerApp } = JSON.parse(readFileSync(path.join(root, ".venv/etc/jupyter/jupyter_server_config.json"), "utf8"));
  assert.equal(ServerApp.ip, "127.0.0.1");
});
