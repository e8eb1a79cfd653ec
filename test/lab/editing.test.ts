import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { projectRoot } from "../../src/run";
import { launchBrowser, withoutBrowser } from "../browser/browser";
import { startLab, type Lab } from "./lab";
import { chooseMenu, codeCells, runAllCells, waitForKernel } from "./labPage";
import { writeNotebook } from "./labNotebook";

const NAME = "editing.ipynb";
const pictures = path.join(projectRoot, ".slope/pictures");

const cells = [
  `import * as tf from "@tensorflow/tfjs-node";\nconst vector = tf.tensor1d([1, 2]);\nlet runs = 0;`,
  `runs += 1;\nruns`,
  `function half(x: number): number {\n  if (x % 2) throw new RangeError("odd");\n  return x / 2;\n}\nhalf(3)`,
  `const wrong: number = "text";`,
  `// to be typed into`,
];

describe("writing cells in JupyterLab", { skip: withoutBrowser }, () => {
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  const cell = (number: number): Locator => page.locator(".jp-Notebook .jp-Cell").nth(number - 1);
  const takePicture = (name: string) => page.screenshot({ path: path.join(pictures, `${name}.png`) });

  /** Puts the cursor behind these words in the last cell, which has nothing else. */
  async function type(words: string): Promise<void> {
    await cell(cells.length).locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(words);
  }

  before(async () => {
    [lab, browser] = await Promise.all([startLab(), launchBrowser()]);
    await writeNotebook(lab.address(NAME), cells);
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    await page.goto(lab.address(NAME));
    await waitForKernel(page);
    await runAllCells(page);
  });
  after(async () => {
    await browser?.close();
    await lab?.stop();
  });

  it("an error stands below its cell, with the TypeScript line that threw; the next cells do not run", async () => {
    const text = await cell(3).locator(".jp-OutputArea-output").innerText();
    assert.match(text, /RangeError: odd/);
    assert.match(text, /> 2 \|\s+if \(x % 2\) throw new RangeError\("odd"\);/);
    assert.doesNotMatch(text, /node:|node_modules|build\/src/);
    assert.equal((await codeCells(page))[3]!.count, null);
  });

  it("a type error stands there with TypeScript's code, and the line underlined", async () => {
    await cell(4).locator(".cm-content").click();
    await page.keyboard.press("Control+Enter");
    const output = cell(4).locator(".jp-OutputArea-output");
    await output.waitFor();
    assert.match(await output.innerText(), /TS2322[^]*const wrong: number = "text";[^]*\^\^\^\^\^/);
    await takePicture("type-error");
  });

  it("Tab offers the members of a tensor", async () => {
    await type("vector.squ");
    await page.keyboard.press("Tab");
    const offered = page.locator(".jp-Completer-item");
    await offered.filter({ hasText: "squaredDifference" }).waitFor();
    await takePicture("completion");
    await page.keyboard.press("Escape");
  });

  it("Shift+Tab shows a function's type and documentation", async () => {
    await type("tf.tensor1d");
    await page.keyboard.press("Shift+Tab");
    const tooltip = page.locator(".jp-Tooltip");
    await tooltip.filter({ hasText: /tensor1d\(values[^]*Tensor1D[^]*rank-1/ }).waitFor();
    await takePicture("inspection");
    await cell(1).locator(".cm-content").click();
    await tooltip.waitFor({ state: "detached" });
  });

  it("restart and run all begins anew", async () => {
    await chooseMenu(page, "Kernel", "Restart Kernel and Run All Cells…");
    await page.getByRole("button", { name: "Confirm Kernel Restart" }).click();
    await page.waitForFunction(
      `window.jupyterapp.shell.currentWidget.content.model.cells.get(2).executionCount === 3`, undefined, { timeout: 60_000 });
    assert.match(await cell(2).locator(".jp-OutputArea-output").innerText(), /^1$/);
  });
});
