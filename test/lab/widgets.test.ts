import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { projectRoot } from "../../src/run";
import { launchBrowser, withoutBrowser } from "../browser/browser";
import { startLab, type Lab } from "./lab";
import { chooseMenu, chooseTheme, contrastOfWords, runAllCells, waitForKernel, withoutPartNumbers } from "./labPage";
import { readNotebook, writeNotebook } from "./labNotebook";

const NAME = "widgets.ipynb";
const pictures = path.join(projectRoot, ".slope/pictures");

const cells = [
  `import { checkbox, dropdown, gradientDescent, interact, leastSquares, logSlider, lossCurve, minimize, play, progress } from "slope";
const objective = leastSquares([[1, 0], [0, 1], [1, 1]], [1, 0, 1], { loss: "half-sum" });`,
  `let runs = 0;
interact({ learningRate: logSlider(-4, 0, { value: 0.01 }) }, ({ learningRate }) => {
  const history = minimize(objective, gradientDescent({ learningRate }), { maxSteps: 200 });
  console.log(\`run \${++runs}: rate \${learningRate}, loss \${history.loss.at(-1)}\`);
  return lossCurve({ runs: [{ name: "gradient descent", loss: history.loss }] });
});`,
  `interact({ step: play(0, 50), optimizer: dropdown({ Adam: 0.9, Momentum: 0.5 }), nesterov: checkbox() }, (values) => JSON.stringify(values));`,
  `import { setTimeout as pause } from "node:timers/promises";
for (const epoch of progress(40, { label: "epochs" })) await pause(100);`,
  `interact({ x: logSlider(-4, 0) }, ({ x }) => { if (x > 0.5) throw new RangeError("too far"); return "x is " + x; });`,
];

