import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isStale, withLock } from "../../scripts/setup/lock.mjs";
import { ROOT } from "../../scripts/setup/places.mjs";
import { folderFor } from "./stand_ins.mjs";

const holder = `
  import { withLock } from ${JSON.stringify(`${ROOT}/scripts/setup/lock.mjs`)};
  import { appendFileSync } from "node:fs";
  const [file, log, name] = process.argv.slice(1);
  await withLock(file, async () => {
    appendFileSync(log, name + " in\\n");
    await new Promise((resolve) => setTimeout(resolve, 150));
    appendFileSync(log, name + " out\\n");
  });`;

const hold = (file, log, name) => spawn(process.execPath, ["--input-type=module", "-e", holder, file, log, name], { stdio: "inherit" });

test("processes that want the same lock go one after the other", async (t) => {
  const folder = folderFor(t);
  const log = path.join(folder, "log");
  const children = ["a", "b", "c", "d"].map((name) => hold(path.join(folder, "lock"), log, name));
  await Promise.all(children.map((child) => once(child, "close")));
  const lines = readFileSync(log, "utf8").trim().split("\n");
  assert.equal(lines.length, 8);
  for (let i = 0; i < 8; i += 2) assert.equal(lines[i].replace(" in", " out"), lines[i + 1]);
  assert.equal(existsSync(path.join(folder, "lock")), false);
});

test("the lock of a killed process is taken over, by one only", async (t) => {
  const folder = folderFor(t);
  const [file, log] = [path.join(folder, "lock"), path.join(folder, "log")];
  const killed = hold(file, log, "killed");
  while (!existsSync(log)) await sleep(10);
  killed.kill("SIGKILL");
  await once(killed, "close");
  assert.equal(existsSync(file), true);
  await Promise.all(["a", "b", "c"].map((name) => once(hold(file, log, name), "close")));
  const lines = readFileSync(log, "utf8").trim().split("\n").slice(1);
  assert.equal(lines.length, 6);
  for (let i = 0; i < 6; i += 2) assert.equal(lines[i].replace(" in", " out"), lines[i + 1]);
});

test("a killed set-up whose last command still runs keeps its lock until that ends", async (t) => {
  const file = path.join(folderFor(t), "lock");
  const command = spawn("sleep", ["30"]);
  const dead = spawn("true");
  await once(dead, "close");
  writeFileSync(file, JSON.stringify({ pid: dead.pid, commands: [command.pid] }));
  assert.equal(isStale(file), false);
  command.kill();
  await once(command, "close");
  assert.equal(isStale(file), true);
});

test("a lock without a sign of life is stale even when another process has got its number", (t) => {
  const file = path.join(folderFor(t), "lock");
  writeFileSync(file, JSON.stringify({ pid: process.pid, commands: [] }));
  assert.equal(isStale(file), false);
  const minuteAgo = Date.now() / 1000 - 60;
  utimesSync(file, minuteAgo, minuteAgo);
  assert.equal(isStale(file), true);
});

test("the lock is released when the action fails, and waiting can be interrupted", async (t) => {
  const file = path.join(folderFor(t), "lock");
  await assert.rejects(withLock(file, () => Promise.reject(new Error("broken"))), /broken/);
  assert.equal(existsSync(file), false);
  await withLock(file, async () => {
    const said = [];
    await assert.rejects(withLock(file, async () => {}, { say: (text) => said.push(text), signal: AbortSignal.timeout(50) }));
    assert.match(said[0], /Another set-up is at work/);
  });
});
