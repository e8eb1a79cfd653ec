import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { cached, isComplete } from "../../scripts/setup/cache.mjs";
import { cacheFolder, ROOT } from "../../scripts/setup/places.mjs";
import { folderFor, write } from "./stand_ins.mjs";

const files = { "lib/a.so": "machine code", "include/a/b.h": "int f();" };

test("an entry is built once and then taken as it is", async (t) => {
  const cache = folderFor(t);
  let builds = 0;
  const build = async (folder) => { builds += 1; write(folder, files); };
  const folder = await cached(cache, "library-1.0", build);
  assert.equal(readFileSync(path.join(folder, "include/a/b.h"), "utf8"), "int f();");
  assert.equal(await cached(cache, "library-1.0", build), folder);
  assert.equal(builds, 1);
  assert.deepEqual(readdirSync(cache), ["library-1.0"]);
});

test("an entry with a truncated or missing file is built again", async (t) => {
  const cache = folderFor(t);
  let builds = 0;
  const build = async (folder) => { builds += 1; write(folder, files); };
  const folder = await cached(cache, "library-1.0", build);
  truncateSync(path.join(folder, "lib/a.so"), 3);
  assert.equal(isComplete(folder), false);
  await cached(cache, "library-1.0", build);
  assert.equal(readFileSync(path.join(folder, "lib/a.so"), "utf8"), "machine code");
  assert.equal(builds, 2);
});

test("a build that fails leaves nothing behind", async (t) => {
  const cache = folderFor(t);
  const build = async (folder) => { write(folder, files); throw Object.assign(new Error("full"), { code: "ENOSPC" }); };
  await assert.rejects(cached(cache, "library-1.0", build), /full/);
  assert.deepEqual(readdirSync(cache), []);
});

const builder = `
  import { cached } from ${JSON.stringify(`${ROOT}/scripts/setup/cache.mjs`)};
  import { appendFileSync, writeFileSync } from "node:fs";
  const [cache, log] = process.argv.slice(1);
  await cached(cache, "library-1.0", async (folder) => {
    writeFileSync(folder + "/half", "half");
    appendFileSync(log, "built\\n");
    await new Promise((resolve) => setTimeout(resolve, 300));
    writeFileSync(folder + "/other-half", "other half");
  });`;
const build = (cache, log) => spawn(process.execPath, ["--input-type=module", "-e", builder, cache, log], { stdio: "inherit" });

test("a build killed half-way leaves no entry, and the next one clears up after it", async (t) => {
  const folder = folderFor(t);
  const [cache, log] = [path.join(folder, "cache"), path.join(folder, "log")];
  const killed = build(cache, log);
  while (!existsSync(log)) await sleep(10);
  killed.kill("SIGKILL");
  await once(killed, "close");
  assert.equal(isComplete(path.join(cache, "library-1.0")), false);
  assert.equal(readdirSync(cache).some((name) => name.includes(".partial-")), true);
  await once(build(cache, log), "close");
  assert.equal(isComplete(path.join(cache, "library-1.0")), true);
  assert.deepEqual(readdirSync(cache), ["library-1.0"]);
});

test("of two set-ups at once, one builds and the other takes what it built", async (t) => {
  const folder = folderFor(t);
  const [cache, log] = [path.join(folder, "cache"), path.join(folder, "log")];
  const codes = await Promise.all([build(cache, log), build(cache, log)].map((child) => once(child, "close")));
  assert.deepEqual(codes.map(([code]) => code), [0, 0]);
  assert.equal(readFileSync(log, "utf8"), "built\n");
});

test("lies where each system keeps caches", () => {
  assert.equal(cacheFolder({}, "linux", "/home/ann"), "/home/ann/.cache/slope");
  assert.equal(cacheFolder({ XDG_CACHE_HOME: "/big disk" }, "linux", "/home/ann"), "/big disk/slope");
  assert.equal(cacheFolder({}, "darwin", "/Users/ann"), "/Users/ann/Library/Caches/slope");
  assert.equal(cacheFolder({ LOCALAPPDATA: "/c/local" }, "win32", "/c/ann"), "/c/local/slope");
});

test("a file in the cache folder's place is refused by name", async (t) => {
  const file = path.join(folderFor(t), "slope");
  writeFileSync(file, "");
  await assert.rejects(cached(file, "library-1.0", async () => {}), { code: "EEXIST" });
});
