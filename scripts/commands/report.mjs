import { spawn } from "node:child_process";
import path from "node:path";
import { jupyterEnvironment } from "../setup/lab.mjs";
import { ROOT } from "../setup/places.mjs";
import { prepare } from "../setup/prepare.mjs";

/** `npm run report -- 01`: prepares what is missing, then makes the report. */
export default async function report(args) {
  await prepare();
  const main = path.join(ROOT, "build/src/cli/main.js");
  const child = spawn(process.execPath, [main, "report", ...args], { cwd: ROOT, env: jupyterEnvironment(ROOT), stdio: "inherit" });
  return new Promise((resolve, reject) => child.on("error", reject).on("close", (code) => resolve(code ?? 1)));
}
