import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { indexEntry, sweepNotebook, writeIndex, writeMarkdown, writeReport } from "../../src/report";
import { NotebookError, projectRoot, readNotebook, runNotebook, type SweepRun } from "../../src/run";
import { launchBrowser, withoutBrowser } from "../browser/browser";
import { writeNotebook } from "../run/writeNotebook";

/** What a report must show and never obey. */
const EVIL = "</script><script>hacked = 1</script><img src=x onerror=\"hacked = 2\"></td>--><!-- ]]> \"q' & `${1}` \\ $5";
const QUOTED = JSON.stringify(EVIL);

const CELLS = [
  `let label = ${QUOTED}; // what stands everywhere: ${EVIL}`,
  `import { check, equals, linePlot, record, show, table } from "slope";`,
  "show(table([{ [label]: label }, { [label]: 2 }], { caption: label }));",
  `import { DataFrame } from "danfojs-node";\nshow(new DataFrame([[label, 1], ["b", 2]], { columns: [label, "n"] }));`,
  "show(linePlot({ lines: [{ name: label, x: [1, 2], y: [1, 2] }, { name: 'b', x: [1, 2], y: [2, 1] }], title: label, xTitle: label, yTitle: label, description: label }));",
  "console.log(label); console.error(label);",
  "check(label, { [label]: equals(1, 1) });",
  "record(label, label);",
  "label",
  "throw new RangeError(label);",
];

describe("a hostile notebook", () => {
  let folder: string;
  let notebook: string;

  before(async () => {
    mkdirSync(path.join(projectRoot, ".slope"), { recursive: true });
    folder = mkdtempSync(path.join(projectRoot, ".slope/hostile-")); // where packages resolve
    const source = path.join(folder, "hostile.ipynb");
    writeNotebook(source, CELLS, { 0: ["parameters"] });
    const run = runNotebook(source, path.join(folder, "run.ipynb"), { parameters: { label: `${EVIL}!` } });
    await assert.rejects(run, (error) => error instanceof NotebookError && error.cell === CELLS.length + 1);
    notebook = path.join(folder, "run.failed.ipynb");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("fails as it should, its error saved and told in words", () => {
    const { outputs } = readNotebook(notebook).cells.at(-1)!;
    assert.match(JSON.stringify(outputs), /RangeError[\s\S]*<\/script>/);
  });

  describe("as a document", { skip: withoutBrowser }, () => {
    let browser: Browser;
    before(async () => void (browser = await launchBrowser()));
    after(() => browser.close());

    /** Opens a page and collects what would show that something in it was obeyed. */
    async function open(file: string, charts = true): Promise<{ page: Page; heard: string[] }> {
      const page = await browser.newPage({ offline: true });
      const heard: string[] = [];
      page.on("request", (request) => request.url().startsWith("data:") || request.url() === pathToFileURL(file).href || heard.push(request.url()));
      page.on("console", (message) => heard.push(message.text()));
      page.on("pageerror", (error) => heard.push(error.message));
      await page.goto(pathToFileURL(file).href);
      if (charts) await page.waitForFunction("document.documentElement.dataset.charts");
      return { page, heard };
    }

    const isInert = async (page: Page, heard: string[]) => {
      assert.deepEqual(heard, []);
      assert.equal(await page.evaluate("typeof hacked"), "undefined");
      assert.equal(await page.locator('img[src="x"], [onerror]').count(), 0);
    };

    it("shows everything as words in its report: tables, charts, their data, streams, verdicts, records, errors, parameters", async () => {
      const { file, faults } = await writeReport(notebook, path.join(folder, "hostile.html"));
      assert.deepEqual(faults, []);
      const { page, heard } = await open(file);
      await page.locator("details.data").evaluateAll((folds) => folds.forEach((fold) => Object.assign(fold, { open: true })));
      await page.locator("details.data table").first().waitFor();
      await isInert(page, heard);
      const said = `${EVIL}!`;
      const shown = await page.locator("main").evaluate((main) => (main as unknown as { textContent: string }).textContent);
      assert.ok(shown.split(said).length > 10, "it is not shown");
      assert.equal(await page.locator(".html caption").first().textContent(), said);
      assert.equal(await page.locator("svg.marks").getAttribute("aria-label"), said);
      assert.equal(await page.locator("footer tr.changed td code").first().textContent(), JSON.stringify(said));
      assert.ok((await page.locator(".output.stderr, .output.error").last().textContent())!.includes(`RangeError: ${said}`));
      await page.close();
    });

    it("obeys no script in its Markdown either", async () => {
      const source = path.join(folder, "markdown.ipynb");
      const document = JSON.parse(readFileSync(notebook, "utf8")) as { cells: unknown[] };
      document.cells = [{ cell_type: "markdown", metadata: {}, source: `# ${EVIL}\n\n<script>hacked = 3</script><p onclick="hacked = 4">click</p><a href="javascript:hacked=5">link</a>` }];
      writeFileSync(source, JSON.stringify(document));
      const { file } = await writeReport(source, path.join(folder, "markdown.html"));
      const { page } = await open(file);
      await page.getByText("click").click();
      await page.getByText("link").click();
      assert.equal(await page.evaluate("typeof hacked"), "undefined");
      await page.close();
    });

    it("stays words in the list of reports and in the comparison of a sweep", async () => {
      const run = { source: notebook, target: notebook, startedAt: new Date(), seconds: 1, cells: 9 };
      const index = path.join(folder, "index.html");
      await writeIndex([await indexEntry(notebook, run, [path.join(folder, "hostile.html")])], index);
      const list = await open(index, false);
      await isInert(list.page, list.heard);
      await list.page.close();
      const runs = [0, 1].map((n): SweepRun => ({
        parameters: { [EVIL]: `${EVIL}${n}`, n }, status: n === 0 ? "done" : "failed", seconds: 1, records: n === 0 ? { [EVIL]: 1, text: EVIL } : {}, file: EVIL,
        ...(n === 1 && { error: EVIL }),
      }));
      const comparison = path.join(folder, "comparison.ipynb");
      writeFileSync(comparison, JSON.stringify(sweepNotebook(notebook, runs)));
      const { file } = await writeReport(comparison, path.join(folder, "comparison.html"), { origin: EVIL });
      const { page, heard } = await open(file);
      await isInert(page, heard);
      await page.close();
    });
  });

  it("is quoted in Markdown: alternative texts and tables hold no tag of it", async () => {
    const { file } = await writeMarkdown(notebook, path.join(folder, "hostile.md"));
    const text = readFileSync(file, "utf8").replace(/^(`{3,})[\s\S]*?^\1$/gm, "");
    assert.doesNotMatch(text.replaceAll(/`[^`]*`/g, ""), /<script|<img/);
  });
});
