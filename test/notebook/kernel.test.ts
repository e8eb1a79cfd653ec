import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";

interface Output {
  output_type: string;
  name?: string;
  text?: string;
  traceback?: string[];
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
}

const root = path.resolve(__dirname, "../../..");
const python = path.join(root, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

/** A place for kernels where `stock-tslab` is tslab as it comes from npm. */
function stockKernel(folder: string): string {
  const argv = [process.execPath, path.join(root, "node_modules/tslab/bin/tslab"), "kernel", "--config-path", "{connection_file}"];
  const place = path.join(folder, "kernels/stock-tslab");
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, "kernel.json"), JSON.stringify({ argv, display_name: "tslab", language: "typescript" }));
  return folder;
}

/** Runs cells in the kernel of that name. */
function runCells(kernel: string, folder: string, cells: string[]): Output[][] {
  const run = spawnSync(
    python,
    [path.join(root, "test/notebook/run_notebook.py"), kernel, path.join(root, "notebooks")],
    {
      input: JSON.stringify(cells),
      encoding: "utf8",
      env: { ...process.env, JUPYTER_PATH: stockKernel(folder) },
      maxBuffer: 2 ** 28,
    },
  );
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout) as Output[][];
}

const kernels = { "Slope's own kernel": "tslab", "tslab as it comes from npm": "stock-tslab" };

for (const [title, kernel] of Object.entries(kernels)) {
  describe(`in ${title}`, () => {
    let folder: string;
    let outputs: Output[][];
    const stdout = (cell: number) =>
      outputs[cell]!.filter(({ name }) => name === "stdout")
        .map(({ text }) => text)
        .join("");
    /** Stock tslab writes errors on stderr. */
    const errors = (cell: number) =>
      outputs[cell]!.filter(({ name, output_type }) => name === "stderr" || output_type === "error")
        .map(({ text, traceback }) => (text ?? traceback!.join("\n")).replace(/\x1b\[\d+m/g, ""))
        .join("");

    before(() => {
      folder = mkdtempSync(path.join(tmpdir(), "slope-kernel-"));
      outputs = runCells(kernel, folder, [
        `import { check, claim, claims, equals, exercise, holds, markdown, show } from "slope";
         import { scatterWithFit } from "slope";`,
        `show(scatterWithFit({ x: [1, 2], y: [3, 4], xTitle: "x", yTitle: "y" }));`,
        `console.log("first"); show(markdown("$x$")); check("one is one", equals(1, 1)); show("last");`,
        `await show({ [Symbol.for("Jupyter.display")]: async () => ({ "text/html": "<b>late</b>", "text/plain": "late" }) });`,
        `claim({ id: "A-1", where: "here", says: "a", verdict: "correct", shows: "b", evidence: { c: equals(1, 1) } });
         claim({ id: "A-1", where: "here", says: "a", verdict: "wrong", shows: "b", evidence: { c: equals(1, 1) } });`,
        `claims.summary();`,
        `claim({ id: "A-2", where: "here", says: "a", verdict: "correct", shows: "b", evidence: { c: equals(1, 2) } });`,
        `claim({ id: "A-3", where: "here", says: "a", verdict: "perhaps", shows: "b", evidence: { c: holds(true) } });`,
        `const factor = 2;`,
        `const task = exercise({
           name: "E", hint: "h", solution: "two times",
           answer: (value: number) => factor * value,
           check: (double: (value: number) => number) => double(3) === 6,
         });
         task.check((value) => value); task.solution();`,
        `exercise({ name: "E", hint: "h", answer: 3, check: (answer: number) => answer === factor });`,
      ]);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("a chart arrives as one message with all its formats", () => {
      const [output, ...others] = outputs[1]!;
      assert.deepEqual(others, []);
      assert.equal(output!.output_type, "display_data");
      assert.deepEqual(Object.keys(output!.data!).sort(), [
        "application/vnd.vegalite.v5+json",
        "image/png",
        "text/plain",
      ]);
      assert.equal(typeof output!.data!["application/vnd.vegalite.v5+json"], "object");
      assert.match(String((output!.metadata!["image/png"] as { alt: string }).alt), /^Scatter plot of 2 points/);
    });

    it("shown values and printed lines keep their order", () => {
      const seen = outputs[2]!
        .map((output) => output.text?.trim() ?? output.data!["text/markdown"] ?? output.data!["text/plain"])
        .filter(Boolean);
      assert.deepEqual(seen, ["first", "$x$", "✓ one is one (1 = 1)", "last"]);
    });

    it("a value may take its time to show itself", () => {
      assert.deepEqual(
        outputs[3]!.map(({ data }) => data),
        [{ "text/html": "<b>late</b>", "text/plain": "late" }],
      );
    });

    it("a claim checked twice counts once", () => {
      assert.equal(outputs[4]!.length, 2);
      assert.match(String(outputs[5]![0]!.data!["text/plain"]), /^1 claim checked: 1 wrong\n/);
    });

    it("a claim that does not hold fails its cell", () => {
      assert.match(errors(6), /CheckError: claim A-2, "c": expected = 2, received 1/);
      assert.ok(outputs[6]!.every(({ output_type }) => output_type === "stream" || output_type === "error"));
    });

    it("a verdict that does not exist is a type error before the cell runs", () => {
      assert.match(errors(7), /Type '"perhaps"' is not assignable/);
    });

    it("a wrong answer to an exercise is no error, and its solution is folded", () => {
      const said = outputs[9]!.map(({ data }) => String(data?.["text/markdown"]));
      assert.match(said[0]!, /not yet/);
      assert.equal(
        said[1],
        "<details><summary>E: solution</summary>\n\n```ts\n(value) => factor * value\n```\n\ntwo times\n\n</details>",
      );
      assert.equal(stdout(9), "");
    });

    it("an exercise whose model answer is wrong fails its cell", () => {
      assert.match(errors(10), /exercise "E", answer: expected one that its own checker accepts, received 3/);
    });
  });
}
