import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { runCommand } from "../../scripts/setup/command.mjs";
import { TENSORFLOW, TENSORFLOW_WHEELS } from "../../scripts/setup/pins.mjs";
import { ROOT, venvPython } from "../../scripts/setup/places.mjs";
import { tensorflowFolder, tensorflowLibraries, whyNoWheel } from "../../scripts/setup/tensorflow.mjs";
import { commands, folderFor, messageOf, write } from "./stand_ins.mjs";

const wheel = { project: "tensorflow-cpu", tag: "any", sha256: "00", size: 1000, libraries: ["libtensorflow_cc.so.2"] };

/** A clone whose pip "downloads" a small wheel with the libraries and headers, or does as told. */
async function clone(t, pip) {
  const root = folderFor(t);
  const real = venvPython(ROOT);
  write(root, { "make.py": MAKE_WHEEL });
  await runCommand(real, ["make.py"], { cwd: root });
  const { PATH } = commands(root, {
    python: `case "$2" in pip) for place; do :; done; ${pip ?? `cp "${root}/tensorflow.whl" "$place/"`};; *) exec "${real}" "$@";; esac`,
  });
  mkdirSync(path.dirname(venvPython(root)), { recursive: true });
  symlinkSync(path.join(PATH, "python"), venvPython(root));
  return { root, cache: path.join(root, "cache") };
}

test("keeps the libraries and the headers that are included, however deep, and nothing else of the wheel", async (t) => {
  const { root, cache } = await clone(t);
  const folder = await tensorflowLibraries(root, cache, { wheel });
  assert.equal(folder, tensorflowFolder(cache));
  assert.deepEqual(readdirSync(folder).sort(), ["complete.json", "include", "lib"]);
  assert.deepEqual(readdirSync(path.join(folder, "lib")), ["libtensorflow_cc.so.2"]);
  assert.equal(existsSync(path.join(folder, "include/tensorflow/c/c_api.h")), true);
  assert.equal(existsSync(path.join(folder, "include/tsl/deep.h")), true);
  assert.equal(existsSync(path.join(folder, "include/unused.h")), false);
  assert.deepEqual(readdirSync(cache), [path.basename(folder)]);
});

test("a truncated wheel, a wrong hash and a cut-off download are told apart, and leave nothing", async (t) => {
  const truncated = await clone(t, `head -c 300 "$(dirname "$0")/../tensorflow.whl" > "$place/tensorflow.whl"`);
  const cases = [
    [await clone(t, "echo 'THESE PACKAGES DO NOT MATCH THE HASHES'; exit 1"), /^TensorFlow: expected files with the hashes/],
    [await clone(t, "echo 'IncompleteRead(5 bytes read)'; exit 1"), /^TensorFlow: expected a whole download/],
    [await clone(t, "echo 'No space left on device'; exit 1"), /^TensorFlow: expected free room in .*cache, received a full disk/],
    [truncated, /^TensorFlow: expected a command that succeeds/],
  ];
  for (const [{ root, cache }, message] of cases) {
    assert.match(await messageOf(() => tensorflowLibraries(root, cache, { wheel })), message);
    assert.deepEqual(readdirSync(cache), []);
  }
});

test("a cache that cannot be written to names XDG_CACHE_HOME and SLOPE_BACKEND as ways on", async (t) => {
  const { root, cache } = await clone(t);
  writeFileSync(cache, "");
  assert.match(await messageOf(() => tensorflowLibraries(root, cache, { wheel })),
    /^TensorFlow: expected a folder that can be written to, received .*cache \(a file is in its place\)\. Set XDG_CACHE_HOME .*SLOPE_BACKEND=wasm/);
});

test("machines without a wheel are told why", () => {
  assert.equal(whyNoWheel("linux-x64", "2.36"), undefined);
  assert.equal(whyNoWheel("darwin-arm64", ""), undefined);
  assert.equal(whyNoWheel("win32-x64", ""), `TensorFlow ${TENSORFLOW} has no library for win32-x64`);
  assert.match(whyNoWheel("linux-x64", ""), /needs the GNU C library/);
  assert.match(whyNoWheel("linux-arm64", "2.17"), /needs glibc 2\.27, and this system has 2\.17/);
});

test("every pinned wheel has a whole hash", () => {
  for (const { sha256 } of Object.values(TENSORFLOW_WHEELS)) assert.match(sha256, /^[0-9a-f]{64}$/);
});

const MAKE_WHEEL = `
import zipfile
with zipfile.ZipFile("tensorflow.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
    wheel.writestr("tensorflow/libtensorflow_cc.so.2", "library" * 100)
    wheel.writestr("tensorflow/python.so", "not needed")
    wheel.writestr("tensorflow/include/tensorflow/c/c_api.h", '#include <stdint.h>\\n# include "tsl/one.h"\\n')
    wheel.writestr("tensorflow/include/tsl/one.h", '#include "tsl/deep.h"\\n#include "tensorflow/c/c_api.h"\\n')
    wheel.writestr("tensorflow/include/tsl/deep.h", "")
    wheel.writestr("tensorflow/include/unused.h", "")
`;
