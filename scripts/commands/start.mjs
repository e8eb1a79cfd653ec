import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { jupyterEnvironment } from "../setup/lab.mjs";
import { readJson } from "../setup/notes.mjs";
import { ROOT, venvPython } from "../setup/places.mjs";
import { prepare } from "../setup/prepare.mjs";

const FIRST_NOTEBOOK = "00-start-here.ipynb";
const RUN_LAB = path.join(ROOT, "scripts/setup/run_lab.py");
const POLL = 50;

/** `npm start`: prepares everything, then runs JupyterLab on `notebooks/` until it is stopped. */
export default async function start(args) {
  const progress = await prepare();
  const { lab, ended } = launch(args);
  const url = await Promise.race([address(lab), ended.then(() => undefined)]);
  if (url) progress.say(`JupyterLab answers after ${progress.seconds.toFixed(1)} s: ${url}`);
  return ended;
}

function launch(args) {
  const env = jupyterEnvironment(ROOT);
  mkdirSync(env.JUPYTER_RUNTIME_DIR, { recursive: true });
  const lab = spawn(venvPython(ROOT), [RUN_LAB, ...ownArguments(), ...args], { cwd: ROOT, env, stdio: "inherit" });
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(name, () => { if (name !== "SIGINT") lab.kill(name); }); // the terminal sends Ctrl-C to Lab itself
  }
  const ended = new Promise((resolve, reject) => lab.on("error", reject).on("close", (code) => resolve(code ?? 1)));
  return { lab, ended };
}

function ownArguments() {
  const notebooks = path.join(ROOT, "notebooks");
  return [
    `--ServerApp.root_dir=${notebooks}`,
    ...(existsSync(path.join(notebooks, FIRST_NOTEBOOK)) ? [`--LabApp.default_url=/lab/tree/${FIRST_NOTEBOOK}`] : []),
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []), // in a container one is root as a rule
  ];
}

/** Where the lab is to be opened, once it answers there. */
async function address(lab) {
  for (;;) {
    const server = running(lab.pid);
    if (server && (await answers(`${server.url}api`))) return `${server.url}${server.token ? `?token=${server.token}` : ""}`;
    await sleep(POLL, undefined, { ref: false });
  }
}

/** What Jupyter writes down about its server when that listens (on Windows under another process's number). */
function running(pid) {
  const folder = jupyterEnvironment(ROOT).JUPYTER_RUNTIME_DIR;
  const servers = readdirSync(folder).filter((name) => /^jpserver-\d+\.json$/.test(name)).map((name) => readJson(path.join(folder, name)));
  return servers.find((server) => server?.pid === pid) ?? (process.platform === "win32" ? servers.at(-1) : undefined);
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
