import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { refuse } from "../errors";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "brave-browser"];
const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ["/usr/lib/chromium/chromium", "/opt/google/chrome/chrome", "/snap/bin/chromium"],
  darwin: ["Google Chrome", "Chromium", "Microsoft Edge"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  win32: ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"],
};

/**
 * An installed browser of Chromium's family: the one that SLOPE_BROWSER names, or one found in the usual places.
 * None is ever downloaded.
 *
 * @throws InputError where there is none
 */
export function findBrowser(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env.SLOPE_BROWSER) {
    return isProgram(env.SLOPE_BROWSER) ? env.SLOPE_BROWSER : refuse("SLOPE_BROWSER", "a browser's program", env.SLOPE_BROWSER);
  }
  const folders = (env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const roots = platform === "win32" ? [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA] : ["/"];
  const known = roots.flatMap((root) => (root === undefined ? [] : (PLACES[platform] ?? []).map((place) => path.join(root, place))));
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))), ...known];
  return candidates.find(isProgram) ?? refuse("browser", "one of Chromium's family on this machine", "none",
    "Install Chrome, Chromium or Edge, or name its program in SLOPE_BROWSER; HTML and Markdown need none");
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
