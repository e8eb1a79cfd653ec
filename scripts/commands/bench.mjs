import { spawn } from "node:child_process";
import path from "node:path";
import { installPackages, packagesAreInstalled } from "../setup/packages.mjs";
import { installPeers, peersAreInstalled } from "../setup/peers.mjs";
import { ROOT } from "../setup/places.mjs";
import { prepare } from "../setup/prepare.mjs";

/** `npm run bench -- kernel`: prepares what is missing, the peers included, then measures. */
export default async function bench(args) {
  const progress = await prepare();
  const folder = path.join(ROOT, "bench");
  if (!packagesAreInstalled(folder)) await progress.step("Peers from npm", () => installPackages(folder), () => "installed");
  if (!peersAreInstalled(ROOT)) await progress.step("Peers in Python", () => installPeers(ROOT), () => "installed");
  const child = spawn(process.execPath, [path.join(ROOT, "build/bench/main.js"), ...args], { cwd: ROOT, stdio: "inherit" });
  return new Promise((resolve, reject) => child.on("error", reject).on("close", (code) => resolve(code ?? 1)));
}
