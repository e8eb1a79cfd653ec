import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { freePorts } from "../../bench/kernel/ports";
import { environmentPython, notebooksFolder, projectRoot } from "../../src/run";

/** A JupyterLab of its own that serves a copy of the notebooks. */
export interface Lab {
  /** Address of a notebook in it, with the token. */
  address(notebook: string): string;
  stop(): Promise<void>;
}

/** Starts JupyterLab on a free port, with a copy of the notebooks inside the project, where `slope` resolves. */
export async function startLab(): Promise<Lab> {
  const folder = makeFolder();
  const served = path.join(folder, "notebooks");
  cpSync(notebooksFolder, served, { recursive: true, filter: (file) => !file.includes(".ipynb_checkpoints") });
  const [port] = await freePorts(1);
  const token = randomBytes(16).toString("hex");
  const server = spawn(environmentPython(), [
    "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser", `--port=${port}`, "--ServerApp.ip=127.0.0.1",
    `--IdentityProvider.token=${token}`, `--ServerApp.root_dir=${served}`,
  ], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      JUPYTER_CONFIG_DIR: path.join(folder, "config"),
      JUPYTERLAB_SETTINGS_DIR: path.join(folder, "settings"),
      JUPYTERLAB_WORKSPACES_DIR: path.join(folder, "workspaces"),
    },
  });
  let log = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => (log = (log + text).slice(-4000)));
  const ended = new Promise<void>((resolve) => server.on("close", () => resolve()));
  const stop = async () => {
    server.kill("SIGTERM");
    await Promise.race([ended, setTimeout(10_000).then(() => server.kill("SIGKILL"))]);
    rmSync(folder, { recursive: true });
  };
  const base = `http://127.0.0.1:${port}`;
  for (let waited = 0; !(await answers(`${base}/api?token=${token}`)); waited += 200) {
    if (waited > 60_000 || server.exitCode !== null) {
      await stop();
      throw new Error(`JupyterLab did not answer:\n${log}`);
    }
    await setTimeout(200);
  }
  return { address: (notebook) => `${base}/lab/tree/${notebook}?token=${token}`, stop };
}

/** A folder that names this process; those of processes that were killed before they could tidy up go. */
function makeFolder(): string {
  const place = path.join(projectRoot, ".slope");
  mkdirSync(place, { recursive: true });
  for (const name of readdirSync(place)) {
    const [, owner] = /^lab-(\d+)-\w+$/.exec(name) ?? [];
    if (owner && !isAlive(Number(owner))) rmSync(path.join(place, name), { recursive: true, force: true });
  }
  return mkdtempSync(path.join(place, `lab-${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
