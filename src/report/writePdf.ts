import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findBrowser } from "./browser";
import { DevTools } from "./devTools";
import { writeWhole, type WrittenReport } from "./writeReport";

/** Paper sizes in inches. */
const PAPERS = { a4: { paperWidth: 210 / 25.4, paperHeight: 297 / 25.4 }, letter: { paperWidth: 8.5, paperHeight: 11 } };
export type Paper = keyof typeof PAPERS;
export const papers = Object.keys(PAPERS) as Paper[];

const MARGINS = { marginTop: 0.6, marginBottom: 0.75, marginLeft: 0.65, marginRight: 0.65 };
const PAGE_NUMBER = `<div style="width:100%;font:8px sans-serif;text-align:center;color:#555"><span class="pageNumber"></span> / <span class="totalPages"></span></div>`;

/** Every chart is drawn and every font there. */
const READY = `new Promise((resolve) => {
  const look = () => (document.documentElement?.dataset.charts && document.fonts.status === "loaded" ? resolve(true) : setTimeout(look, 50));
  look();
})`;

/**
 * Prints a report's HTML as a PDF with an installed browser: tagged for screen readers, with an outline, charts as
 * vectors.
 *
 * @throws InputError where there is no browser of Chromium's family
 */
export async function writePdf(html: string, file: string, paper: Paper = "a4"): Promise<WrittenReport> {
  const browser = new DevTools(findBrowser());
  const folder = await mkdtemp(path.join(tmpdir(), "slope-pdf-"));
  try {
    const page = path.join(folder, "report.html");
    await writeFile(page, html);
    const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = (await browser.send("Target.attachToTarget", { targetId, flatten: true })) as { sessionId: string };
    await browser.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: "light" }] }, sessionId);
    await browser.send("Page.navigate", { url: pathToFileURL(page).href }, sessionId);
    await whenLoaded(browser, sessionId);
    const { data } = await browser.send("Page.printToPDF", {
      ...PAPERS[paper], ...MARGINS, printBackground: true, generateTaggedPDF: true, generateDocumentOutline: true,
      displayHeaderFooter: true, headerTemplate: "<span></span>", footerTemplate: PAGE_NUMBER,
    }, sessionId);
    const pdf = Buffer.from(data as string, "base64");
    await writeWhole(file, pdf);
    return { file, bytes: pdf.length, faults: [] };
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

/** Waits for the page; the first question may still reach the empty one, whose answer is lost when the page comes. */
async function whenLoaded(browser: DevTools, sessionId: string): Promise<void> {
  const ask = async () => {
    const { exceptionDetails } = await browser.send("Runtime.evaluate", { expression: READY, awaitPromise: true }, sessionId);
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
  };
  await ask().catch(ask);
}
