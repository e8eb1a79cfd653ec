import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runningCommands } from "./command.mjs";
import { readIfThere, readJson } from "./notes.mjs";

const POLL = 250;
const HEARTBEAT = 500;
/** Without a sign of life for so long (ms), a lock is dead even if some process has its number. */
const SILENCE = 30_000;
/** A command that outlived its killed set-up is waited for, but no longer than this (ms). */
const ORPHAN = 600_000;

/**
 * Runs `action` while no other process does so under the same lock file; waits for the one that does. The lock of a
 * process that died is taken over, once the commands that it left behind have ended.
 *
 * @param {string} file
 * @param {() => Promise<T>} action
 * @param {{ say?: (text: string) => void, signal?: AbortSignal }} [options]
 * @returns {Promise<T>}
 * @template T
 */
export async function withLock(file, action, { say = () => {}, signal } = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  for (let told = false; !acquire(file); ) {
    if (isStale(file)) {
      takeAway(file);
      continue;
    }
    if (!told) say(`Another set-up is at work, or its last command still ends: waiting for it. (If not, delete ${file}.)`);
    told = true;
    await sleep(POLL, undefined, { signal });
  }
  const heartbeat = setInterval(() => writeFileSync(file, content()), HEARTBEAT);
  heartbeat.unref();
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  }
}

const content = () => JSON.stringify({ pid: process.pid, commands: [...runningCommands] });

function acquire(file) {
  try {
    writeFileSync(file, content(), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Whether the process that holds the lock is gone, and every command it had started too. */
export function isStale(file) {
  const age = ageOf(file);
  if (age === undefined) return false;
  const { pid, commands = [] } = readJson(file) ?? {};
  if (pid === undefined) return age > SILENCE;
  if (isAlive(pid) && age < SILENCE) return false;
  return age > ORPHAN || !commands.some(isAlive);
}

/** Removes a stale lock, but never a fresh one that another process put in its place a moment ago. */
function takeAway(file) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    const stale = readFileSync(file, "utf8");
    renameSync(file, aside);
    if (readFileSync(aside, "utf8") !== stale) linkSync(aside, file);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes(error.code)) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function ageOf(file) {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readIfThere(`/proc/${pid}/stat`) ?? "");
  } catch (error) {
    return error.code === "EPERM";
  }
}
