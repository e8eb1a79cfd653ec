import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { renderReport, writeReport, type ReportOptions } from "../../src/report";
import { injectParameters, projectRoot, readNotebook, type NotebookDocument } from "../../src/run";
import { axeFaults } from "../browser/axe";
import { launchBrowser, withoutBrowser } from "../browser/browser";

const folder = mkdtempSync(path.join(tmpdir(), "slope-report-"));
const file = path.join(folder, "sample.html");
const notebook = path.join(projectRoot, "test/report/fixtures/sample.ipynb");

before(async () => {
  const run = { source: notebook, target: notebook, startedAt: new Date("2026-01-02T03:04:00Z"), seconds: 12.34, cells: 5 };
  const { faults } = await writeReport(notebook, file, { run });
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

  it("says how it was made: when, with which parameters, seed, data and versions", () => {
    const text = readFileSync(file, "utf8");
    assert.match(text, /<th scope="row"><code>slope<\/code><\/th><td><code>2<\/code><\/td><td>steepness<\/td>/);
    assert.match(text, /<dt>Seed<\/dt><dd>none among the parameters<\/dd>\n<dt>Data<\/dt><dd>no data files<\/dd>/);
    assert.match(text, /Made on 2 January 2026 at 03:04 UTC from test\/report\/fixtures\/sample\.ipynb: all 5 code cells run in order in a clean kernel, in 12\.3 s\./);
    assert.match(text, /Node \d+\.\d+\.\d+, tslab [\d.]+, TensorFlow\.js [\d.]+ on (TensorFlow [\d.]+|WebAssembly), Vega-Lite [\d.]+/);
  });
});

