import { existsSync } from "node:fs";
import path from "node:path";
import { refuse } from "../errors";

/** The folder of this project, seen from the compiled file. */
export const projectRoot = path.resolve(__dirname, "../../..");

/** The Python of the project's own environment. @throws InputError where set-up has not made one. */
export function environmentPython(): string {
  const program = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";
  const python = path.join(projectRoot, ".venv", program);
  if (!existsSync(python)) refuse("Python environment", `.venv/${program}`, "no such file", "Run: npm run setup");
  return python;
}

/** A path as a reader sees it: relative to the working folder where it is inside of it. */
export function displayPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}
