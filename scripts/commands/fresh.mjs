import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../setup/command.mjs";
import { npmCommand } from "../setup/packages.mjs";
import { ROOT } from "../setup/places.mjs";

const LIMITS = { first: 240, second: 5 };

/**
 * `npm run test:fresh`: clones the last commit into an awkwardly named folder, with every cache empty, and times
 * `npm start` until JupyterLab answers; then a second time.
 *
 * @returns {Promise<number>} 0 where both stay within their limits
 */
export default async function fresh() {
  const place = mkdtempSync(path.join(tmpdir(), "学 slope "));
  const clone = path.join(place, "clone");
  const caches = { XDG_CACHE_HOME: path.join(place, "cache"), npm_config_cache: path.join(place, "npm"), PIP_NO_CACHE_DIR: "1" };
  try {
    await runCommand("git", ["clone", "--quiet", ROOT, clone]);
    const first = await timeToLab(clone, caches);
    const second = await timeToLab(clone, caches);
    console.log(`Fresh clone to JupyterLab answering: ${first.toFixed(1)} s (at most ${LIMITS.first} s)`);
    console.log(`Second start: ${second.toFixed(1)} s (at most ${LIMITS.second} s)`);
    return first <= LIMITS.first && second <= LIMITS.second ? 0 : 1;
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Seconds from typing `npm start` to the line that says where JupyterLab answers; then the lab is stopped. */
function timeToLab(clone, caches) {
  const began = performance.now();
  const [command, ...first] = npmCommand();
  const args = [...first, "start", "--", "--no-browser", "--ServerApp.port=0"];
  const lab = spawn(command, args, { cwd: clone, env: { ...process.env, ...caches }, stdio: ["ignore", "inherit", "pipe"], detached: true });
  return new Promise((resolve, reject) => {
    let seconds;
    lab.stderr.setEncoding("utf8").on("data", (text) => {
      process.stderr.write(text);
      if (seconds !== undefined || !text.includes("JupyterLab answers")) return;
      seconds = (performance.now() - began) / 1000;
      process.kill(-lab.pid, "SIGTERM");
    });
    lab.on("close", () => (seconds === undefined ? reject(new Error("npm start ended before JupyterLab answered")) : resolve(seconds)));
  });
}
