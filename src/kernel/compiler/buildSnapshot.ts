import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { encodeFrame, readFrames } from "../pipe/frames";
import type { Answer, Question } from "./questions";
import { snapshotFile, snapshotFlags, snapshotFolder } from "./snapshotFile";

const ANSWERS_WITHIN = 60_000;
const env = { ...process.env, NODE_OPTIONS: "" };

/**
 * The command of set-up that makes the snapshot. It is built beside its place and asked a question before it goes
 * there, so that a kernel never finds half of one or one that does not load; snapshots of older texts are removed.
 */
async function buildSnapshot(): Promise<void> {
  const file = snapshotFile();
  const partial = `${file}.${process.pid}.partial`;
  mkdirSync(snapshotFolder, { recursive: true });
  try {
    execFileSync(process.execPath, [...snapshotFlags, "--snapshot-blob", partial, "--build-snapshot", path.join(__dirname, "snapshotMain.js")], { env, stdio: "pipe" });
    if (!await answers(partial)) throw new Error("The snapshot that was built does not start.");
    renameSync(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
  for (const name of readdirSync(snapshotFolder)) {
    if (name.endsWith(".blob") && path.join(snapshotFolder, name) !== file) rmSync(path.join(snapshotFolder, name), { force: true });
  }
}

/** Whether a checker started from a snapshot finds nothing wrong with a cell. */
function answers(snapshot: string): Promise<boolean> {
  const child = spawn(process.execPath, [...snapshotFlags, "--snapshot-blob", snapshot, snapshotFolder], {
    env, stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], timeout: ANSWERS_WITHIN, killSignal: "SIGKILL",
  });
  const question: Question = { id: 1, ask: { what: "compile", cell: 1, code: "const one: number = 1;" } };
  const questions = child.stdio[3] as Writable;
  questions.on("error", () => {}); // told by "exit"
  questions.end(encodeFrame(question));
  return new Promise((resolve) => {
    readFrames(child.stdio[4] as Readable, (frame) => {
      const { id, value } = frame as Answer;
      if (id === 1) resolve((value as { ok?: boolean } | undefined)?.ok === true);
    });
    child.on("exit", () => resolve(false));
    child.on("error", () => resolve(false));
  });
}

buildSnapshot().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
