import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isAtLeast, nodeFault } from "../../scripts/setup/node.mjs";
import { ROOT } from "../../scripts/setup/places.mjs";

test("compares versions number by number, not letter by letter", () => {
  assert.equal(isAtLeast("20.19.0", "20.19"), true);
  assert.equal(isAtLeast("20.9.0", "20.19"), false);
  assert.equal(isAtLeast("24.0.0", "20.19"), true);
  assert.equal(isAtLeast("3.10.2", "3.10"), true);
  assert.equal(isAtLeast("3.9.18", "3.10"), false);
  assert.equal(isAtLeast("2.36", "2.27"), true);
});

test("an old Node is told which one is needed and how to get it", () => {
  assert.equal(nodeFault("20.19.0"), undefined);
  assert.equal(nodeFault("24.3.0"), undefined);
  assert.equal(
    nodeFault("12.9.0"),
    "Node: expected version 20.19 or newer, received 12.9.0. Install a newer one (https://nodejs.org, or `nvm install 22`) and run the same command again.",
  );
});

test("what an old Node reads first has no syntax that it does not know", () => {
  for (const file of ["start", "test", "setup", "doctor", "report", "fresh", "setup/node"]) {
    const text = readFileSync(`${ROOT}/scripts/${file}.mjs`, "utf8").replace(/^ ?\*.*|\/\*\*.*/gm, "");
    assert.doesNotMatch(text, /^await |\?\.|\?\?|\d_\d|#\w+\(|catch \{/m, file);
  }
});
