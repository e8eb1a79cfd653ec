import { accessSync, constants, statSync } from "node:fs";

/** Whether there is a file that may be run. */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
