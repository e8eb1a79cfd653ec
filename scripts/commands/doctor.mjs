import path from "node:path";
import { fileURLToPath } from "node:url";
import { recordFile, whyNotWorking } from "../setup/backend.mjs";
import { findBrowser, HOW_TO_GET_A_BROWSER } from "../setup/browser.mjs";
import { compilersOnPath } from "../setup/binding.mjs";
import { runCommand } from "../setup/command.mjs";
import { jupyterEnvironment } from "../setup/lab.mjs";
import { readJson } from "../setup/notes.mjs";
import { OLDEST_PYTHON, TENSORFLOW } from "../setup/pins.mjs";
import { cacheFolder, ROOT, venvPython } from "../setup/places.mjs";
import { present } from "../setup/prepare.mjs";
import { findPython } from "../setup/python.mjs";
import { tensorflowFolder } from "../setup/tensorflow.mjs";

const CHECK_KERNEL = path.join(path.dirname(fileURLToPath(import.meta.url)), "../setup/check_kernel.py");
const PACKAGES = ["tslab", "@tensorflow/tfjs-node", "danfojs-node", "vega", "vega-lite", "vega-embed", "typescript"];
const PYTHON_PACKAGES = ["jupyterlab", "nbconvert", "nbclient", "jupyterlab_widgets", "jupytext"];
const SET_UP = "npm run setup";

/**
 * `npm run doctor`: a table of what is there, what it is for and how to mend what is missing. Installs nothing.
 *
 * @returns {Promise<number>} 0 where the lab works, 1 where it does not
 */
export default async function doctor() {
  const parts = present(ROOT);
  const rows = [node(), await python(), packages(parts), await environment(parts), typescript(parts), ...(await running(parts)), compiler(), browser()];
  for (const { name, found, purpose, mend } of rows) {
    console.log(`${mend ? "✗" : "✓"} ${name.padEnd(18)} ${found}\n  ${" ".repeat(18)} ${purpose}`);
    if (mend) console.log(`  ${" ".repeat(18)} To mend it: ${mend}`);
  }
  const works = rows.every(({ mend, optional }) => optional || !mend);
  console.log(works ? "\nThe lab works." : "\nThe lab does not work yet: see the lines marked ✗.");
  return works ? 0 : 1;
}

const node = () => ({ name: "Node", found: `${process.version} (${process.execPath})`, purpose: "runs the TypeScript kernel, the tests and the set-up" });

async function python() {
  const row = { name: "Python", purpose: `makes .venv, in which JupyterLab runs (${OLDEST_PYTHON} or newer)` };
  try {
    const { version, path: place } = await findPython();
    return { ...row, found: `${version} (${place})` };
  } catch (fault) {
    return { ...row, found: "not usable", mend: fault.message };
  }
}

function packages({ packages: complete }) {
  const versions = PACKAGES.map((name) => [name, readJson(path.join(ROOT, "node_modules", name, "package.json"))?.version]);
  const found = versions.map(([name, version]) => `${name} ${version ?? "(missing)"}`).join(", ");
  return { name: "Node packages", found, purpose: "the kernel, TensorFlow, data frames and charts", mend: complete ? undefined : SET_UP };
}

async function environment({ environment: complete, lab }) {
  const row = { name: "JupyterLab", purpose: "the notebooks' page, and the tools that run and export them (.venv)" };
  if (!complete) return { ...row, found: "not installed, not complete, or moved", mend: SET_UP };
  const script = `import importlib.metadata as m\nprint(", ".join(f"{n} {m.version(n)}" for n in ${JSON.stringify(PYTHON_PACKAGES)}))`;
  const { stdout } = await runCommand(venvPython(ROOT), ["-c", script]);
  return { ...row, found: stdout.trim(), mend: lab ? undefined : SET_UP };
}

const typescript = ({ typescript: complete }) => ({
  name: "Slope itself",
  found: complete ? "compiled" : "not compiled, or its sources have changed since",
  purpose: "what cells import from \"slope\"",
  mend: complete ? undefined : SET_UP,
});

/** What only a real run shows: TensorFlow computing and the kernel answering. */
async function running(parts) {
  const ready = parts.packages && parts.typescript;
  return Promise.all([tensorflow(ready && parts.backend), kernel(ready && parts.environment && parts.lab)]);
}

async function tensorflow(ready) {
  const row = { name: "TensorFlow", purpose: "trains the larger models; runs natively or, more slowly, on WebAssembly" };
  if (!ready) return { ...row, found: "not set up", mend: SET_UP };
  const { backend, reason } = readJson(recordFile(ROOT));
  const asked = process.env.SLOPE_BACKEND || backend;
  const why = await whyNotWorking(ROOT, asked);
  const kind = asked === "native" ? `native, TensorFlow ${TENSORFLOW} in ${tensorflowFolder(cacheFolder())}` : "WebAssembly";
  return why ? { ...row, found: `${kind}: ${why}`, mend: SET_UP } : { ...row, found: `${kind}: ${reason}` };
}

async function kernel(ready) {
  const row = { name: "TypeScript kernel", purpose: "runs a notebook's cells" };
  if (!ready) return { ...row, found: "not set up", mend: SET_UP };
  try {
    const began = performance.now();
    const { stdout } = await runCommand(venvPython(ROOT), [CHECK_KERNEL], { cwd: ROOT, env: jupyterEnvironment(ROOT), timeout: 120_000 });
    if (stdout.trim() !== "42") return { ...row, found: `a cell printed ${JSON.stringify(stdout.trim())} in place of 42`, mend: SET_UP };
    return { ...row, found: `started and ran a cell in ${((performance.now() - began) / 1000).toFixed(1)} s` };
  } catch (error) {
    const line = (error.output ?? "").split("\n").filter(Boolean).at(-1) ?? error.message;
    return { ...row, found: `does not answer: ${line}`, mend: `delete .venv, then ${SET_UP}` };
  }
}

function compiler() {
  const found = compilersOnPath().map(([command]) => command).join(", ");
  return { name: "C++ compiler", found: found || "none: one out of a Python wheel is used", purpose: "builds tfjs-node's binding, once a machine" };
}

function browser() {
  const row = { name: "Browser", purpose: "browser tests and PDF reports; any browser opens the lab", optional: true };
  try {
    const found = findBrowser();
    return { ...row, found: found ?? "none of Chromium's family", mend: found ? undefined : HOW_TO_GET_A_BROWSER };
  } catch (fault) {
    return { ...row, found: "not found", mend: fault.message };
  }
}
