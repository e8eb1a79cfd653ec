import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { notebookNames, projectRoot } from "../../src/run";
import { writeNotebook } from "../run/writeNotebook";

const folder = mkdtempSync(path.join(tmpdir(), "slope-cli-"));
after(() => rmSync(folder, { recursive: true }));
const place = (name: string) => path.join(folder, name);

/** Runs the program as a user does. */
function slope(...words: string[]): Promise<{ code: number; out: string; error: string }> {
  const program = path.join(projectRoot, "build/src/cli/main.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], { cwd: folder });
    let [out, error] = ["", ""];
    child.stdout.on("data", (text) => (out += text));
    child.stderr.on("data", (text) => (error += text));
    child.on("error", reject).on("close", (code) => resolve({ code: code ?? -1, out, error }));
  });
}

const notebooks = notebookNames().join(", ");

describe("slope", { concurrency: 2 }, () => {
  it("lists its commands", async () => {
    const { code, out } = await slope("--help");
    assert.equal(code, 0);
    for (const name of ["run", "parameters", "report", "text", "notebook", "claims", "glossary"]) assert.match(out, new RegExp(`^  slope ${name}\\b`, "m"));
    assert.equal((await slope("report", "--help")).out, out);
    assert.equal((await slope()).code, 2);
  });

  const refusals: [string[], string][] = [
    [["reprot"], 'command: expected one of run, parameters, report, text, notebook, claims, glossary, received "reprot"'],
    [["toString"], 'command: expected one of run, parameters, report, text, notebook, claims, glossary, received "toString"'],
    [["report"], `notebook: expected one or more of ${notebooks}, received "none"`],
    [["report", "77"], `notebook: expected one of ${notebooks}, or the path of an .ipynb file, received "77"`],
    [["report", "nowhere.ipynb"], 'notebook: expected a file that exists, received "nowhere.ipynb"'],
    [["report", "01", "--ouy", "x"], 'option: expected one of --out, received "--ouy"'],
    [["report", "01", "--out"], '--out: expected a value after it, received "none"'],
    [["run", "01", "--in-place=yes"], '--in-place: expected no value, received "one"'],
    [["run", "01", "02"], `notebook: expected one of ${notebooks}, received "01 02"`],
    [["run", "01", "--set", "learningRat=1"],
      'parameter: expected one of learningRate, maxSteps, samples, noise, seed, testFraction, folds, received "learningRat"'],
    [["run", "01", "--set", "maxSteps=0"], 'maxSteps: expected an integer, 1 to 10000, received "0"'],
    [["run", "01", "--in-place", "--out", "x.ipynb"], 'option: expected either --out or --in-place, received "both"'],
    [["run", "01", "--out", "x.html"], '--out: expected a file name ending in .ipynb, received "x.html"'],
    [["claims", "01"], 'claims: expected nothing after it, received "01"'],
    [["notebook", "x.ipynb"], 'text: expected one file name ending in .ts, received "x.ipynb"'],
  ];
  for (const [words, message] of refusals) {
    it(`answers "slope ${words.join(" ")}" with one sentence`, async () => {
      assert.deepEqual(await slope(...words), { code: 2, out: "", error: `${message}\n` });
    });
  }

  it("lists a notebook's parameters, and says when there are none", async () => {
    writeNotebook(place("set.ipynb"), ["let rate = 0.1; // number, > 0: step size\nlet on = true;"], { 0: ["parameters"] });
    const { code, out } = await slope("parameters", "set.ipynb");
    assert.equal(code, 0);
    assert.equal(out, "name  type     default  range  meaning\nrate  number   0.1      > 0    step size\non    boolean  true\n");
    writeNotebook(place("unset.ipynb"), ["let rate = 0.1;"]);
    assert.equal((await slope("parameters", "unset.ipynb")).out, "This notebook declares no parameters.\n");
  });

  it("runs a notebook with other values, those of --set before those of the file", async () => {
    writeNotebook(place("values.ipynb"), ["let rate = 0.1;\nlet steps = 1;\nlet on = true;", "console.log(rate, steps, on);"], { 0: ["parameters"] });
    writeFileSync(place("values.yaml"), "rate: 5\nsteps: 7\n");
    const { code, out } = await slope("run", "values.ipynb", "--set-file", "values.yaml", "--set", "rate=0.5", "--out", "made.ipynb");
    assert.equal(code, 0);
    assert.match(out, /^made\.ipynb  3 cells in [\d.]+ s\n$/);
    assert.match(readFileSync(place("made.ipynb"), "utf8"), /"0\.5 7 true\\n"/);
  });

  it("writes a report with a line of progress for each cell; a notebook that fails is named, ends it with 1 and stops no other", async () => {
    writeNotebook(place("bad.ipynb"), ["const a: number = 1;", "const b: number = 'two';"]);
    writeNotebook(place("plain.ipynb"), ["// Adds\nconsole.log(1 + 1);"]);
    const { code, out, error } = await slope("report", "bad.ipynb", "plain.ipynb", "--out", "made");
    assert.equal(code, 1);
    const [first, failed, reason, kept, last] = error.trimEnd().split("\n");
    assert.match(first!, /^\[1\/2\] +[\d.]+ s  const a: number = 1;$/);
    assert.equal(failed, "bad.ipynb, cell 2 of 2 (const b: number = 'two';): an error");
    assert.match(reason!, /Type 'string' is not assignable to type 'number'\.$/);
    assert.match(kept!, /^What was reached is in made[\\/]bad\.failed\.ipynb$/);
    assert.match(last!, /^\[1\/1\] +[\d.]+ s  \/\/ Adds$/);
    assert.match(out, /^made[\\/]plain\.html  [\d.]+ MB, 1 cell in [\d.]+ s\n$/);
    assert.match(readFileSync(place("made/plain.html"), "utf8"), /<title>plain<\/title>/);
    assert.deepEqual(readdirSync(place("made")).sort(), ["bad.failed.ipynb", "plain.html"]);
  });
});
