import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { writeReport } from "../../src/report";
import { projectRoot } from "../../src/run";
import { launchBrowser, withoutBrowser } from "../browser/browser";

const folder = mkdtempSync(path.join(tmpdir(), "slope-report-"));
const file = path.join(folder, "sample.html");
const notebook = path.join(projectRoot, "test/report/fixtures/sample.ipynb");

before(async () => {
  const run = { source: notebook, target: notebook, startedAt: new Date("2026-01-02T03:04:00Z"), seconds: 12.34, cells: 5 };
  const { faults } = await writeReport(notebook, file, run);
  assert.deepEqual(faults, []);
});
after(() => rmSync(folder, { recursive: true }));

describe("a report's file", () => {
  it("stays under 3 MB and holds nothing that points outside", () => {
    assert.ok(statSync(file).size < 3e6);
    const markup = readFileSync(file, "utf8").replace(/<script[\s\S]*?<\/script>/g, "<script>");
    const outside = markup.match(/<(?:script|link|img|iframe)[^>]*(?:src|href)="(?!data:)[^"]*"/g);
    assert.equal(outside, null);
  });

  it("holds its still pictures as WebP, a fraction of the notebook's PNG", () => {
    const text = readFileSync(file, "utf8");
    assert.doesNotMatch(text, /data:image\/png/);
    assert.equal(text.match(/data:image\/webp/g)!.length, 2);
  });

  it("says how it was made", () => {
    const text = readFileSync(file, "utf8");
    assert.match(text, /Made on 2 January 2026 at 03:04 UTC from test\/report\/fixtures\/sample\.ipynb: all 5 code cells run in order in a clean kernel, in 12\.3 s\./);
    assert.match(text, /Node \d+\.\d+\.\d+, tslab [\d.]+, TensorFlow\.js [\d.]+ on (TensorFlow [\d.]+|WebAssembly), Vega-Lite [\d.]+/);
  });
});

describe("a report in a browser without a network", { skip: withoutBrowser }, () => {
  let browser: Browser;
  before(async () => void (browser = await launchBrowser()));
  after(() => browser.close());

  /** Opens the report and collects what it asks for and complains about. */
  async function open(options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options, offline: true });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => request.url().startsWith("data:") || requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(file).href);
    return { context, page, requests, complaints };
  }

  const drawn = (page: Page) => page.waitForFunction("document.documentElement.dataset.charts");

  it("asks for nothing but itself, complains of nothing and draws every chart", async () => {
    const { context, page, requests, complaints } = await open();
    await drawn(page);
    assert.equal(await page.locator("figure.chart svg.marks").count(), 2);
    assert.equal(await page.locator("figure.chart > img").filter({ visible: true }).count(), 0);
    assert.deepEqual(requests, [pathToFileURL(file).href]);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it("moves a chart with its slider", async () => {
    const { context, page } = await open();
    await drawn(page);
    const line = page.locator("figure.chart").nth(1).locator("svg.marks .mark-line path");
    const before = await line.getAttribute("d");
    await page.locator('input[type="range"]').fill("4");
    await assert.doesNotReject(page.waitForFunction(
      (d) => (globalThis as unknown as { document: { querySelectorAll(s: string): { getAttribute(n: string): string }[] } })
        .document.querySelectorAll("figure.chart .mark-line path")[1]!.getAttribute("d") !== d, before));
    await context.close();
  });

  it("draws the charts anew when the reader turns to dark, and prints them light", async () => {
    const { context, page } = await open();
    await drawn(page);
    const title = page.locator("figure.chart svg.marks .role-title-text text").first();
    const light = await title.getAttribute("fill");
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForFunction("document.documentElement.dataset.charts === 'dark'");
    assert.notEqual(await title.getAttribute("fill"), light);
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    assert.equal(await page.locator("figure.chart > img").filter({ visible: true }).count(), 2);
    await context.close();
  });

  it("keeps what is hostile in the data inert", async () => {
    const { context, page } = await open();
    await drawn(page);
    assert.equal(await page.locator("main b").count(), 0);
    const label = await page.locator("svg.marks").first().getAttribute("aria-label");
    assert.equal(label, 'Points on a line, "quoted" & <marked>');
    await context.close();
  });

  it("has typeset mathematics, working links, pictures and folded code with JavaScript off", async () => {
    const { context, page, complaints } = await open({ javaScriptEnabled: false });
    const text = await page.locator("main").innerText();
    assert.ok(!/\$\$|\\frac|\\begin/.test(await page.locator("main .katex-html").allInnerTexts().then((all) => all.join())));
    assert.match(text, /It costs \$5 and \$10, a formula/);
    assert.ok(await page.locator("main .katex").count() >= 10);
    assert.deepEqual(await page.locator("figure.chart > img").filter({ visible: true }).evaluateAll(
      (images) => (images as unknown as { naturalWidth: number }[]).map((image) => image.naturalWidth > 100)), [true, true]);
    assert.equal(await page.locator("button").filter({ visible: true }).count(), 0);
    await page.getByRole("link", { name: "the charts" }).click();
    assert.match(page.url(), /#Charts-of-/);
    assert.equal(await page.getByRole("link", { name: "the next" }).getAttribute("href"), "02-next.html#There");
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it("works by keyboard: skips to the text, unfolds one cell, unfolds all", async () => {
    const { context, page } = await open();
    await drawn(page);
    await page.keyboard.press("Tab");
    assert.equal(await page.locator(":focus").innerText(), "Skip to the text");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(":focus").getAttribute("id"), "text");
    const folds = page.locator("details.code");
    const open_ = page.locator("details.code[open]");
    assert.equal(await open_.count(), 1, "only the parameters are open at first");
    await folds.nth(1).locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.equal(await open_.count(), 2);
    await page.getByRole("button", { name: "Show all code" }).press("Space");
    assert.equal(await open_.count(), await folds.count());
    await context.close();
  });

  it("keeps HTML inside a table's cell whole, and shows the notebook's image files", async () => {
    const { context, page } = await open();
    const more = page.locator("main td details");
    assert.equal(await more.locator("code").textContent(), "x");
    assert.equal(await more.locator("code").isVisible(), false);
    await more.getByText("more").click();
    assert.equal(await more.locator("code").isVisible(), true);
    const dot = page.getByRole("img", { name: "A dot in a square" });
    assert.equal(await dot.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth), 40);
    await context.close();
  });

  it("lists its headings and gives each a place of its own", async () => {
    const { context, page } = await open();
    const links = page.locator("nav li a");
    assert.deepEqual(await links.evaluateAll((all) => (all as unknown as { hash: string }[]).map((link) => decodeURI(link.hash))), [
      "#Charts-of-$y$", "#Tables-and-verdicts", "#Tables", "#Tables-2",
    ]);
    await context.close();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`has no fault that axe-core knows of, ${colorScheme}`, async () => {
      const { context, page } = await open({ colorScheme });
      await drawn(page);
      await page.locator("#show-code").click();
      await page.addScriptTag({ path: path.join(projectRoot, "node_modules/axe-core/axe.min.js") });
      const { violations } = await page.evaluate("axe.run()") as { violations: { id: string; nodes: { html: string }[] }[] };
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`), []);
      await context.close();
    });
  }

  it("fits a phone without scrolling sideways", async () => {
    const { context, page } = await open({ viewport: { width: 390, height: 800 } });
    await drawn(page);
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390);
    await context.close();
  });
});
