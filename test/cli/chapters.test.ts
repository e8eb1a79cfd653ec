import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../src/run";

/** Runs the program as a user does. */
function slope(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(projectRoot, "build/src/cli/main.js"), ...words], { encoding: "utf8" });
  return { code: status, out: stdout, error: stderr };
}

describe("slope claims", () => {
  it("lists the statements that can be computed with the cells that assert them: none is missing", () => {
    const { code, out } = slope("claims");
    assert.match(out, /^D0-20 +000 +§4\.1\.1 +wrong sign +01, 1 · Which way is downhill\?: The claims of 000 §4\.1, asserted$/m);
    assert.match(out, /^\d+ statements that can be computed, none missing:$/m);
    assert.equal(code, 0);
  });

  it("counts the statements of each part, with its chapters or the reason why it has none", () => {
    const { out } = slope("claims");
    const [, own, others] = /^(\d+) \+ (\d+) = 198 statements in all\.$/m.exec(out)!;
    const counted = (lines: string) => [...lines.matchAll(/^ *(\d+)  [a-z, ]+  \w/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
    const [inChapters, inNone] = out.split("\nIn no chapter:\n");
    assert.equal(counted(inChapters!), Number(own));
    assert.equal(counted(inNone!), Number(others));
    assert.equal(out.match(/^D[0-9X]-\d+ /gm)!.length, Number(own));
  });

  it("takes no words", () => {
    assert.deepEqual(slope("claims", "01"), { code: 2, out: "", error: 'claims: expected nothing after it, received "01"\n' });
    assert.deepEqual(slope("glossary", "01"), { code: 2, out: "", error: 'glossary: expected nothing after it, received "01"\n' });
  });
});
