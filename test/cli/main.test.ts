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

/** Runs the program as a user does; an object among the words is for its environment. */
function slope(...words: (string | NodeJS.ProcessEnv)[]): Promise<{ code: number; out: string; error: string }> {
  const program = path.join(projectRoot, "build/src/cli/main.js");
  return new Promise((resolve, reject) => {
    const args = words.filter((word): word is string => typeof word === "string");
    const env = Object.assign({}, process.env, ...words.filter((word) => typeof word !== "string")) as NodeJS.ProcessEnv;
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, env });
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
    for (const name of ["run", "parameters", "sweep", "report", "text", "notebook", "claims", "glossary"]) assert.match(out, new RegExp(`^  slope ${name}\\b`, "m"));
    assert.equal((await slope("report", "--help")).out, out);
    assert.equal((await slope()).code, 2);
  });

  const refusals: [string[], string][] = [
    [["reprot"], 'command: expected one of run, parameters, sweep, report, text, notebook, claims, glossary, received "reprot"'],
    [["toString"], 'command: expected one of run, parameters, sweep, report, text, notebook, claims, glossary, received "toString"'],
    [["report", "01", "--format", "html,docx"], '--format: expected one of "html", "pdf", "md", received "docx"'],
    [["report", "01", "--theme", "blue"], '--theme: expected one of "auto", "light", "dark", received "blue"'],
    [["report", "01", "--paper", "a5"], '--paper: expected one of "a4", "letter", received "a5"'],
    [["report", "01", "--set", "noise=3"], 'noise: expected a number, 0 to 2, received "3"'],
    [["sweep", "01"], '--set: expected at least one parameter with its values: name=1,2,3, received "none"'],
    [["sweep", "01", "--set", "noise=0..1", "--seed", "1"], '--seed: expected --random beside it, received "none"'],
    [["sweep", "01", "--set", "noise=0..1", "--random", "many"], "--random: expected an integer of at least 1, received NaN"],
    [["report", "77"], `notebook: expected one of ${notebooks}, or the path of an .ipynb file, received "77"`],
    [["report", "nowhere.ipynb"], 'notebook: expected a file that exists, received "nowhere.ipynb"'],
    [["report", "01", "--ouy", "x"], 'option: expected one of --set, --set-file, --timeout, --format, --no-code, --theme, --paper, --out, received "--ouy"'],
    [["report", "01", "--out"], '--out: expected a value after it, received "none"'],
    [["run", "01", "--in-place=yes"], '--in-place: expected no value, received "one"'],
    [["run", "01", "02"], `notebook: expected one of ${notebooks}, received "01 02"`],
    [["run", "01", "--set", "learningRat=1"],
      'parameter: expected one of learningRate, maxSteps, samples, noise, seed, testFraction, folds, received "learningRat"'],
    [["run", "01", "--set", "maxSteps=0"], 'maxSteps: expected an integer, 1 to 10000, received "0"'],
    [["run", "01", "--in-place", "--out", "x.ipynb"], 'option: expected either --out or --in-place, received "both"'],
    [["run", "01", "--out", "x.html"], '--out: expected a file name ending in .ipynb, received "x.html"'],
    [["run", "01", "--timeout", "soon"], "--timeout: expected an integer of at least 1, received NaN"],
    [["report", "01", "--timeout", "0"], "--timeout: expected an integer of at least 1, received 0"],
    [["sweep", "01", "--set", "noise=0,1", "--timeout", "0"], "--timeout: expected an integer of at least 1, received 0"],
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

  it("gives each cell so many seconds", async () => {
    writeNotebook(place("long.ipynb"), ["await new Promise((resolve) => setTimeout(resolve, 60_000));"]);
    for (const command of ["run", "report"]) {
      const { code, error } = await slope(command, "long.ipynb", "--timeout", "2", "--out", command === "run" ? "long-run.ipynb" : "late");
      assert.equal(code, 1);
      assert.match(error, /long\.ipynb, cell 1 of 1 \(.*\): it ran longer than 2 s; --timeout gives it more\n/);
    }
  });

  it("writes a report with a line of progress for each cell; a notebook that fails is named, ends it with 1 and stops no other", async () => {
    writeNotebook(place("bad.ipynb"), ["const a: number = 1;", "const b: number = 'two';"]);
    writeNotebook(place("plain.ipynb"), ["// Adds\nconsole.log(1 + 1);"]);
    const { code, out, error } = await slope("report", "bad.ipynb", "plain.ipynb", "--format", "html,md", "--no-code", "--out", "made");
    assert.equal(code, 1);
    const [first, failed, ...reason] = error.trimEnd().split("\n");
    const last = reason.pop();
    const kept = reason.pop();
    assert.match(first!, /^\[1\/2\] +[\d.]+ s  const a: number = 1;$/);
    assert.equal(failed, "bad.ipynb, cell 2 of 2 (const b: number = 'two';): an error");
    assert.match(reason.join("\n"), /Type 'string' is not assignable to type 'number'\./);
    assert.match(kept!, /^What was reached is in made[\\/]bad\.failed\.ipynb$/);
    assert.match(last!, /^\[1\/1\] +[\d.]+ s  \/\/ Adds$/);
    assert.match(out, /^made[\\/]plain\.html  [\d.]+ MB, 1 cell in [\d.]+ s\nmade[\\/]plain\.md  [\d.]+ MB, 1 cell in [\d.]+ s\nmade[\\/]index\.html  1 reports?\n$/);
    const html = readFileSync(place("made/plain.html"), "utf8");
    assert.match(html, /<title>plain<\/title>/);
    assert.doesNotMatch(html, /<details class="code"/);
    assert.match(readFileSync(place("made/index.html"), "utf8"), /<a href="plain\.html">plain<\/a>/);
    assert.deepEqual(readdirSync(place("made")).sort(), ["bad.failed.ipynb", "index.html", "plain.html", "plain.md"]);
  });

  it("refuses a PDF before anything runs where there is no browser", async () => {
    writeNotebook(place("unprinted.ipynb"), ["1"]);
    const { code, error } = await slope("report", "unprinted.ipynb", "--format", "pdf", { SLOPE_BROWSER: place("none") });
    assert.equal(code, 2);
    assert.match(error, /^SLOPE_BROWSER: expected a browser's program, received ".*none"\n$/);
  });

  it("compares the runs of a sweep, the failed ones listed", async () => {
    writeNotebook(place("swept.ipynb"), ["let rate = 0.1; // number, > 0: step size", "if (rate > 1) throw new Error('too large');"], { 0: ["parameters"] });
    const { code, out, error } = await slope("sweep", "swept.ipynb", "--set", "rate=1,2", "--out", "swept");
    assert.equal(code, 1);
    assert.match(error, /^\[2\/2\] +[\d.]+ s  rate=/m);
    assert.match(error, /rate=2  failed: cell 3 of 3: Error: too large\n/);
    assert.match(error, /^1 of 2 runs failed: the comparison lists them\.$/m);
    assert.equal(out, `${path.join("swept", "comparison.html")}  2 runs\n${path.join("swept", "results.csv")}\n`);
    assert.match(readFileSync(place("swept/results.csv"), "utf8"), /^rate,seconds,status,error\r\n1,[\d.]+,done,\r\n2,[\d.]+,failed,cell 3 of 3: Error: too large\r\n$/);
    assert.match(readFileSync(place("swept/comparison.html"), "utf8"), /<h2 id="One-run-failed">/);
  });
});
