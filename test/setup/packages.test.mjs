import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { countPackages, installPackages, npmCommand, packagesAreInstalled } from "../../scripts/setup/packages.mjs";
import { folderFor, messageOf, write } from "./stand_ins.mjs";

const lock = (packages) => JSON.stringify({ packages });
const one = { version: "1.0.0", integrity: "sha512-one" };
const forOthers = { version: "2.0.0", integrity: "sha512-others", optional: true, os: ["plan9"] };
const forUs = { version: "2.0.0", integrity: "sha512-us", optional: true, os: [process.platform], cpu: [process.arch] };

function clone(t, wanted, present) {
  const root = folderFor(t);
  write(root, { "package-lock.json": lock({ "": {}, ...wanted }) });
  if (present) write(root, { "node_modules/.package-lock.json": lock(present) });
  return root;
}

test("packages are complete when npm's own note in node_modules agrees with the lock file", (t) => {
  const wanted = { "node_modules/one": one, "node_modules/others": forOthers, "node_modules/us": forUs };
  assert.equal(packagesAreInstalled(clone(t, wanted, { "node_modules/one": one, "node_modules/us": forUs })), true);
});

test("packages are not complete when interrupted, of another version, altered, or made for another machine", (t) => {
  const wanted = { "node_modules/one": one, "node_modules/us": forUs };
  assert.equal(packagesAreInstalled(clone(t, wanted)), false);
  for (const other of [{ ...one, version: "1.0.1" }, { ...one, integrity: "sha512-other" }]) {
    assert.equal(packagesAreInstalled(clone(t, wanted, { "node_modules/one": other, "node_modules/us": forUs })), false);
  }
  assert.equal(packagesAreInstalled(clone(t, wanted, { "node_modules/one": one })), false);
});

test("an installation that fails leaves no node_modules, and npm's own words are shown", async (t) => {
  const root = clone(t, { "node_modules/one": one }, { "node_modules/one": one });
  const npm = path.join(root, "npm-cli.js");
  write(root, { "npm-cli.js": 'console.error("npm error code EINTEGRITY"); process.exit(1);' });
  const message = await messageOf(() => installPackages(root, { env: { npm_execpath: npm } }));
  assert.match(message, /^Node packages: expected files with the hashes of the lock file/);
  assert.equal(existsSync(path.join(root, "node_modules")), false);
});

test("install scripts stay off, and the number of packages is told", async (t) => {
  const root = clone(t, { "node_modules/one": one });
  write(root, {
    "npm-cli.js": `const fs = require("fs");
      fs.mkdirSync("node_modules");
      fs.writeFileSync("arguments", process.argv.slice(2).join(" "));
      fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json");`,
  });
  await installPackages(root, { env: { npm_execpath: path.join(root, "npm-cli.js") } });
  assert.equal(packagesAreInstalled(root), true);
  assert.equal(countPackages(root), 2);
  assert.match(readFileSync(path.join(root, "arguments"), "utf8"), /^ci --ignore-scripts /);
});

test("uses the npm that came with this Node when another package manager called", () => {
  const [command, file] = npmCommand({ npm_execpath: "/usr/lib/yarn.js" });
  assert.equal(command === "npm" || (command === process.execPath && path.basename(file) === "npm-cli.js"), true);
});
