import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { snapshotFile, snapshotFolder } from "./snapshotFile";

/**
 * The command of set-up that makes the snapshot. It is built beside its place and started once before it goes there,
 * so that a kernel never finds half of one or one that does not load; snapshots of older texts are removed.
 */
const file = snapshotFile();
const partial = `${file}.${process.pid}.partial`;
const env = { ...process.env, NODE_OPTIONS: "" };

mkdirSync(snapshotFolder, { recursive: true });
try {
  execFileSync(process.execPath, ["--snapshot-blob", partial, "--build-snapshot", path.join(__dirname, "snapshotMain.js")], { env, stdio: ["ignore", "ignore", "pipe"] });
  execFileSync(process.execPath, ["--snapshot-blob", partial, snapshotFolder], { env, stdio: ["ignore", "ignore", "pipe", "ignore", "ignore"] });
  renameSync(partial, file);
} finally {
  rmSync(partial, { force: true });
}
for (const name of readdirSync(snapshotFolder)) {
  if (name.endsWith(".blob") && path.join(snapshotFolder, name) !== file) rmSync(path.join(snapshotFolder, name), { force: true });
}
