import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { installPeers, peersAreInstalled, peersPython } from "../../scripts/setup/peers.mjs";
import { commands, folderFor, messageOf, write } from "./stand_ins.mjs";

/** A clone, and a PATH with a Python of this version that makes an environment of itself and whose pip does as told. */
function clone(t, { version = "3.12.0", pip = "exit 0" } = {}) {
  const root = folderFor(t);
  write(root, { "bench/requirements.txt": "numpy==2.4.6\n" });
  const file = path.join(root, "bin/python3");
  const probe = JSON.stringify({ version, path: file, venv: true });
  const env = commands(root, {
    python3: `case "$1" in -c) echo '${probe}'; exit;; esac
case "$2" in venv) mkdir -p "$3/bin" && cp "${file}" "$3/bin/python";; pip) ${pip};; esac`,
  });
  return { root, env };
}

test("the benchmarks' peers count as installed until what is required changes", async (t) => {
  const { root, env } = clone(t);
  assert.equal(peersAreInstalled(root), false);
  await installPeers(root, env);
  assert.equal(peersAreInstalled(root), true);
  assert.ok(existsSync(peersPython(root)));
  write(root, { "bench/requirements.txt": "numpy==2.5.0\n" });
  assert.equal(peersAreInstalled(root), false);
});

test("peers that cannot be installed leave nothing behind, and the cause is named", async (t) => {
  const { root, env } = clone(t, { pip: "echo 'ERROR: No matching distribution found for torch==2.13.0' >&2; exit 1" });
  assert.match(await messageOf(() => installPeers(root, env)), /^Python peers: expected a whole download, received one that was refused or cut off/);
  assert.equal(existsSync(path.join(root, ".venv-bench")), false);
  assert.equal(peersAreInstalled(root), false);
});

test("a Python that is too old for the peers is named before anything is made", async (t) => {
  const { root, env } = clone(t, { version: "3.10.4" });
  assert.match(await messageOf(() => installPeers(root, env)), /^Python of the benchmarks: expected version 3\.11 or newer first on the PATH, received 3\.10\.4\./);
  assert.equal(existsSync(path.join(root, ".venv-bench")), false);
});
