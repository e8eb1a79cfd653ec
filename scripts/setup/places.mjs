import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The clone that these scripts belong to. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Where the set-up notes what it has done. */
export const noteFolder = (root) => path.join(root, ".slope");

/** The Python of the clone's own environment. */
export function venvPython(root, platform = process.platform) {
  const place = platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
  return path.join(root, ".venv", ...place);
}

/** The user's cache folder for what clones share: TensorFlow's libraries and the compiled binding. */
export function cacheFolder(env = process.env, platform = process.platform, home = homedir()) {
  if (platform === "win32") return path.join(env.LOCALAPPDATA || path.join(home, "AppData", "Local"), "slope");
  if (env.XDG_CACHE_HOME) return path.join(env.XDG_CACHE_HOME, "slope");
  return platform === "darwin" ? path.join(home, "Library", "Caches", "slope") : path.join(home, ".cache", "slope");
}
