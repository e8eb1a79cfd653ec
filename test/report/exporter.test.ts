import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { renderReport } from "../../src/report";
import { environmentPython, projectRoot } from "../../src/run";

const folder = mkdtempSync(path.join(tmpdir(), "slope-exporter-"));
after(() => rmSync(folder, { recursive: true }));
const notebook = path.join(projectRoot, "test/report/fixtures/sample.ipynb");

/** What JupyterLab's server does for File > Save and Export Notebook As > Report. */
const EXPORT = `import sys
from nbconvert.exporters.base import get_exporter, get_export_names
assert "report" in get_export_names()
exporter = get_exporter("report")()
assert exporter.export_from_notebook and exporter.output_mimetype == "text/html"
text, resources = exporter.from_filename(sys.argv[1])
assert resources["output_extension"] == ".html"
open(sys.argv[2], "w", encoding="utf-8").write(text)
`;

/** What differs between two exports: the moment, and the word that lets the page's programs run. */
const constant = (html: string) => html.replace(/nonce(=|-)"?[\w+/=]{24}/g, "nonce").replace(/Exported on [^,]+ UTC/, "Exported");

describe("JupyterLab's export menu", () => {
  it("offers the report, the same as `slope report` writes", async () => {
    const file = path.join(folder, "exported.html");
    await promisify(execFile)(environmentPython(), ["-W", "ignore", "-c", EXPORT, notebook, file]);
    const { html } = await renderReport(notebook);
    assert.equal(constant(readFileSync(file, "utf8")), constant(html));
  });
});
