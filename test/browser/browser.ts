import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The Chrome or Chromium that browser tests use: SLOPE_BROWSER, or one that is installed. */
function findBrowser(): string | undefined {
  return process.env.SLOPE_BROWSER ?? NAMES.map(onPath).find(Boolean) ?? PLACES.find(existsSync);
}

function onPath(name: string): string | undefined {
  if (process.platform === "win32") return undefined;
  try {
    return execFileSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

const program = findBrowser();

/**
 * The reason to skip a browser test, for node:test's `skip` option, or `false`. With CI set nothing is skipped,
 * so that a machine without a browser fails.
 */
export const withoutBrowser: string | false =
  program !== undefined || process.env.CI
    ? false
    : "no Chrome or Chromium found: install one, or set SLOPE_BROWSER to its program";

/** A headless browser; the caller closes it. */
export function launchBrowser(): Promise<Browser> {
  if (program === undefined) throw new Error("No Chrome or Chromium found: install one, or set SLOPE_BROWSER to its program");
  return chromium.launch({ executablePath: program, headless: true, args: FLAGS });
}
