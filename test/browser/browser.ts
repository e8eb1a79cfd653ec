import { chromium, type Browser } from "playwright-core";
import { findBrowser } from "../../src/report";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The reason to skip a browser test, for node:test's `skip` option, or `false`. With CI set nothing is skipped,
 * so that a machine without a browser fails.
 */
export const withoutBrowser: string | false = process.env.CI ? false : whyNone();

function whyNone(): string | false {
  try {
    findBrowser();
    return false;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A headless browser; the caller closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser(), headless: true, args: FLAGS });
}
