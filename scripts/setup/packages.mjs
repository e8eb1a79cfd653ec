import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { explain } from "./causes.mjs";
import { runCommand } from "./command.mjs";
import { readJson } from "./notes.mjs";

/**
 * Whether `node_modules` holds what the lock file says: npm writes a lock of its own into it, and writes it last, so
 * an interrupted installation has none.
 */
export function packagesAreInstalled(root) {
  const wanted = readJson(path.join(root, "package-lock.json"))?.packages;
  const present = readJson(path.join(root, "node_modules", ".package-lock.json"))?.packages;
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === "" || (entry.optional && !suits(entry))) return true;
    return present[place]?.version === entry.version && present[place].integrity === entry.integrity;
  });
}

/** Whether an optional package is one for this machine. */
function suits({ os, cpu, libc }) {
  return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch))
    && (!libc || libc.includes(glibcVersion() ? "glibc" : "musl"));
}

/** The version of the GNU C library that this Node runs on, or "" (another C library, another system). */
export function glibcVersion() {
  glibc ??= process.report.getReport().header.glibcVersionRuntime ?? "";
  return glibc;
}

let glibc;

/** Installs what the lock file names, running no package's install script. */
export async function installPackages(root, { signal, env = process.env } = {}) {
  const modules = path.join(root, "node_modules");
  rmSync(path.join(modules, ".package-lock.json"), { force: true });
  const [command, ...first] = npmCommand(env);
  try {
    await runCommand(command, [...first, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: root,
      signal,
      env,
    });
  } catch (error) {
    rmSync(modules, { recursive: true, force: true, maxRetries: 3 });
    throw explain(error, {
      what: "Node packages",
      folder: modules,
      hint: "See npm's own words below; `npm ci` shows them in full",
    });
  }
}

/** npm as the JavaScript file that started us or that came with this Node, else whatever the PATH calls npm. */
export function npmCommand(env = process.env) {
  const beside = path.dirname(process.execPath);
  const file = [env.npm_execpath, path.join(beside, "../lib/node_modules/npm/bin/npm-cli.js"),
    path.join(beside, "node_modules/npm/bin/npm-cli.js")]
    .find((place) => place && path.basename(place) === "npm-cli.js" && existsSync(place));
  return file ? [process.execPath, file] : ["npm"];
}

/** How many packages are installed. */
export function countPackages(root) {
  return Object.keys(readJson(path.join(root, "node_modules", ".package-lock.json"))?.packages ?? {}).length;
}
