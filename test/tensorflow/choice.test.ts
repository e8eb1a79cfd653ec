import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { choose } from "../../src/tensorflow/choice";

const folder = mkdtempSync(path.join(tmpdir(), "slope-choice-"));
const missing = path.join(folder, "missing.json");
after(() => rmSync(folder, { recursive: true }));

function record(text: string): string {
  const file = path.join(folder, "backend.json");
  writeFileSync(file, text);
  return file;
}

describe("the choice of a backend", () => {
  test("is native when nothing was said", () => {
    assert.deepEqual(choose(undefined, missing), { name: "native", reason: "the default before set-up has run" });
    assert.equal(choose("", missing).name, "native");
  });
  test("is what the set-up wrote down, with its reason", () => {
    const file = record('{ "backend": "wasm", "reason": "no compiler", "tensorflow": null }');
    assert.deepEqual(choose(undefined, file), { name: "wasm", reason: "no compiler" });
  });
  test("is forced by SLOPE_BACKEND", () => {
    const file = record('{ "backend": "wasm", "reason": "no compiler", "tensorflow": null }');
    assert.deepEqual(choose("native", file), { name: "native", reason: "SLOPE_BACKEND=native" });
  });
  test("refuses an unknown word", () => {
    assert.throws(() => choose("cuda", missing), {
      name: "InputError",
      message: 'SLOPE_BACKEND: expected one of "native", "wasm", received "cuda"',
    });
  });
  test("refuses a record that it cannot read", () => {
    const mend = "Run `npm run setup` to write it anew";
    for (const [text, rule, value] of [
      ["{", "JSON as the set-up writes it", '"{"'],
      ["null", 'one of "native", "wasm"', "undefined"],
      ['{ "backend": "gpu" }', 'one of "native", "wasm"', '"gpu"'],
    ]) {
      const file = record(text);
      const what = rule.startsWith("JSON") ? file : `backend in ${file}`;
      const message = `${what}: expected ${rule}, received ${value}. ${mend}`;
      assert.throws(() => choose(undefined, file), { name: "InputError", message });
    }
  });
});
