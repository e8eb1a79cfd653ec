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

/** The pictures of all live charts in order, once there are `count`: brings every output on the screen for it. */
export async function chartPictures(page: Page, count: number): Promise<string[]> {
  const drawn = `(() => {
    for (const output of document.querySelectorAll(".jp-Notebook .jp-OutputArea-output")) output.scrollIntoView();
    return document.querySelectorAll(".jp-Notebook .vega-embed :is(canvas, svg.marks)").length >= ${count};
  })()`;
  await page.waitForFunction(drawn, undefined, { timeout: 30_000, polling: 200 });
  return page.evaluate(`[...document.querySelectorAll(".jp-Notebook .vega-embed :is(canvas, svg.marks)")]
    .map((chart) => chart.toDataURL?.() ?? chart.outerHTML)`);
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
