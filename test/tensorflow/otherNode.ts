import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir, platform } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";

const CACHE = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"), "slope", "node");

/**
 * The program of that Node, from npm's package of it, downloaded once into the user's cache. Where that cannot be
 * had the test is skipped with a sentence, or fails when `CI=true`.
 */
export function otherNode(major: number, context: TestContext): string | undefined {
  if (process.version.startsWith(`v${major}.`)) return process.execPath;
  const name = `node-${platform()}-${process.arch}`;
  const folder = path.join(CACHE, String(major));
  const program = path.join(folder, "node_modules", name, "bin", "node");
  try {
    if (!existsSync(program)) install(`${name}@${major}`, folder);
    execFileSync(program, ["--version"], { stdio: "pipe" });
    return program;
  } catch (error) {
    const sentence = `Node ${major} was not tried: npm's package ${name}@${major} could not be installed`;
    assert.notEqual(process.env.CI, "true", `${sentence} (${(error as Error).message})`);
    context.skip(sentence);
    return undefined;
  }
}

/** Into a folder beside it first, so that a download cut off leaves nothing that looks whole. */
function install(specifier: string, folder: string): void {
  mkdirSync(CACHE, { recursive: true });
  const fresh = mkdtempSync(path.join(CACHE, "fresh-"));
  try {
    const options = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    execFileSync("npm", ["install", "--prefix", fresh, ...options, specifier], { cwd: fresh, stdio: "pipe" });
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
