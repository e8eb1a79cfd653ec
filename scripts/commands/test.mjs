import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";
import { findBrowser, HOW_TO_GET_A_BROWSER } from "../setup/browser.mjs";
import { filesBelow } from "../setup/compile.mjs";
import { Fault } from "../setup/fault.mjs";
import { jupyterEnvironment } from "../setup/lab.mjs";
import { noteFolder, ROOT } from "../setup/places.mjs";
import { prepare } from "../setup/prepare.mjs";
import { elapsed } from "../setup/progress.mjs";

/** `npm test`, `npm test -- data charts`: prepares everything, then runs the tests of all rooms or of those named. */
export default async function test(rooms) {
  const setup = performance.now();
  await prepare();
  const setupTime = elapsed(setup);
  const files = testFiles(ROOT, rooms);
  const browser = requireBrowser();
  const tests = performance.now();
  const code = await runTests(files, browser);
  if (!browser) console.log(`The browser tests were skipped: there is no browser. ${HOW_TO_GET_A_BROWSER}.`);
  console.log(`Set-up: ${setupTime}. Tests: ${elapsed(tests)}.`);
  return code;
}

/** The compiled tests, and those of the set-up, which need no compiling. */
export function testFiles(root, rooms) {
  const files = [...filesBelow(root, "build/test").filter((file) => file.endsWith(".test.js")),
    ...filesBelow(root, "test").filter((file) => file.endsWith(".test.mjs"))];
  const roomOf = (file) => file.split(path.sep).slice(file.startsWith("build") ? 2 : 1)[0];
  const known = [...new Set(files.map(roomOf))].sort();
  for (const room of rooms) {
    if (!known.includes(room)) {
      throw new Fault({ what: "npm test", rule: `rooms out of ${known.join(", ")}`, value: JSON.stringify(room), hint: "Name none to run all" });
    }
  }
  return rooms.length === 0 ? files : files.filter((file) => rooms.includes(roomOf(file)));
}

/** The browser for the browser tests; none is a fault where nobody would read that they were skipped. */
export function requireBrowser(env = process.env, platform = process.platform) {
  const browser = findBrowser(env, platform);
  if (browser || !env.CI) return browser;
  throw new Fault({ what: "Browser tests", rule: "a browser where CI is set", value: "none", hint: HOW_TO_GET_A_BROWSER });
}

function runTests(files, browser) {
  const args = ["--require", path.join(ROOT, "build/src/tensorflow/preload.js"), "--test", "--test-reporter=spec",
    `--test-concurrency=${Math.min(4, availableParallelism())}`, ...files];
  const history = path.join(noteFolder(ROOT), "jupyter/history"); // what tests run is not in the reader's own
  const env = { ...jupyterEnvironment(ROOT), SLOPE_HISTORY: history, ...(browser ? { SLOPE_BROWSER: browser } : {}) };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: "inherit" });
  return new Promise((resolve, reject) => child.on("error", reject).on("close", (code) => resolve(code ?? 1)));
}