describe("a report on request", () => {
  const make = async (name: string, options: ReportOptions, change: (document: NotebookDocument) => void = () => {}) => {
    const document = readNotebook(notebook);
    change(document);
    const source = path.join(folder, `${name}.ipynb`);
    writeFileSync(source, JSON.stringify(document));
    return (await renderReport(source, { source: notebook, ...options })).html;
  };

  it("marks the parameters that the run changed", async () => {
    const html = await make("changed", {}, (document) => Object.assign(document, injectParameters(document, { slope: 3 })));
    assert.match(html, /<tr class="changed"><th scope="row"><code>slope<\/code><\/th><td><strong><code>3<\/code><\/strong> changed from <code>2<\/code>/);
    assert.match(html, /<summary>Parameters changed for this run<\/summary>/);
    assert.match(html, /Exported on .* UTC from test\/report\/fixtures\/sample\.ipynb as it was saved; when its cells were run is not known\./);
  });

  it("names the data files with their checksums, of loaders and of readCsv", async () => {
    writeFileSync(path.join(folder, "own.csv"), "a,b\n1,2\n");
    const html = await make("data", { source: path.join(folder, "data.ipynb") }, ({ cells }) => {
      cells[3]!.source = 'const cars = loadCars();\nconst own = await readCsv("own.csv");\nconst rows = loadThreeRows();\nlet seed = 4;';
      cells[1]!.source = "let seed = 42; // integer: seed of every draw";
    });
    assert.match(html, /<dt>Data<\/dt><dd>Fuel consumption of cars \(\d+ models\), SHA-256 <code>[0-9a-f]{64}<\/code><br>own\.csv, SHA-256 <code>[0-9a-f]{64}<\/code><\/dd>/);
    assert.match(html, /<dt>Seed<\/dt><dd>seed = 42<\/dd>/);
  });

  it("has no code without code, and everything else", async () => {
    const html = await make("bare", { code: false });
    assert.doesNotMatch(html, /<details class="code"|lastWriteDisplayData/);
    assert.equal(html.match(/<figure class="chart">/g)!.length, 2);
    assert.match(html, /printed \$5 and \$x\$ as they are/);
  });

  it("holds the notebook, with the values of the run and without outputs", async () => {
    const html = await make("attached", {}, (document) => Object.assign(document, injectParameters(document, { slope: 3 })));
    const [, data] = /<a download="sample\.ipynb" href="data:application\/x-ipynb\+json;base64,([^"]+)">/.exec(html)!;
    const attached = JSON.parse(Buffer.from(data!, "base64").toString()) as NotebookDocument;
    assert.deepEqual(attached.cells.map(({ source }) => source), injectParameters(readNotebook(notebook), { slope: 3 }).cells.map(({ source }) => source));
    assert.ok(attached.cells.every(({ outputs }) => outputs === undefined || outputs.length === 0));
  });

  it("says which chart cannot be compiled", async () => {
    const source = path.join(folder, "broken.ipynb");
    const document = readNotebook(notebook);
    (document.cells[4]!.outputs![0]!.data!["application/vnd.vegalite.v5+json"] as { layer: unknown }).layer = [{ mark: 3 }];
    writeFileSync(source, JSON.stringify(document));
    const { faults } = await renderReport(source, { source: notebook });
    assert.equal(faults.length, 1);
    assert.match(faults[0]!, /^Chart not drawn, its picture stands for it: Points on a line/);
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

  it("lists a chart's data in a table, and saves it as CSV", async () => {
    const { context, page } = await open({ acceptDownloads: true });
    await drawn(page);
    const data = page.locator("figure.chart").first().locator("details.data");
    assert.equal(await data.locator("table").count(), 0);
    await data.locator("summary").focus();
    await page.keyboard.press("Enter");
    await data.locator("table").first().waitFor();
    assert.match(await data.locator("caption").innerText(), /^20 rows/);
    assert.deepEqual(await data.locator("th").allInnerTexts(), ["x", "y", "name"]);
    assert.deepEqual(await data.locator("tbody tr").nth(1).locator("td").allInnerTexts(), ["1", "3", "</script><b>&1"]);
    const [download] = await Promise.all([page.waitForEvent("download"), data.getByRole("button", { name: "Save as CSV" }).click()]);
    assert.equal(readFileSync(await download.path(), "utf8").split("\r\n")[2], "1,3,</script><b>&1");
    await context.close();
  });

  it("gives the notebook back", async () => {
    const { context, page } = await open({ acceptDownloads: true });
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save sample.ipynb" }).click()]);
    assert.equal(download.suggestedFilename(), "sample.ipynb");
    assert.equal((JSON.parse(readFileSync(await download.path(), "utf8")) as NotebookDocument).cells.length, readNotebook(notebook).cells.length);
    await context.close();
  });

  for (const [theme, colorScheme, ink] of [["dark", "light", "rgb(228, 231, 234)"], ["light", "dark", "rgb(28, 33, 40)"]] as const) {
    it(`is ${theme} for everybody when asked, and printed dark on white`, async () => {
      await writeReport(notebook, path.join(folder, `${theme}.html`), { theme });
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      await page.goto(pathToFileURL(path.join(folder, `${theme}.html`)).href);
      await drawn(page);
      const color = () => page.evaluate("getComputedStyle(document.body).color");
      assert.equal(await color(), ink);
      assert.equal(await page.evaluate("document.documentElement.dataset.charts"), theme);
      await page.emulateMedia({ media: "print" });
      assert.equal(await color(), "rgb(28, 33, 40)");
      await context.close();
    });
  }

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

  it("prints what is unfolded, and of what is folded no handle that nobody can pull", async () => {
    const { context, page } = await open();
    await page.emulateMedia({ media: "print" });
    const more = page.locator("main td details");
    assert.equal(await more.isVisible(), false);
    assert.equal(await page.locator("details.code").filter({ visible: true }).count(), 1);
    await more.evaluate((fold) => Object.assign(fold, { open: true }));
    assert.equal(await more.locator("code").isVisible(), true);
    await context.close();
  });

  it("lists its headings and gives each a place of its own", async () => {
    const { context, page } = await open();
    const links = page.locator("nav li a");
    assert.deepEqual(await links.evaluateAll((all) => (all as unknown as { hash: string }[]).map((link) => decodeURI(link.hash))), [
      "#Charts-of-$y$", "#Tables-and-verdicts", "#Tables", "#Tables-2", "#how-made",
    ]);
    await context.close();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`has no fault that axe-core knows of, ${colorScheme}`, async () => {
      const { context, page } = await open({ colorScheme });
      await drawn(page);
      await page.locator("#show-code").click();
      await page.locator("details.data").first().evaluate((fold) => Object.assign(fold, { open: true }));
      await page.locator("details.data table").first().waitFor();
      assert.deepEqual(await axeFaults(page), []);
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
