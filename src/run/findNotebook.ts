import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { refuse } from "../errors";
import { projectRoot } from "./project";

export const notebooksFolder = path.join(projectRoot, "notebooks");

/** The notebooks of the project by name ("01-linear-regression"), in order. */
export function notebookNames(): string[] {
  const files = existsSync(notebooksFolder) ? readdirSync(notebooksFolder) : [];
  return files.filter((file) => /^[^.]+\.ipynb$/.test(file)).map((file) => path.basename(file, ".ipynb")).sort();
}

/**
 * The file of a notebook named by its number ("01"), its name ("01-linear-regression") or a path to any .ipynb.
 *
 * @throws InputError with the list of notebooks for a name that fits none.
 */
export function findNotebook(name: string): string {
  if (name.endsWith(".ipynb")) {
    const file = path.resolve(name);
    return existsSync(file) ? file : refuse("notebook", "a file that exists", name);
  }
  const names = notebookNames();
  const found = names.find((candidate) => candidate === name || candidate.startsWith(`${name}-`));
  if (found === undefined) refuse("notebook", `one of ${names.join(", ")}, or the path of an .ipynb file`, name);
  return path.join(notebooksFolder, `${found}.ipynb`);
}
