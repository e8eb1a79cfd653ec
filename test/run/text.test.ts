import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { notebookToText, projectRoot, textToNotebook } from "../../src/run";

const folder = mkdtempSync(path.join(tmpdir(), "slope-text-"));
after(() => rmSync(folder, { recursive: true }));
const sample = path.join(projectRoot, "test/report/fixtures/sample.ipynb");
const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));

describe("a notebook as text", () => {
  it("has Markdown as comments, tags, code as it is and no outputs", async () => {
    const file = path.join(folder, "sample.ts");
    await notebookToText(sample, file);
    const text = readFileSync(file, "utf8");
    assert.match(text, /^\/\/ %% \[markdown\]\n\/\/ # A sample of \$y = wx\$$/m);
    assert.match(text, /^\/\/ %% tags=\["parameters"\]\nlet slope = 2; \/\/ steepness$/m);
    assert.doesNotMatch(text, /image\/png": "|jupytext/);
  });

  it("comes back as the same notebook, and keeps the outputs of the cells that did not change", async () => {
    const text = path.join(folder, "back.ts");
    const copy = path.join(folder, "copy.ipynb");
    writeFileSync(copy, readFileSync(sample));
    await notebookToText(sample, text);
    await textToNotebook(text, copy);
    assert.deepEqual(read(copy), read(sample));
    writeFileSync(text, readFileSync(text, "utf8").replace("let slope = 2;", "let slope = 3;"));
    await textToNotebook(text, copy);
    const [, parameters, , , scatter] = read(copy).cells;
    assert.equal(parameters.source[0], "let slope = 3; // steepness\n");
    assert.deepEqual(scatter, read(sample).cells[4]);
  });

  it("becomes a notebook for Slope's kernel when there was none before", async () => {
    const text = path.join(folder, "new.ts");
    const notebook = path.join(folder, "new.ipynb");
    writeFileSync(text, "// %% [markdown]\n// # New\n\n// %%\nconst one = 1;\n");
    await textToNotebook(text, notebook);
    assert.equal(read(notebook).metadata.kernelspec.name, "tslab");
    assert.deepEqual(read(notebook).cells.map((cell: { cell_type: string }) => cell.cell_type), ["markdown", "code"]);
  });
});
