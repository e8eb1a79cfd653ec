import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { findBrowser, renderReport, writePdf } from "../../src/report";
import { projectRoot } from "../../src/run";
import { withoutBrowser } from "../browser/browser";

const folder = mkdtempSync(path.join(tmpdir(), "slope-pdf-"));
after(() => rmSync(folder, { recursive: true }));
const notebook = path.join(projectRoot, "test/report/fixtures/sample.ipynb");

describe("a report as PDF", { skip: withoutBrowser }, () => {
  let html: string;
  before(async () => void ({ html } = await renderReport(notebook, { theme: "light" })));
  const pdf = async (name: string, paper?: "a4" | "letter") => readFileSync((await writePdf(html, path.join(folder, name), paper)).file).toString("latin1");

  it("is tagged, with a title, a language, an outline and alternative texts; charts are vectors, in A4 unless asked otherwise", async () => {
    const text = await pdf("a4.pdf");
    assert.match(text, /^%PDF-1\.\d/);
    for (const part of [/\/MarkInfo <<[^>]*\/Marked true/, /\/StructTreeRoot \d/, /\/Lang \(en\)/, /\/Outlines \d/, /\/Title \(/, /\/S \/Figure/, /\/S \/TH\b/]) {
      assert.match(text, part);
    }
    assert.match(text, /\/Alt \(Points on a line, "quoted" & <marked>\)/);
    const sizes = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [Number(width), Number(height)] as const);
    assert.ok(sizes.length > 0 && sizes.every(([width, height]) => Math.abs(width - 595.3) < 1 && Math.abs(height - 841.9) < 1));
    // the notebook's own image file is drawn as vectors as well: no picture of pixels is left
    assert.doesNotMatch(text, /\/Subtype \/Image/);
  });

  it("comes in letter size too", async () => {
    assert.match(await pdf("letter.pdf", "letter"), /\/MediaBox \[0 0 612 792\]/);
  });
});

describe("findBrowser", () => {
  it("says in one sentence what is missing where there is no browser", () => {
    assert.throws(() => findBrowser({ PATH: folder }, "win32"), {
      message: 'browser: expected one of Chromium\'s family on this machine, received "none". Install Chrome, Chromium or Edge, or name its program '
        + "in SLOPE_BROWSER; HTML and Markdown need none",
    });
    assert.throws(() => findBrowser({ SLOPE_BROWSER: path.join(folder, "none") }), /SLOPE_BROWSER: expected a browser's program, received/);
  });

  it("takes the one that is named", () => {
    assert.equal(findBrowser({ SLOPE_BROWSER: process.execPath }), process.execPath);
  });
});
