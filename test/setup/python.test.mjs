import assert from "node:assert/strict";
import { test } from "node:test";
import { findPython } from "../../scripts/setup/python.mjs";
import { commands, folderFor, messageOf } from "./stand_ins.mjs";

const python = (version, venv = true) => `echo '${JSON.stringify({ version, venv, path: `/opt/python${version}` })}'`;

test("takes the first Python that is new enough and has its venv module", async (t) => {
  const env = commands(folderFor(t), { python3: python("3.9.2"), "python3.12": python("3.12.1"), "python3.11": python("3.11.4") });
  assert.deepEqual(await findPython(env), { version: "3.12.1", venv: true, path: "/opt/python3.12.1" });
});

test("says so when there is no Python", async (t) => {
  assert.equal(
    await messageOf(() => findPython(commands(folderFor(t), {}))),
    "Python: expected version 3.10 or newer on the PATH, received none. Install one (https://www.python.org, or your system's packages) and run the same command again.",
  );
});

test("says so when the only Python is too old", async (t) => {
  assert.match(
    await messageOf(() => findPython(commands(folderFor(t), { python3: python("3.8.10") }))),
    /^Python: expected version 3\.10 or newer on the PATH, received 3\.8\.10\. Install one/,
  );
});

test("says what to install when Python lacks its venv module, as on Debian", async (t) => {
  assert.equal(
    await messageOf(() => findPython(commands(folderFor(t), { python3: python("3.11.2", false), python: python("3.8.1") }))),
    "Python: expected one with its venv module, received /opt/python3.11.2 (3.11.2) without it. On Debian and Ubuntu: `sudo apt install python3-venv`; then run the same command again.",
  );
});

test("passes over a Python that does not start", async (t) => {
  const env = commands(folderFor(t), { python3: "echo broken >&2; exit 127", python: python("3.10.0") });
  assert.equal((await findPython(env)).version, "3.10.0");
});
