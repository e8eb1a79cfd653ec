import assert from "node:assert/strict";
import { existsSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { runCommand } from "../../scripts/setup/command.mjs";
import { createEnvironment, environmentIsReady, installEnvironment } from "../../scripts/setup/environment.mjs";
import { ROOT, venvPython } from "../../scripts/setup/places.mjs";
import { commands, folderFor, messageOf, write } from "./stand_ins.mjs";

/** A Python that makes an environment of itself, and whose pip does as told by `pip`. */
function python(root, pip = "exit 0") {
  const file = path.join(root, "bin/python3");
  commands(root, { python3: `case "$2" in venv) mkdir -p "$3/bin" && cp "${file}" "$3/bin/python";; pip) ${pip};; esac` });
  return { path: file, version: "3.12.0" };
}

function clone(t) {
  const root = folderFor(t);
  write(root, { "scripts/requirements.lock.txt": "jupyterlab==4.6.6 --hash=sha256:00\n" });
  return root;
}

test("an environment counts as ready when its last step is done, not before", async (t) => {
  const root = clone(t);
  await createEnvironment(root, python(root));
  assert.equal(environmentIsReady(root), false);
  await installEnvironment(root);
  assert.equal(environmentIsReady(root), true);
});

test("a moved clone, a changed lock file or a Python that is gone makes it anew", async (t) => {
  const root = clone(t);
  await createEnvironment(root, python(root));
  await installEnvironment(root);
  const moved = `${root} moved`;
  t.after(() => rmSync(moved, { recursive: true, force: true }));
  renameSync(root, moved);
  assert.equal(environmentIsReady(moved), false);
  renameSync(moved, root);
  rmSync(venvPython(root));
  assert.equal(environmentIsReady(root), false);
  await createEnvironment(root, python(root));
  await installEnvironment(root);
  write(root, { "scripts/requirements.lock.txt": "jupyterlab==4.7.0 --hash=sha256:00\n" });
  assert.equal(environmentIsReady(root), false);
});

test("an interrupted creation is followed by a fresh one", async (t) => {
  const root = clone(t);
  write(root, { ".venv/bin/half": "" });
  await createEnvironment(root, python(root));
  assert.equal(existsSync(path.join(root, ".venv/bin/half")), false);
});

test("when pip fails, pip's own words are shown and nothing counts as installed", async (t) => {
  const root = clone(t);
  await createEnvironment(root, python(root, "echo 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES'; exit 1"));
  assert.match(await messageOf(() => installEnvironment(root)), /^Python packages: expected files with the hashes of the lock file/);
  assert.equal(environmentIsReady(root), false);
});

test("the real pip refuses a file whose hash is not the locked one", async (t) => {
  const root = folderFor(t);
  const real = venvPython(ROOT);
  write(root, { "scripts/requirements.lock.txt": `tiny==1.0 --hash=sha256:${"0".repeat(64)}\n`, "make.py": MAKE_WHEEL });
  await runCommand(real, ["make.py"], { cwd: root });
  const here = `cd "${root}" && export PIP_NO_INDEX=1 PIP_FIND_LINKS=tiny-1.0-py3-none-any.whl`;
  commands(path.join(root, ".venv"), { python: `${here} && exec "${real}" "$@"` });
  assert.match(await messageOf(() => installEnvironment(root)), /^Python packages: expected files with the hashes of the lock file/);
});

const MAKE_WHEEL = `
import zipfile
with zipfile.ZipFile("tiny-1.0-py3-none-any.whl", "w") as wheel:
    wheel.writestr("tiny.py", "")
    wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0\\n")
    wheel.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("tiny-1.0.dist-info/RECORD", "")
`;
