import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { ownFolder } from "./ownFolder";

/** Where set-up puts snapshots. */
export const snapshotFolder = path.join(ownFolder, ".slope/snapshot");

/** What Node needs to be told both when it builds a snapshot and when it starts from one. */
export const snapshotFlags = ["--no-rehash-snapshot"];

/** The snapshot for this Node and this text of the checker, whether it is there or not. */
export function snapshotFile(): string {
  const hash = createHash("sha1").update(`${process.version} ${process.platform} ${process.arch}\n`);
  for (const name of readdirSync(__dirname).filter((file) => file.endsWith(".js")).sort()) hash.update(readFileSync(path.join(__dirname, name)));
  return path.join(snapshotFolder, `${hash.digest("hex").slice(0, 16)}.blob`);
}

/** The arguments that start the checker's process: from the snapshot where there is one. */
export function checkerArguments(folder: string, useSnapshot: boolean): string[] {
  const snapshot = snapshotFile();
  if (useSnapshot && existsSync(snapshot)) return [...snapshotFlags, "--snapshot-blob", snapshot, folder];
  return [path.join(__dirname, "main.js"), folder];
}
