import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { writeReport } from "../../src/report";
import { notebookNames, projectRoot } from "../../src/run";
import { launchBrowser, withoutBrowser } from "../browser/browser";
import { codeCells, notebookFile, outputs, readNotebook } from "./notebook";

/** Formulas and code are tried once, on the sample: there are hundreds here, and each takes its time. */
const AXE = `axe.run({ exclude: [".katex", ".highlight", "svg.marks > *"] }, { resultTypes: ["violations"] })`;

const folder = mkdtempSync(path.join(tmpdir(), "slope-reports-"));
after(() => rmSync(folder, { recursive: true }));

describe("the report of a saved notebook, with no network", { skip: withoutBrowser }, () => {
  let browser: Browser;
  before(async () => void (browser = await launchBrowser()));
  after(() => browser?.close());

  for (const name of notebookNames()) {
    it(`${name}: everything typeset, every chart drawn, nothing asked for, nothing that axe-core knows of`, async () => {
      const source = notebookFile(name);
      const notebook = readNotebook(source);
      const run = { source, target: source, startedAt: new Date(), seconds: 1, cells: codeCells(notebook).length };
      const { file, bytes, faults } = await writeReport(source, path.join(folder, `${name}.html`), { run });
      assert.deepEqual(faults, []);
      assert.ok(bytes < 3e6, `${bytes} bytes`);
      const charts = outputs(notebook).filter(({ output }) => output.data?.["application/vnd.vegalite.v5+json"] !== undefined);
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({ colorScheme, offline: true, viewport: { width: 1280, height: 900 } });
        const heard: string[] = [];
        page.on("request", (request) => request.url().startsWith("data:") || heard.push(request.url()));
        page.on("console", (message) => heard.push(message.text()));
        page.on("pageerror", (error) => heard.push(error.message));
        await page.goto(pathToFileURL(file).href);
        await page.waitForFunction("document.documentElement.dataset.charts");
        console.log(`${name}, ${colorScheme}: ${charts.length} charts drawn after ${Math.round(await page.evaluate("performance.now()"))} ms`);
        assert.deepEqual(heard, [pathToFileURL(file).href]);
        assert.equal(await page.locator('figure.chart[data-state="live"] svg.marks').count(), charts.length);
        await page.addScriptTag({ path: path.join(projectRoot, "node_modules/axe-core/axe.min.js") });
        const { violations } = await page.evaluate(AXE) as { violations: { id: string; nodes: { html: string }[] }[] };
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`), []);
        await page.screenshot({ path: path.join(projectRoot, `.slope/pictures/report-${name}-${colorScheme}.png`), fullPage: true });
        await page.close();
      }
    });
  }
});
