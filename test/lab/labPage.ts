import type { Page } from "playwright-core";

/** What the notebook on the screen holds of one code cell. */
export interface CodeCell {
  source: string;
  tags: string[];
  count: number | null;
  outputs: { output_type: string; name?: string; text?: string; data?: Record<string, unknown> }[];
}

const NOTEBOOK = "window.jupyterapp.shell.currentWidget";

/** The code cells of the notebook on the screen that have something to run. */
export function codeCells(page: Page): Promise<CodeCell[]> {
  return page.evaluate(`[...${NOTEBOOK}.content.model.cells]
    .filter((cell) => cell.type === "code" && cell.sharedModel.source.trim() !== "")
    .map((cell) => ({
      source: cell.sharedModel.source, tags: cell.getMetadata("tags") ?? [], count: cell.executionCount, outputs: cell.outputs.toJSON(),
    }))`);
}

/** Waits until the notebook is on the screen and its kernel ready for work. */
export async function waitForKernel(page: Page): Promise<void> {
  await page.waitForFunction(`${NOTEBOOK}?.content?.model?.cells?.length > 1 && ${NOTEBOOK}.sessionContext?.session?.kernel?.status === "idle"`,
    undefined, { timeout: 60_000 });
}

/** Chooses an entry of the menu, as a reader does. */
export async function chooseMenu(page: Page, menu: string, entry: string): Promise<void> {
  await page.getByRole("menuitem", { name: menu, exact: true }).click();
  await page.getByRole("menuitem", { name: entry, exact: true }).click();
}

/**
 * Chooses Run > Run All Cells and waits until the kernel has nothing more to do: every cell has run, or one has
 * failed and the rest was dropped, which leaves them without a count.
 */
export async function runAllCells(page: Page, timeout = 120_000): Promise<CodeCell[]> {
  await page.evaluate(`for (const cell of ${NOTEBOOK}.content.model.cells) if (cell.type === "code") cell.executionCount = null`);
  await chooseMenu(page, "Run", "Run All Cells");
  const idle = `(() => {
    const cells = [...${NOTEBOOK}.content.model.cells].filter((cell) => cell.type === "code");
    const busy = ${NOTEBOOK}.sessionContext.session.kernel.status !== "idle" || cells.some((cell) => cell.executionState === "running");
    if (busy || cells.every((cell) => cell.executionCount === null)) window.idleSince = undefined;
    else window.idleSince ??= performance.now();
    return performance.now() - window.idleSince > 1000;
  })()`;
  await page.waitForFunction(idle, undefined, { timeout, polling: 100 });
  return codeCells(page);
}

/** Finds the live charts: a picture in SVG each. */
const CHARTS = ".jp-Notebook .vega-embed svg.marks";

/** A chart's SVG without the numbers that tell its parts from those of other charts on the page. */
export function withoutPartNumbers(svg: string): string {
  return svg.replace(/\b(clip|gradient_)\d+/g, "$1");
}

/** The pictures of all live charts in order, once there are `count`: brings every output on the screen for it. */
export async function chartPictures(page: Page, count: number): Promise<string[]> {
  const drawn = `(() => {
    for (const output of document.querySelectorAll(".jp-Notebook .jp-OutputArea-output")) output.scrollIntoView();
    return document.querySelectorAll("${CHARTS}").length >= ${count};
  })()`;
  await page.waitForFunction(drawn, undefined, { timeout: 30_000, polling: 200 });
  const charts = await page.locator(CHARTS).evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML));
  return charts.map(withoutPartNumbers);
}

/** Chooses JupyterLab's light or dark theme and waits until the page has it. */
export async function chooseTheme(page: Page, theme: "Light" | "Dark"): Promise<void> {
  await page.evaluate(`window.jupyterapp.commands.execute("apputils:change-theme", { theme: "JupyterLab ${theme}" })`);
  await page.waitForFunction(`document.body.dataset.jpThemeLight === "${theme === "Light"}"`);
  await page.waitForTimeout(1000); // the style sheet comes a moment later, and the choice is written
}

/**
 * The least contrast between the notebook's background and a chart's titles, labels and legends, for every chart: from
 * 1 for what nobody can read to 21 for black on white (WCAG 2.2, "contrast ratio"). Infinity where it has no words.
 */
export function contrastOfWords(page: Page): Promise<number[]> {
  return page.evaluate(`(() => {
    const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const luminance = (color) => {
      const [red, green, blue] = color.match(/[\\d.]+/g).map((value) => linear(value / 255));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const background = luminance(getComputedStyle(document.querySelector(".jp-Notebook")).backgroundColor);
    const contrast = (word) => {
      const ink = luminance(getComputedStyle(word).fill);
      return (Math.max(ink, background) + 0.05) / (Math.min(ink, background) + 0.05);
    };
    return [...document.querySelectorAll("${CHARTS}")]
      .map((chart) => Math.min(...[...chart.querySelectorAll(".mark-text:not(.role-mark) text")].map(contrast)));
  })()`);
}

/** Types a new value for the first parameter of the cell that is tagged `parameters`: `let name = <value>; // …`. */
export async function typeParameter(page: Page, value: string): Promise<void> {
  const index: number = await page.evaluate(
    `[...${NOTEBOOK}.content.model.cells].findIndex((cell) => (cell.getMetadata("tags") ?? []).includes("parameters"))`,
  );
  const line = page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".cm-line").first();
  await line.scrollIntoViewIfNeeded();
  const [, name] = /^let (\w+)/.exec(await line.innerText())!;
  await line.click();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+End");
  await page.keyboard.type(`let ${name} = ${value};`);
}

/** Saves a picture of the notebook from its first cell on, for a look at it. */
export async function takePicture(page: Page, file: string): Promise<void> {
  await page.evaluate(`document.querySelector(".jp-Notebook .vega-embed")?.scrollIntoView({ block: "center" })`);
  await page.waitForTimeout(300);
  await page.screenshot({ path: file });
}
