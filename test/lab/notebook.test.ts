import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { projectRoot } from "../../src/run";
import { launchBrowser, withoutBrowser } from "../browser/browser";
import { startLab, type Lab } from "./lab";
import { chartPictures, chooseTheme, contrastOfWords, runAllCells, takePicture, typeParameter, waitForKernel, type CodeCell } from "./labPage";

const pictures = path.join(projectRoot, ".slope/pictures");
const VEGA_LITE = "application/vnd.vegalite.v5+json";

/** What a reader would take for a failure: error outputs, and whatever came on stderr. */
function failures(cells: CodeCell[]): string[] {
  return cells.flatMap(({ source, outputs }) =>
    outputs
      .filter((output) => output.output_type === "error" || output.name === "stderr")
      .map((output) => `${source.split("\n")[0]}: ${output.text ?? output.output_type}`));
}

const charts = (cells: CodeCell[]) => cells.flatMap(({ outputs }) => outputs).filter(({ data }) => data?.[VEGA_LITE] !== undefined);

describe("notebook 01 in JupyterLab", { skip: withoutBrowser }, () => {
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  let first: string[];
  let second: string[];
  const everyWordIsReadable = async (theme: string) => {
    const contrasts = await contrastOfWords(page);
    assert.equal(contrasts.length, first.length);
    for (const contrast of contrasts) assert.ok(contrast >= 4.5 && contrast <= 21, `${theme}: contrasts ${contrasts.join(", ")}`);
  };

  before(async () => {
    [lab, browser] = await Promise.all([startLab(), launchBrowser()]);
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(lab.address("01-linear-regression.ipynb"));
    await waitForKernel(page);
  });
  after(async () => {
    await browser?.close();
    await lab?.stop();
  });

  it("runs from top to end with no failure and draws every chart", async () => {
    const cells = await runAllCells(page);
    assert.deepEqual(failures(cells), []);
    assert.ok(cells.every(({ count }) => count !== null), "a cell was not run");
    const count = charts(cells).length;
    assert.ok(count >= 5);
    first = await chartPictures(page, count);
    assert.equal(first.length, count);
    assert.ok(first.every((picture) => picture.length > 2000), "a chart is empty");
    await takePicture(page, path.join(pictures, "lab-light.png"));
  });

  it("draws another picture when its first parameter is changed and all is run again", async () => {
    await typeParameter(page, "0.3");
    const cells = await runAllCells(page);
    assert.deepEqual(failures(cells), []);
    second = await chartPictures(page, first.length);
    assert.equal(second.length, first.length);
    assert.ok(second.some((picture, index) => picture !== first[index]), "every picture is as it was");
    assert.ok(second.some((picture, index) => picture === first[index]), "pictures that do not depend on it changed too");
  });

  it("keeps every word of its charts readable when the reader changes the theme, and draws none of them anew", async () => {
    await page.evaluate(`window.drawnCharts = [...document.querySelectorAll(".jp-Notebook .vega-embed svg.marks")]`);
    for (const theme of ["Light", "Dark", "Light"] as const) {
      await chooseTheme(page, theme);
      await everyWordIsReadable(theme);
      await takePicture(page, path.join(pictures, `lab-changed-to-${theme.toLowerCase()}.png`));
    }
    assert.ok(await page.evaluate("window.drawnCharts.every((chart) => chart.isConnected)"));
    assert.deepEqual(await chartPictures(page, second.length), second);
  });

  it("shows its charts again as they were saved, without a run, in the dark theme, and in the light one after it", async () => {
    await page.evaluate("window.jupyterapp.commands.execute('docmanager:save')");
    await chooseTheme(page, "Dark");
    await page.reload();
    await waitForKernel(page);
    assert.equal(await page.evaluate("document.body.dataset.jpThemeLight"), "false");
    assert.deepEqual(await chartPictures(page, second.length), second);
    await everyWordIsReadable("Dark");
    await takePicture(page, path.join(pictures, "lab-dark.png"));
    await chooseTheme(page, "Light");
    await everyWordIsReadable("Light, drawn in the dark");
  });

  it("makes the browser complain of nothing", () => {
    assert.deepEqual(complaints, []);
  });
});
