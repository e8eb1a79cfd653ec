import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { requireBrowser } from "../../scripts/commands/test.mjs";
import { findBrowser } from "../../scripts/setup/browser.mjs";
import { commands, folderFor } from "./stand_ins.mjs";

test("takes the browser that SLOPE_BROWSER names before one on the PATH", (t) => {
  const env = commands(folderFor(t), { "google-chrome": "", mine: "" });
  assert.equal(findBrowser(env), path.join(env.PATH, "google-chrome"));
  const mine = path.join(env.PATH, "mine");
  assert.equal(findBrowser({ ...env, SLOPE_BROWSER: mine }), mine);
});

test("refuses a SLOPE_BROWSER that is no executable", () => {
  assert.throws(() => findBrowser({ SLOPE_BROWSER: "/no/browser" }), {
    message: 'SLOPE_BROWSER: expected a browser\'s executable, received "/no/browser". Leave it unset to have one looked for.',
  });
});

test("finds none on a system without one", () => {
  assert.equal(findBrowser({ PATH: "" }, "plan9"), null);
});

test("tests without a browser go on, but not on a build machine", () => {
  assert.equal(requireBrowser({ PATH: "" }, "plan9"), null);
  assert.throws(() => requireBrowser({ PATH: "", CI: "true" }, "plan9"), {
    message: "Browser tests: expected a browser where CI is set, received none. "
      + "Install Chrome, Chromium or Edge (Debian: `apt install chromium`), or name one in SLOPE_BROWSER.",
  });
});
