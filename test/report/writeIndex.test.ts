import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { indexEntry, writeIndex } from "../../src/report";
import { findNotebook, notebookNames, projectRoot } from "../../src/run";
import { axeFaults } from "../browser/axe";
import { launchBrowser, withoutBrowser } from "../browser/browser";

const folder = mkdtempSync(path.join(tmpdir(), "slope-index-"));
const file = path.join(folder, "index.html");
after(() => rmSync(folder, { recursive: true }));

describe("the list of reports", () => {
  before(async () => {
    const entries = notebookNames().slice(0, 3).map((name) => {
      const source = findNotebook(name);
      const run = { source, target: source, startedAt: new Date(), seconds: 12.34, cells: 5 };
      return indexEntry(source, run, [path.join(folder, `${name}.html`), path.join(folder, `${name}.pdf`)]);
    });
    await writeIndex(await Promise.all(entries), file);
  });

  it("has title, question, thumbnail, time and parameters of each, in one small file", () => {
    const text = readFileSync(file, "utf8");
    assert.match(text, /<h2><a href="01-linear-regression\.html">.*Linear regression.*<\/a><\/h2>\n<p>.*\?<\/p>\n<p class="quiet">5 code cells in 12\.3 s · <a href="01-linear-regression\.pdf">PDF<\/a><\/p>/);
    assert.match(text, /<li><code>folds = 5<\/code><\/li>/);
    assert.equal(text.match(/<img src="data:image\/webp;base64,[^"]+" alt="[^"]{20,}">/g)!.length, 3);
    assert.ok(Buffer.byteLength(text) < 200_000);
  });

  it("fits a phone, and axe-core finds nothing, light or dark", { skip: withoutBrowser }, async () => {
    const browser = await launchBrowser();
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ colorScheme, offline: true, viewport: { width: 390, height: 800 } });
      await page.goto(pathToFileURL(file).href);
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390);
      await page.setViewportSize({ width: 1000, height: 900 });
      assert.deepEqual(await axeFaults(page), []);
      await page.screenshot({ path: path.join(projectRoot, `.slope/pictures/report-index-${colorScheme}.png`) });
      await page.close();
    }
    await browser.close();
  });
});
