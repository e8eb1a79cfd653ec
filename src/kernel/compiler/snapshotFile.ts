import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { ownFolder } from "./ownFolder";

/** Where set-up puts snapshots. */
export const snapshotFolder = path.join(ownFolder, ".slope/snapshot");

/** What Node needs to be told both when it builds a snapshot and when it starts from one. */
export const snapshotFlags = ["--no-rehash-snapshot"];

/** What a snapshot knows: the language's library, for the first cells, or everything. */
export const knowledge = ["language", "everything"] as const;
export type Knowledge = (typeof knowledge)[number];

/** The snapshot for this Node and this text of the checker, whether it is there or not. */
export function snapshotFile(knowledge: Knowledge): string {
  const hash = createHash("sha1").update(`${process.version} ${process.platform} ${process.arch}\n`);
  for (const name of readdirSync(__dirname).filter((file) => file.endsWith(".js")).sort()) hash.update(readFileSync(path.join(__dirname, name)));
  return path.join(snapshotFolder, `${hash.digest("hex").slice(0, 16)}.${knowledge}.blob`);
}

/** The arguments that start a checker's process from a snapshot; nothing where there is none. */
export function snapshotArguments(folder: string, knowledge: Knowledge): string[] | undefined {
  const snapshot = snapshotFile(knowledge);
  return existsSync(snapshot) ? [...snapshotFlags, "--snapshot-blob", snapshot, folder] : undefined;
}

/** The arguments that start the checker's process without. */
export function plainArguments(folder: string): string[] {
  return [path.join(__dirname, "main.js"), folder];
}
