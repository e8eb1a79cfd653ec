import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { projectRoot } from "../../src/run";

/** What axe-core has to say against a page, one sentence each; `exclude` lists parts that it does not look at. */
export async function axeFaults(page: Page, exclude: string[] = []): Promise<string[]> {
  await page.evaluate(readFileSync(path.join(projectRoot, "node_modules/axe-core/axe.min.js"), "utf8"));
  const run = `axe.run({ exclude: ${JSON.stringify(exclude)} }, { resultTypes: ["violations"] })`;
  const { violations } = (await page.evaluate(run)) as { violations: { id: string; nodes: { html: string }[] }[] };
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
}
