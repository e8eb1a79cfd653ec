import { existsSync } from "node:fs";
import path from "node:path";

/** Where set-up puts the snapshot that the checker's process starts from: one for each release of Node. */
export const snapshotFile = path.resolve(__dirname, `../../../kernel-snapshot-${process.version}-${process.platform}-${process.arch}.blob`);

/** The arguments that start the checker's process: from the snapshot where there is one. */
export function checkerArguments(folder: string, useSnapshot: boolean): string[] {
  if (useSnapshot && existsSync(snapshotFile)) return ["--snapshot-blob", snapshotFile, folder];
  return [path.join(__dirname, "main.js"), folder];
}
