import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { writeReport } from "../../src/report";
import { notebookNames, projectRoot } from "../../src/run";
import { axeFaults } from "../browser/axe";
import { launchBrowser, withoutBrowser } from "../browser/browser";
import { codeCells, notebookFile, outputs, readNotebook } from "./notebook";

/** Formulas and code are tried once, on the sample: there are hundreds here, and each takes its time. */
const FORMULAS_AND_CODE = [".katex", ".highlight", "svg.marks > *"];

/** Moves every slider of the charts to its end, and requires that a picture changes with it. */
async function moveSliders(page: Page): Promise<void> {
  for (const slider of await page.locator('figure.chart input[type="range"]').all()) {
    const chart = slider.locator("xpath=ancestor::figure").locator("svg.marks");
    const before = await chart.innerHTML();
    const [value, end] = [await slider.inputValue(), await slider.getAttribute("max")];
    await slider.fill(value === end ? (await slider.getAttribute("min"))! : end!);
    await page.waitForTimeout(100);
    assert.notEqual(await chart.innerHTML(), before, "a slider moves nothing");
  }
}

/** What is used of an element of the page. */
interface PagePart {
  cloneNode(deep: true): PagePart;
  querySelectorAll(selector: string): Iterable<{ remove(): void }>;
  textContent: string;
}

/** With JavaScript off every chart is a picture and no formula is raw. */
async function isWholeWithoutScripts(browser: Browser, file: string, charts: number): Promise<void> {
  const page = await browser.newPage({ javaScriptEnabled: false, offline: true });
  await page.goto(pathToFileURL(file).href);
  assert.equal(await page.locator("figure.chart > img").filter({ visible: true }).count(), charts);
  const prose = await page.locator("main .markdown, main .html").evaluateAll((parts) => (parts as unknown as PagePart[]).map((part) => {
    const copy = part.cloneNode(true);
    for (const other of copy.querySelectorAll("code, pre, .katex")) other.remove();
    return copy.textContent;
  }));
  assert.deepEqual(prose.flatMap((text) => text.match(/\$[^$\s][^$]*\$|\\[a-zA-Z]{2,}/g) ?? []), []);
  await page.close();
}

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
      const began = performance.now();
      const { file, bytes, faults } = await writeReport(source, path.join(folder, `${name}.html`), { run });
      console.log(`${name}: ${(bytes / 1e6).toFixed(1)} MB, converted in ${((performance.now() - began) / 1000).toFixed(1)} s`);
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
        if (colorScheme === "dark") await moveSliders(page);
        assert.deepEqual(await axeFaults(page, FORMULAS_AND_CODE), []);
        await page.setViewportSize({ width: 390, height: 844 });
        assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390, "the page scrolls sideways on a phone");
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.screenshot({ path: path.join(projectRoot, `.slope/pictures/report-${name}-${colorScheme}.png`), fullPage: true });
        await page.close();
      }
      await isWholeWithoutScripts(browser, file, charts.length);
    });
  }
});