describe("widgets in JupyterLab", { skip: withoutBrowser }, () => {
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const cell = (number: number): Locator => page.locator(".jp-Notebook .jp-Cell").nth(number - 1);
  const output = (number: number): Locator => cell(number).locator(".widget-output");
  const saysSoon = (number: number, pattern: RegExp): Promise<void> =>
    output(number).filter({ hasText: pattern }).waitFor({ timeout: 20_000 });
  /** Moves the slider of a cell by keys, as many steps to the right. */
  const moveSlider = async (number: number, steps: number, key = "ArrowRight") => {
    const handle = cell(number).locator(".noUi-handle").first();
    await handle.scrollIntoViewIfNeeded();
    await handle.focus();
    for (let step = 0; step < steps; step++) await page.keyboard.press(key);
  };
  /** Runs a cell as its reader does. */
  const runCell = async (number: number) => {
    await cell(number).locator(".cm-content").click();
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'");
  };
  const openComms = (): Promise<number> =>
    page.evaluate(`window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestCommInfo({ target_name: "jupyter.widget" })
      .then(({ content }) => Object.keys(content.comms).length)`);
  const takePicture = (name: string) => page.screenshot({ path: path.join(pictures, `${name}.png`) });
  const chart = (number: number): Promise<string> =>
    output(number).locator(".vega-embed svg.marks").evaluate(({ outerHTML }) => outerHTML).then(withoutPartNumbers);

  before(async () => {
    [lab, browser] = await Promise.all([startLab(), launchBrowser()]);
    await writeNotebook(lab.address(NAME), cells);
    page = await browser.newPage({ viewport: { width: 1200, height: 1400 } });
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(lab.address(NAME));
    await waitForKernel(page);
  });
  after(async () => {
    await browser?.close();
    await lab?.stop();
  });

  it("a progress bar moves while its cell runs, and says at the end how long it took", async () => {
    await page.evaluate(`setInterval(() => {
      const bar = document.querySelector(".jp-Notebook progress");
      if (bar) (window.progressSeen ??= new Set()).add(bar.value);
    }, 50)`);
    const running = runAllCells(page);
    await page.waitForFunction("window.progressSeen?.size > 3", undefined, { timeout: 60_000 });
    await takePicture("progress-light");
    const all = await running;
    const seen: number[] = await page.evaluate("[...window.progressSeen]");
    assert.deepEqual(seen, [...seen].sort((a, b) => a - b));
    assert.equal(seen.at(-1), 40);
    assert.match(await cell(4).locator(".jp-OutputArea-output").innerText(), /40 of 40 in \d/);
    const failures = all.flatMap(({ outputs }) => outputs).filter(({ output_type, name }) => output_type === "error" || name === "stderr");
    assert.deepEqual(failures, []);
  });

  it("a slider re-trains the model and draws its chart anew", async () => {
    await saysSoon(2, /rate 0\.01,/);
    await output(2).locator(".vega-embed").waitFor();
    const before = await chart(2);
    await moveSlider(2, 1);
    await saysSoon(2, /rate 0\.0125\d+,/);
    await page.waitForTimeout(500);
    assert.notEqual(await chart(2), before);
    await takePicture("slider-light");
  });

  it("a slider that moves fast is followed to where it stops, not through every value", async () => {
    const run = async () => Number(/run (\d+)/.exec(await output(2).innerText())![1]);
    const first = await run();
    const handle = (await cell(2).locator(".noUi-handle").boundingBox())!;
    const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let offset = 0; offset < 60; offset++) await page.mouse.move(x + offset, y);
    await page.mouse.up();
    const agree = async () => {
      const value = await cell(2).locator(".widget-readout").innerText();
      const [, rate] = /rate (\S+),/.exec(await output(2).innerText())!;
      return Number(value) === Number(Number(rate).toPrecision(3)) && Number(value) > 0.02;
    };
    for (let tries = 0; !(await agree()); tries++) {
      assert.ok(tries < 100, "the result is not that of the slider");
      await page.waitForTimeout(100);
    }
    assert.ok((await run()) - first < 30, "it worked on every value");
  });

  it("play counts on, a dropdown and a box choose", async () => {
    await saysSoon(3, /"step":0,"optimizer":0.9,"nesterov":false/);
    await cell(3).locator(".jupyter-widgets.widget-play button").first().click();
    await saysSoon(3, /"step":([5-9]|\d\d),/);
    await cell(3).locator(".jupyter-widgets.widget-play button").first().click();
    await cell(3).locator("select").selectOption("Momentum");
    await saysSoon(3, /"optimizer":0.5/);
    await cell(3).locator("input[type=checkbox]").check();
    await saysSoon(3, /"nesterov":true/);
    await takePicture("play-light");
  });

  it("an error stands where the result was, and goes with the next value", async () => {
    await saysSoon(5, /x is 0\.01/);
    await moveSlider(5, 1, "End");
    await saysSoon(5, /RangeError.*too far/s);
    await takePicture("error-light");
    await moveSlider(5, 1, "Home");
    await saysSoon(5, /x is 0\.0001/);
  });

  it("works on after the page is loaded anew, from where it was", async () => {
    await page.evaluate("window.jupyterapp.commands.execute('docmanager:save')");
    await chooseTheme(page, "Dark");
    await page.reload();
    await waitForKernel(page);
    await saysSoon(3, /"optimizer":0.5/);
    assert.equal(await cell(3).locator("select").inputValue(), "Momentum");
    await cell(3).locator("select").selectOption("Adam");
    await saysSoon(3, /"optimizer":0.9/);
    await moveSlider(2, 1, "Home");
    await saysSoon(2, /rate 0\.0001,/);
    await output(2).locator(".vega-embed").waitFor();
    await takePicture("widgets-dark");
    await chooseTheme(page, "Light");
    const [contrast, ...others] = await contrastOfWords(page);
    assert.ok(contrast! >= 4.5 && contrast! <= 21 && others.length === 0);
  });

  it("the saved file says what stood there, for readers without a kernel, and keeps what stands there now", async () => {
    await page.evaluate("window.jupyterapp.commands.execute('docmanager:save')");
    await page.waitForTimeout(1000);
    const { cells: saved, widgets } = await readNotebook(lab.address(NAME));
    const [shown] = saved[1]!.outputs;
    assert.match(shown!.data!["text/plain"]!, /^learning rate = 0\.01\n\nrun 1: rate 0\.01/);
    assert.match(shown!.data!["text/html"]!, /<img src="data:image\/png;base64,/);
    const kept = widgets.find(({ outputs }) => JSON.stringify(outputs)?.includes("rate 0.0001,"));
    assert.ok(kept, "the newest result is not in the file");
    const [bar, ...others] = saved[3]!.outputs;
    assert.deepEqual(others, []);
    assert.match(bar!.data!["text/plain"]!, /^epochs: 40 of 40 in /);
  });

  it("a cell that is run again trains anew when its new slider moves, and leaves no widget behind", async () => {
    const before = await openComms();
    for (let again = 0; again < 3; again++) {
      await runCell(2);
      await saysSoon(2, /rate 0\.01,/);
    }
    assert.equal(await openComms(), before);
    await moveSlider(2, 1);
    await saysSoon(2, /rate 0\.0125\d+,/);
    await page.evaluate("window.jupyterapp.commands.execute('docmanager:save')");
    await page.reload();
    await waitForKernel(page);
    await saysSoon(2, /rate 0\.0125\d+,/);
    await moveSlider(2, 1, "Home");
    await saysSoon(2, /rate 0\.0001,/);
    assert.equal(await openComms(), before);
  });

  it("all works after Restart Kernel and Run All Cells", async () => {
    await chooseMenu(page, "Kernel", "Restart Kernel and Run All Cells…");
    await page.getByRole("button", { name: "Confirm Kernel Restart" }).click();
    await saysSoon(2, /run 1: rate 0\.01,/);
    await moveSlider(2, 1);
    await saysSoon(2, /run 2: rate 0\.0125\d+,/);
    await cell(3).locator("select").selectOption("Momentum");
    await saysSoon(3, /"optimizer":0.5/);
  });

  it("makes the browser complain of nothing", () => assert.deepEqual(complaints, []));
});
