import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { homedir } from "node:os";
import { describe, it } from "node:test";
import { renderValue, withoutPictures, type Display } from "../../src/display";
import { environmentPython, notebookNames, projectRoot } from "../../src/run";
import { codeCells, failures, join, notebookFile, outputs, readNotebook } from "./notebook";

const VEGA_LITE = "application/vnd.vegalite.v5+json";
const RICH = ["text/html", "text/markdown", "image/png"];
const RECORD = "application/vnd.slope.record+json";
const WIDGET = "application/vnd.jupyter.widget-view+json";

const VALIDATE = `
import sys
sys.modules["rfc3987_syntax"] = None  # two seconds to import, and of no use here
import nbformat
for file in sys.argv[1:]: nbformat.validate(nbformat.read(file, 4))
`;

it("there are notebooks, and all are valid", () => {
  const files = notebookNames().map(notebookFile);
  assert.ok(files.length >= 2);
  execFileSync(environmentPython(), ["-c", VALIDATE, ...files]);
});

for (const name of notebookNames()) {
  describe(`the saved notebook ${name}`, () => {
    const file = notebookFile(name);
    const notebook = readNotebook(file);

    it("names our kernel and stays under 3 MB", () => {
      assert.equal(notebook.metadata.kernelspec.name, "tslab");
      assert.ok(statSync(file).size < 3e6);
    });

    it("was run from top to end without a failure", () => {
      assert.deepEqual(failures(notebook), []);
      const cells = codeCells(notebook);
      assert.deepEqual(cells.map((cell) => cell.execution_count), cells.map((_, index) => index + 1));
    });

    it("has one parameters cell of `let` declarations", () => {
      const cells = notebook.cells.filter((cell) => cell.metadata.tags?.includes("parameters"));
      assert.equal(cells.length, 1);
      const source = [cells[0]!.source].flat().join("");
      for (const line of source.trim().split("\n")) assert.match(line, /^(let \w+(: [^=]+)? = .+; \/\/ \w+|\/\/ )/);
    });

    it("links to chapters beside it only: JupyterLab serves no other folder, and a report is sent alone", () => {
      const prose = notebook.cells.filter((cell) => cell.cell_type === "markdown").map((cell) => join(cell.source)).join("\n");
      const targets = Array.from(prose.matchAll(/\]\(([^)\s]+)\)/g), ([, target]) => target!).filter((target) => !/^(https?:|#)/.test(target));
      assert.deepEqual(targets.filter((target) => !/^[\w-]+\.ipynb$/.test(target) || !notebookNames().includes(target.slice(0, -6))), []);
    });

    it("records results for sweeps to compare", () => {
      assert.ok(outputs(notebook).some(({ output }) => RECORD in (output.data ?? {})));
    });

    it("names no place on the machine that ran it", () => {
      const text = JSON.stringify(outputs(notebook).map(({ output }) => ({ ...output, data: { ...output.data, "image/png": "" } })));
      for (const place of [projectRoot, homedir(), "/root/", "/tmp/", "/home/", "/Users/", "\\\\Users\\\\"]) {
        assert.ok(!text.includes(place), `${place} is in an output`);
      }
    });

    it("has every table as HTML, every text marked up, and no table drawn of letters", () => {
      for (const { output, line } of outputs(notebook)) {
        if (output.data === undefined) assert.doesNotMatch([output.text].flat().join(""), /[─│┌┐└┘═║╔╗╚╝]/, `${line}: a table that is only text`);
        else if ([output.data["text/plain"]].flat().join("").includes("\n")) assert.ok(RICH.some((mime) => mime in output.data!), `${line}: only text`);
      }
    });

    it("tells JupyterLab to draw every chart as one that is run now", () => {
      for (const { output, line } of outputs(notebook)) {
        const spec = output.data?.[VEGA_LITE];
        if (spec === undefined) continue;
        const { metadata } = withoutPictures(() => renderValue(spec)) as Display;
        assert.deepEqual(output.metadata![VEGA_LITE], metadata[VEGA_LITE], line);
      }
    });

    it("has a picture and a description with every chart, and sizes under 200 KB", () => {
      for (const { output, line } of outputs(notebook)) {
        const spec = output.data?.[VEGA_LITE];
        if (spec === undefined) continue;
        assert.equal(typeof spec, "object", line);
        assert.ok(JSON.stringify(spec).length < 200_000, `${line}: the chart is too large`);
        const picture = Buffer.from([output.data!["image/png"]].flat().join(""), "base64");
        assert.equal(picture.subarray(1, 4).toString(), "PNG", line);
        const { width, alt } = output.metadata!["image/png"] as { width: number; alt: string };
        assert.equal(picture.readUInt32BE(16), 2 * width, `${line}: the picture is not twice its size`);
        assert.ok(alt.length > 20, `${line}: no description`);
        const text = [output.data!["text/plain"]].flat().join("");
        // a result of sliders says first what they stand at
        if (WIDGET in output.data!) assert.ok(text.endsWith(`\n\n${alt}`), line);
        else assert.equal(text, alt);
      }
    });
  });
}
