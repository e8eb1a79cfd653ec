import assert from "node:assert/strict";
import { test } from "node:test";
import { explain } from "../../scripts/setup/causes.mjs";
import { CommandFailure, runCommand } from "../../scripts/setup/command.mjs";

const step = { what: "Python packages", folder: "/clone/.venv", hint: "Delete it" };
const sentence = (error) => explain(error, step).message;
const pip = (output) => new CommandFailure("python", { code: 1, output });

test("a full disk is called so, whoever noticed it", () => {
  const expected = "Python packages: expected free room in /clone/.venv, received a full disk. Free about 3 GB and run the same command again.";
  assert.equal(sentence(pip("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device")), expected);
  assert.equal(sentence(Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" })), expected);
});

test("a wrong hash is called so, and that nothing of it was installed", () => {
  const expected = /^Python packages: expected files with the hashes of the lock file, received something else\. .*nothing of it was installed/;
  assert.match(sentence(pip("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.")), expected);
  assert.match(sentence(pip("npm error code EINTEGRITY")), expected);
});

test("a download that was cut off or refused points to the network, proxy and mirror", () => {
  for (const output of [
    "pip._vendor.urllib3.exceptions.IncompleteRead: IncompleteRead(1 bytes read, 2 more expected)",
    "ERROR: No matching distribution found for tensorflow-cpu==2.21.0",
    "npm error code ECONNREFUSED",
  ]) {
    assert.match(sentence(pip(output)), /expected a whole download, received one that was refused or cut off\. Check the network, and the proxy/);
  }
});

test("a folder that cannot be written to is named, with the reason", () => {
  const error = (code) => Object.assign(new Error(code), { code });
  assert.equal(sentence(error("EACCES")), "Python packages: expected a folder that can be written to, received /clone/.venv (no permission). Delete it.");
  assert.match(sentence(error("EROFS")), /\(read-only\)/);
  assert.match(sentence(error("EEXIST")), /\(a file is in its place\)/);
  assert.match(sentence(Object.assign(error("ENOENT"), { syscall: "mkdir" })), /\(it cannot be made\)/);
});

test("anything else that a command says is shown, without its harmless warnings", () => {
  const fault = explain(pip("WARNING: Location '/mirror' is ignored\nERROR: unheard of"), step);
  assert.equal(fault.message, "Python packages: expected a command that succeeds, received python ended with code 1. Delete it.");
  assert.equal(fault.details, "  | ERROR: unheard of");
});

test("a mistake of the set-up itself is not dressed up", () => {
  const mistake = new TypeError("x is not a function");
  assert.equal(explain(mistake, step), mistake);
});

test("a command that is missing, killed or interrupted says which of these", async () => {
  await assert.rejects(runCommand("no-such-command", []), { message: "no-such-command could not be started (ENOENT)" });
  await assert.rejects(runCommand("sh", ["-c", "kill -KILL $$"]), { message: "sh was stopped by SIGKILL" });
  const stop = new AbortController();
  const running = runCommand("sleep", ["30"], { signal: stop.signal });
  stop.abort(new Error("Ctrl-C"));
  await assert.rejects(running, { message: "Ctrl-C" });
});
