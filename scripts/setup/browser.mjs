import path from "node:path";
import { isExecutable } from "./executable.mjs";
import { Fault } from "./fault.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "brave-browser"];

const PLACES = {
  linux: ["/usr/lib/chromium/chromium", "/opt/google/chrome/chrome", "/snap/bin/chromium"],
  darwin: ["Google Chrome", "Chromium", "Microsoft Edge"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  win32: ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"],
};

export const HOW_TO_GET_A_BROWSER = "Install Chrome, Chromium or Edge (Debian: `apt install chromium`), or name one in SLOPE_BROWSER";

/**
 * An installed browser of Chromium's family, for the browser tests and PDFs.
 *
 * @param {NodeJS.ProcessEnv} [env] `SLOPE_BROWSER` names one outright
 * @returns {string | null} its executable
 * @throws {Fault} where `SLOPE_BROWSER` names no executable
 */
export function findBrowser(env = process.env, platform = process.platform) {
  if (env.SLOPE_BROWSER) {
    if (isExecutable(env.SLOPE_BROWSER)) return env.SLOPE_BROWSER;
    throw new Fault({ what: "SLOPE_BROWSER", rule: "a browser's executable", value: JSON.stringify(env.SLOPE_BROWSER), hint: "Leave it unset to have one looked for" });
  }
  const folders = (env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  const roots = platform === "win32" ? [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(Boolean) : ["/"];
  const known = roots.flatMap((root) => (PLACES[platform] ?? []).map((place) => path.join(root, place)));
  return [...onPath, ...known].find(isExecutable) ?? null;
}
